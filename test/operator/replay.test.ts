import { once } from "node:events";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readReplayOptions } from "../../src/operator/replay-options.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { openTestPool } from "../pool.ts";
import { deliver } from "../terra-client.ts";
import { runOperator } from "./run-operator.ts";

let gateway: TestGateway;
let pool: pg.Pool;
beforeAll(async () => {
  gateway = await openTestGateway();
  pool = openTestPool(gateway.databaseUrl);
});
afterAll(async () => {
  await pool.end();
  await gateway[Symbol.asyncDispose]();
});

const command = new URL("../../src/operator/replay.ts", import.meta.url);
const run = (given: string[], env: Record<string, string> = {}) => runOperator(command, given, env);

/** Some other server, and the authorizations with which it was asked. */
async function openListener() {
  const asked: (string | undefined)[] = [];
  const server = createServer(({ headers }, response) => {
    asked.push(headers.authorization);
    response.end("no gateway");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${port}`, asked, [Symbol.asyncDispose]: close };
}

const at = () => ["--url", gateway.url, "--key", gateway.adminKey];

function daily(who: string, steps: number, more: object[] = []) {
  const metadata = { start_time: "2026-03-01T00:00:00Z", end_time: "2026-03-02T00:00:00Z" };
  return { type: "daily", user: { user_id: who }, data: [{ metadata, distance_data: { steps } }, ...more] };
}

async function steps(): Promise<number[]> {
  const { rows } = await pool.query(
    "select steps from dailies join connections c on c.id = connection_id where c.terra_user_id like 'many-%' order by steps",
  );
  return rows.map(({ steps }) => steps);
}

test("replays what failed page by page, shows how far it is, and ends with 0", async () => {
  const numbers = Array.from({ length: 230 }, (_, n) => n);
  await Promise.all(numbers.map((n) => deliver(gateway, daily(`many-${n}`, n))));
  await pool.query("update dailies set steps = 0");
  await pool.query("update deliveries set state = 'FAILED'");
  const { code, out, err } = await run(["--failed", ...at()]);
  expect({ code, out }).toEqual({ code: 0, out: "230 replayed\n  230 APPLIED\n" });
  expect(err).toMatch(/100 % \| 230 of 230 deliveries \| 0 failed/);
  expect(await steps()).toEqual(numbers);
  expect((await run(["--failed", ...at()])).out).toBe("0 replayed\n");
});

test("ends with 1 where some are still FAILED, and says which and why", async () => {
  await deliver(gateway, daily("bad", 1, [{}]));
  const { code, out } = await run(["--failed", "--types", "daily", ...at()]);
  expect(code).toBe(1);
  expect(out).toMatch(/^1 replayed\n {2}1 FAILED\n\n\S+ {2}daily {2}data\[1\]: has no key: /);
});

test("with all goes once more where something was taken back, so that older deliveries fill it", async () => {
  await deliver(gateway, { ...daily("taken", 3), type: "daily" }, { "x-terra-ordering-timestamp": "1000" });
  await deliver(gateway, daily("taken", 0, []), { "x-terra-ordering-timestamp": "2000" });
  // As if an older release had read the later one's clock, which is the earlier, as a later one.
  await pool.query(
    "update dailies set clock_micros = 9000000 from connections c where c.id = connection_id and c.terra_user_id = 'taken'",
  );
  const some = await run(["--types", "daily", ...at()]);
  expect(some.out).toContain("npm run replay -- --all");
  await pool.query(
    "update dailies set clock_micros = 9000000 from connections c where c.id = connection_id and c.terra_user_id = 'taken'",
  );
  const { out } = await run(["--all", ...at()]);
  expect(out.match(/\d+ replayed/g)).toHaveLength(2);
  expect(out).toContain("once more, so that older deliveries fill it");
});

test("takes the address and the key of the gateway that npm start would serve", async () => {
  const { port } = new URL(gateway.url);
  const env = { PORT: port, TERRARIUM_ADMIN_KEY: gateway.adminKey };
  expect(await run(["--since", "2026-01-01", "--until", "2026-01-02"], env)).toMatchObject({
    code: 0,
    out: "0 replayed\n",
  });
});

test("takes that key too where the address that was given is that gateway's", async () => {
  const { port } = new URL(gateway.url);
  const env = { PORT: port, TERRARIUM_ADMIN_KEY: gateway.adminKey };
  const given = ["--since", "2026-01-01", "--until", "2026-01-02", "--url", `http://127.0.0.1:${port}/`];
  expect(await run(given, env)).toMatchObject({ code: 0, out: "0 replayed\n" });
});

describe("the key of this folder", () => {
  test.each<[string, (dataDir: string) => Record<string, string>]>([
    ["from the environment", () => ({ TERRARIUM_ADMIN_KEY: "tka_own" })],
    ["from the environment, where any port is taken", () => ({ TERRARIUM_ADMIN_KEY: "tka_own", PORT: "0" })],
    ["made by npm start", (dataDir) => ({ DATA_DIR: dataDir })],
  ])("is not sent to another gateway: %s", async (_, env) => {
    await using dataDir = await mkdtempDisposable(join(tmpdir(), "replay-"));
    const secrets = { adminKey: "tka_own", signingSecret: "whsec_own", databasePassword: "own" };
    await writeFile(join(dataDir.path, "secrets.json"), JSON.stringify(secrets));
    await using other = await openListener();
    expect(await run(["--all", "--url", other.url], env(dataDir.path))).toEqual({
      code: 1,
      out: "",
      err: `--key: wanted: an admin's key of ${other.url}; none came, and the one that npm start takes here is not sent elsewhere.\n`,
    });
    expect(other.asked).toEqual([]);
    await run(["--all", "--url", other.url, "--key", "tka_theirs"], env(dataDir.path));
    expect(other.asked).toEqual(["Bearer tka_theirs"]);
  });
});

test.each([
  [[], /^Say which deliveries: --failed/],
  [["--all", "--failed"], /^Say which deliveries/],
  [["--since", "2026-02-30"], /^--since: wanted: a day as YYYY-MM-DD.*; 2026-02-30 came\.\n$/],
  [["--types", "a,,b"], /^--types: wanted: types separated by commas.*; a,,b came\.\n$/],
  [["--all", "--url", "127.0.0.1"], /^--url: wanted: an address/],
  [["--all", "--bad"], /^Unknown option '--bad'; npm run replay -- --help/],
  [
    ["--all", "--url", "http://127.0.0.1:9", "--key", "x"],
    /^No gateway answers at http:\/\/127\.0\.0\.1:9 \(\S.*\): start it/,
  ],
])("says in a line what is wrong with %j", async (given, line) => {
  const { code, out, err } = await run(given);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(line);
});

test("says that the key is not known, and that what answers is no gateway", async () => {
  expect((await run(["--all", "--url", gateway.url, "--key", "wrong"])).err).toMatch(
    /does not know this key/,
  );
  expect((await run(["--all", "--url", `${gateway.url}/healthz`, "--key", "wrong"])).err).toMatch(
    /answered 404, as a gateway does not/,
  );
});

test("a day given as the end is among the days", () => {
  const now = new Date("2026-03-05T10:00:00Z");
  const range = (...args: string[]) => readReplayOptions(args, now).filter.received;
  expect(range("--since", "2026-01-01", "--until", "2026-01-31")).toEqual({
    from: "2026-01-01T00:00:00.000Z",
    to: "2026-02-01T00:00:00.000Z",
  });
  expect(range("--until", "2026-01-31T08:00:00+01:00")).toEqual({ to: "2026-01-31T07:00:00.000Z" });
  expect(range("--all")).toEqual({ to: "2026-03-05T10:00:00.000Z" });
});
