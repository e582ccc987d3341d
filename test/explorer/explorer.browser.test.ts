import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { EXAMPLES } from "../../src/explorer/examples.ts";
import { type Chromium, chromiumPath, openChromium } from "../browser/chromium.ts";
import { openTestGateway } from "../gateway.ts";
import { deliver, sampleText } from "../terra-client.ts";

const night = sampleText("sleep__schema-full-coverage");
const { metadata } = JSON.parse(night).data[0];
const nightsDay: string = metadata.end_time.slice(0, 10);

// Altair is five megabytes of scripts to a browser that shares its processors with other tests.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

let chromium: Chromium;
beforeAll(async () => {
  if (chromiumPath !== undefined) chromium = await openChromium();
});
afterAll(() => chromium?.[Symbol.asyncDispose]());

function send(page: Page): Promise<void> {
  return page.getByRole("button", { name: "Send Request" }).click();
}

function choose(page: Page, example: string): Promise<void> {
  return page.getByText(example, { exact: true }).click();
}

async function waitForResult(page: Page, text: string): Promise<void> {
  await page.locator("app-query-result").getByText(text).first().waitFor();
}

/** What Apollo Sandbox does in the page around its frame: it asks there for what the frame wants to know. */
const relay = (frame: string, authorization: string) => `(async () => {
  const within = document.createElement("iframe");
  const loaded = new Promise((resolve) => within.addEventListener("load", resolve));
  within.src = "${frame}";
  document.querySelector("#sandbox").append(within);
  await loaded;
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { authorization: "${authorization}", "content-type": "application/json" },
    body: JSON.stringify({ query: "{ viewer { __typename } }" }),
  });
  const socket = new WebSocket("/graphql", "graphql-transport-ws");
  const said = await new Promise((resolve, reject) => {
    const init = { type: "connection_init", payload: { authorization: "${authorization}" } };
    socket.onopen = () => socket.send(JSON.stringify(init));
    socket.onmessage = ({ data }) => resolve(JSON.parse(data));
    socket.onerror = reject;
  });
  return { answer: await response.json(), said };
})()`;

async function runningSubscriptions(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^terrarium_subscriptions (\d+)$/m.exec(metrics)?.[1] ?? 0);
}

describe.skipIf(chromiumPath === undefined)("the explorer in Chromium", () => {
  test("offers the examples, the first of them open", async () => {
    await using gateway = await openTestGateway();
    await using profile = await chromium.openProfile();
    const { page } = await profile.visit(`${gateway.url}/`);
    await page.locator(".window-switcher__item--active", { hasText: EXAMPLES[0]?.name ?? "" }).waitFor();
    const tabs = await page.locator(".window-switcher__input").allInnerTexts();
    expect(tabs).toEqual(EXAMPLES.map(({ name }) => name));
    expect(page.url()).toBe(`${gateway.url}/explorer`);
  });

  test("shows a query's answer, asks nobody else and is forbidden nothing", async () => {
    await using gateway = await openTestGateway();
    expect((await deliver(gateway, night)).status).toBe(200);
    await using profile = await chromium.openProfile();
    const { page, origins, complaints } = await profile.visit(`${gateway.url}/explorer`);
    await choose(page, "A month of nights");
    await send(page);
    await waitForResult(page, nightsDay);
    await page.getByText("Docs", { exact: true }).click();
    await page.getByText("ROOT TYPES").waitFor();
    expect([...origins]).toEqual([gateway.url]);
    expect(complaints).toEqual([]);
  });

  test("shows nothing that cannot work, and lays nothing over the answer", async () => {
    await using gateway = await openTestGateway();
    await using profile = await chromium.openProfile();
    const { page } = await profile.visit(`${gateway.url}/explorer`);
    const schemaRead = page.locator(".toast-success");
    await schemaRead.first().waitFor({ state: "attached" });
    expect(await schemaRead.first().isVisible()).toBe(false);
    const tabs = page.locator("app-query-editor").first().getByRole("tab");
    expect(await tabs.allInnerTexts()).toEqual(["Query", "Auth"]);
  });

  test("shows live events as they come", async () => {
    await using gateway = await openTestGateway();
    await using profile = await chromium.openProfile();
    const { page, origins, complaints } = await profile.visit(`${gateway.url}/explorer`);
    await choose(page, "Live events");
    await send(page);
    await expect.poll(() => runningSubscriptions(gateway.url), { timeout: 20_000 }).toBe(1);
    expect((await deliver(gateway, night)).status).toBe(200);
    await waitForResult(page, "RecordSaved");
    await waitForResult(page, nightsDay);
    expect([...origins].sort()).toEqual([gateway.url, gateway.url.replace("http", "ws")]);
    expect(complaints).toEqual([]);
  });

  test("asks with the new key when the gateway has another than at the last visit", async () => {
    await using profile = await chromium.openProfile();
    const askAt = async (url: string) => {
      const { page } = await profile.visit(`${url}/explorer`);
      await choose(page, "What is stuck");
      await send(page);
      await waitForResult(page, '"deliveries"');
    };
    let port = 0;
    for (const adminKey of ["tka_first", "tka_second"]) {
      await using gateway = await openTestGateway({ adminKey, port });
      await askAt(gateway.url);
      port = Number(new URL(gateway.url).port);
    }
  });

  test("takes the key that is put in where none is filled in", async () => {
    await using gateway = await openTestGateway({ production: true });
    await using profile = await chromium.openProfile();
    const { page, complaints } = await profile.visit(`${gateway.url}/explorer`);
    await choose(page, "What is stuck");
    await send(page);
    await waitForResult(page, "UNAUTHENTICATED");
    await page.getByText("Put your key in here").click();
    await page.getByText("Environments...").click();
    await page.getByText('{"key":""}').click();
    for (const press of ["End", "ArrowLeft", "ArrowLeft"]) await page.keyboard.press(press);
    await page.keyboard.insertText(gateway.adminKey);
    await page.getByRole("button", { name: "Save" }).click();
    await send(page);
    await waitForResult(page, '"deliveries"');
    expect(complaints.filter((text) => text.includes("Content Security Policy"))).toEqual([]);
  });
});

