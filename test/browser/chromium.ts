/** A real Chromium for tests, and what it did: whom it asked, and what it was forbidden. */
import { accessSync, constants } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** Where a Chromium is, or undefined where none is installed: `test.skipIf(!chromiumPath)`. */
export const chromiumPath = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
].find(isProgram);

export type Chromium = AsyncDisposable & { openProfile(): Promise<Profile> };

/** Its pages share what they store; no other profile's do. */
export type Profile = AsyncDisposable & { context: BrowserContext; visit(url: string): Promise<Visit> };

export type Visit = {
  page: Page;
  /** The origins of all requests and sockets so far. */
  origins: Set<string>;
  /** What the console said of errors, a content security policy's among them. */
  complaints: string[];
};

// Chromium's own sandbox does not work for root; the rest keeps it from asking around by itself.
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function openChromium(): Promise<Chromium> {
  if (chromiumPath === undefined) throw new Error("A Chromium was wanted, and none is installed.");
  const browser = await chromium.launch({ executablePath: chromiumPath, args: flags });
  return { openProfile: () => openProfile(browser), [Symbol.asyncDispose]: () => browser.close() };
}

async function openProfile(browser: Browser): Promise<Profile> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  return {
    context,
    visit: (url) => visitWith(context, url),
    [Symbol.asyncDispose]: () => context.close(),
  };
}

async function visitWith(context: BrowserContext, url: string): Promise<Visit> {
  const page = await context.newPage();
  const origins = new Set<string>();
  const complaints: string[] = [];
  const note = (address: string) => {
    const { protocol, origin } = new URL(address);
    if (protocol !== "data:") origins.add(origin);
  };
  page.on("request", (request) => note(request.url()));
  page.on("websocket", (socket) => note(socket.url()));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, origins, complaints };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
