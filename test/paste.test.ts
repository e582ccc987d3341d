import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import type { Door } from "../src/door.ts";
import { queryingLine, sendingLine } from "../src/paste.ts";
import { openTestGateway } from "./gateway.ts";

const run = promisify(execFile);
const made = { adminKey: "tka_made", signingSecret: "whsec_made", databasePassword: "x" };

type Heard = { headers: IncomingHttpHeaders; body: string };

function hearing(path: string, heard: Heard[]): Door {
  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
    app.post(path, async ({ headers, body }) => {
      heard.push({ headers, body: String(body) });
      return "";
    });
  };
}

function isSigned({ headers, body }: Heard | undefined = { headers: {}, body: "" }, secret: string): boolean {
  const [, time, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["terra-signature"])) ?? [];
  return signature === createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
}

test("the line to paste sends a night that is signed when it is pasted", async () => {
  const heard: Heard[] = [];
  await using gateway = await openTestGateway({}, [hearing("/webhooks/terra", heard)]);
  const config = {
    ...readConfig({ TERRA_DEV_IDS: "dev-1" }),
    adminKey: made.adminKey,
    signingSecrets: [made.signingSecret],
  };
  await run("/bin/sh", ["-c", sendingLine({ url: gateway.url, config, made })]);
  expect(heard).toHaveLength(1);
  expect(isSigned(heard[0], made.signingSecret)).toBe(true);
  expect(heard[0]?.headers).toMatchObject({ "content-type": "application/json", "dev-id": "dev-1" });
  expect(JSON.parse(heard[0]?.body ?? "")).toMatchObject({ type: "sleep" });
});

test("the line takes from the environment what came from there, and does not show it", async () => {
  const heard: Heard[] = [];
  await using gateway = await openTestGateway({}, [
    hearing("/webhooks/terra", heard),
    hearing("/graphql", heard),
  ]);
  const config = { ...readConfig({}), adminKey: "tka_given", signingSecrets: ["whsec_new", "whsec_old"] };
  const paste = { url: gateway.url, config, made: null };
  const lines = `${sendingLine(paste)}; ${queryingLine(paste)}`;
  expect(lines).not.toMatch(/tka_given|whsec_new/);
  const env = {
    PATH: "/usr/bin:/bin",
    TERRA_SIGNING_SECRETS: "whsec_new,whsec_old",
    TERRARIUM_ADMIN_KEY: "tka_given",
  };
  await run("/bin/sh", ["-c", lines], { env });
  expect(isSigned(heard[0], "whsec_new")).toBe(true);
  expect(heard[1]?.headers.authorization).toBe("Bearer tka_given");
  expect(JSON.parse(heard[1]?.body ?? "")).toEqual({
    query: "{ sleeps(first: 1) { nodes { localDate durationAsleepSeconds } } }",
  });
});