describe.skipIf(chromiumPath === undefined)("/graphql in Chromium", () => {
  const apollo = "https://embeddable-sandbox.cdn.apollographql.com";
  const frame = "https://sandbox.embed.apollographql.com";
  // What Apollo sends is not at hand in every place where tests run; that it is asked for, let in and started, is.
  const standIn = "window.EmbeddedSandbox = class { constructor(given) { window.offered = given; } };";

  test("offers Apollo Sandbox for this gateway", async () => {
    await using gateway = await openTestGateway();
    await using profile = await chromium.openProfile();
    const asked: string[] = [];
    await profile.context.route(`${apollo}/**`, (route) => {
      asked.push(route.request().url());
      return route.fulfill({ contentType: "text/javascript", body: standIn });
    });
    const { page, complaints } = await profile.visit(`${gateway.url}/graphql`);
    await page.waitForFunction("window.offered");
    expect(asked).toEqual([`${apollo}/v2/embeddable-sandbox.umd.production.min.js`]);
    expect(await page.evaluate("window.offered")).toMatchObject({
      target: "#sandbox",
      initialEndpoint: `${gateway.url}/graphql`,
      initialSubscriptionEndpoint: `${gateway.url.replace("http", "ws")}/graphql`,
    });
    expect(await page.content()).not.toContain(gateway.adminKey);
    expect(complaints).toEqual([]);
  });

  test("lets Apollo Sandbox do its work: a frame, requests and sockets from this page", async () => {
    await using gateway = await openTestGateway();
    await using profile = await chromium.openProfile();
    await profile.context.route(`${apollo}/**`, (route) => route.abort());
    await profile.context.route(`${frame}/**`, (route) =>
      route.fulfill({ contentType: "text/html", body: "<title>in the frame</title>" }),
    );
    const { page } = await profile.visit(`${gateway.url}/graphql`);
    expect(await page.evaluate(relay(frame, `Bearer ${gateway.adminKey}`))).toMatchObject({
      answer: { data: { viewer: { __typename: "Viewer" } } },
      said: { type: "connection_ack" },
    });
    expect(await page.frame({ url: `${frame}/` })?.title()).toBe("in the frame");
  });

  test("leads to the explorer where Apollo cannot be reached", async () => {
    await using gateway = await openTestGateway();
    await using profile = await chromium.openProfile();
    await profile.context.route(`${apollo}/**`, (route) => route.abort());
    const { page } = await profile.visit(`${gateway.url}/graphql`);
    await page.getByRole("link", { name: "The explorer" }).click();
    await page.waitForURL(`${gateway.url}/explorer`);
  });
});
