import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unpackBody } from "../../src/deliveries/packed-body.ts";
import { signBody } from "../../src/terra/signature.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
import { openTestPool } from "../pool.ts";
import { deliver, sampleText } from "../terra-client.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway({ maxBodyBytes: 3 * 1024 * 1024 });
});
afterAll(() => gateway.close());

type Deliveries = {
  deliveries: {
    nodes: {
      type: string;
      state: string;
      error: string | null;
      notes: string[];
      repeats: number;
      traceId: string | null;
      reference: string | null;
      bytes: number;
    }[];
  };
};

async function newestDelivery() {
  const { deliveries } = await read<Deliveries>(
    gateway,
    "{ deliveries(first: 1) { nodes { type state error notes repeats traceId reference bytes } } }",
  );
  return deliveries.nodes[0];
}

function daily(terraUserId: string, steps: unknown, more: object = {}) {
  return {
    type: "daily",
    user: { user_id: terraUserId, provider: "GARMIN", reference_id: `ref-${terraUserId}` },
    data: [
      {
        metadata: { start_time: "2026-03-01T00:00:00+01:00", end_time: "2026-03-02T00:00:00+01:00" },
        distance_data: { steps },
      },
    ],
    ...more,
  };
}

const samples = readdirSync(new URL("../data/terra/samples/", import.meta.url)).map((file) =>
  file.replace(/\.json$/, ""),
);

describe("the write door", () => {
  test("holds only so much of what nobody has signed yet, and takes small ones all the while", async () => {
    const size = 3 * 1024 * 1024;
    const senders = Array.from({ length: 17 }, () => connect(Number(new URL(gateway.url).port), "127.0.0.1"));
    const answers: string[] = [];
    for (const sender of senders) {
      sender.on("data", (piece) => answers.push(piece.toString("latin1", 9, 12)));
      sender.write(
        `POST /webhooks/terra HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${size}\r\n\r\n{`,
      );
    }
    await expect.poll(() => answers, { timeout: 10_000 }).toEqual(["503"]);
    const metrics = await (await fetch(new URL("/metrics", gateway.url))).text();
    expect(metrics).toContain('terrarium_refusals_total{code="CANNOT_STORE_NOW"} 1\n');
    expect((await deliver(gateway, daily("small-beside", 1))).status).toBe(200);
    for (const sender of senders) sender.destroy();
    const large = daily("large-after", 1, { filler: "x".repeat(size / 2) });
    await expect.poll(async () => (await deliver(gateway, large)).status, { timeout: 10_000 }).toBe(200);
  });

  test("a sender that hangs up in the middle of a body is no error here", async () => {
    const socket = connect(Number(new URL(gateway.url).port), "127.0.0.1");
    socket.write(
      "POST /webhooks/terra HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
    );
    await once(socket, "connect");
    setTimeout(() => socket.destroy(), 50);
    const said = () => gateway.logs.map(({ level, message }) => `${level}: ${message}`);
    await expect.poll(said).toContain("info: a delivery was broken off by its sender");
    expect(said()).not.toContain("error: a delivery was not taken");
  });

  test.each(samples)("answers 200 to %s and shows it as a delivery", async (name) => {
    const text = sampleText(name);
    const response = await deliver(gateway, text, { "x-terra-trace-id": `trace-${name}` });
    expect(response.status).toBe(200);
    const { type, event_type: _ } = JSON.parse(text);
    expect(await newestDelivery()).toMatchObject({
      type: type ?? null,
      traceId: `trace-${name}`,
      bytes: Buffer.byteLength(text),
    });
    expect(gateway.logs.filter(({ level }) => level === "error")).toEqual([]);
  });

  test.each([
    ["no signature", { "terra-signature": "" }],
    ["a wrong signature", { "terra-signature": `t=${Math.floor(Date.now() / 1000)},v1=${"0".repeat(64)}` }],
    [
      "a signature of another secret",
      { "terra-signature": signBody("{}", "another", Math.floor(Date.now() / 1000)) },
    ],
  ])("answers 401 to %s", async (_name, headers) => {
    const response = await deliver(gateway, "{}", headers);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: "SIGNATURE_REFUSED" });
  });

  test("takes the signature from either header, and with an old time with a note", async () => {
    const body = JSON.stringify({ type: "healthcheck", n: 1 });
    const header = signBody(body, gateway.secret, 1_700_000_000);
    const response = await deliver(gateway, body, { "terra-signature": "", "x-terra-signature": header });
    expect(response.status).toBe(200);
    expect((await newestDelivery())?.notes[0]).toMatch(/^signature: right, but \d+ s old$/);
  });

  test("refuses an old signature where the setting says so", async () => {
    await using strict = await openTestGateway({ rejectOldSignatures: true });
    const body = JSON.stringify({ type: "healthcheck" });
    const old = { "terra-signature": signBody(body, strict.secret, Math.floor(Date.now() / 1000) - 400) };
    expect((await deliver(strict, body, old)).status).toBe(401);
    expect((await deliver(strict, body)).status).toBe(200);
  });

  test("takes a delivery signed with any of several secrets, and keeps which it was", async () => {
    await using rotating = await openTestGateway({ signingSecrets: ["whsec_new", "whsec_old"] });
    for (const secret of ["whsec_old", "whsec_new"]) {
      expect((await deliver({ ...rotating, secret }, { type: "healthcheck", secret })).status).toBe(200);
    }
    const pool = openTestPool(rotating.databaseUrl);
    const { rows } = await pool
      .query("select secret from deliveries order by received_at")
      .finally(() => pool.end());
    expect(rows).toEqual([{ secret: 1 }, { secret: 0 }]);
  });

  test.each([
    ["not JSON", "steps=5"],
    ["a list", "[]"],
    ["a number", "5"],
    ["nothing", ""],
  ])("answers 400 to %s", async (_name, body) => {
    const response = await deliver(gateway, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: "NOT_JSON" });
  });

  test("answers 413 to a body that is too large, compressed or not", async () => {
    const large = JSON.stringify({ type: "daily", filler: "x".repeat(4 * 1024 * 1024) });
    expect((await deliver(gateway, large)).status).toBe(413);
    const signature = signBody(large, gateway.secret, Math.floor(Date.now() / 1000));
    expect(
      (await deliver(gateway, gzipSync(large), { "content-encoding": "gzip", "terra-signature": signature }))
        .status,
    ).toBe(413);
  });

  test("answers 415 to content that is not JSON", async () => {
    expect((await deliver(gateway, "{}", { "content-type": "text/plain" })).status).toBe(415);
    expect((await deliver(gateway, "{}", { "content-encoding": "br" })).status).toBe(415);
  });

  test("takes a compressed body, signed as it was before", async () => {
    const body = JSON.stringify(daily("gzip", 7));
    const signature = signBody(body, gateway.secret, Math.floor(Date.now() / 1000));
    const response = await deliver(gateway, gzipSync(body), {
      "content-encoding": "gzip",
      "terra-signature": signature,
    });
    expect(response.status).toBe(200);
    expect(await stepsOf("gzip")).toEqual([7]);
  });

  test("takes a body of over a megabyte, and all of its samples", async () => {
    const start = Date.parse("2026-03-01T00:00:00Z");
    const hr_samples = Array.from({ length: 30_000 }, (_, i) => ({
      timestamp: new Date(start + i * 2000).toISOString(),
      bpm: 50 + (i % 90),
    }));
    const body = daily("large", 9);
    const data = [{ ...body.data[0], heart_rate_data: { detailed: { hr_samples } } }];
    expect((await deliver(gateway, { ...body, data })).status).toBe(200);
    type Read = {
      user: {
        dailies: {
          nodes: { steps: number; series: { offsets: number[]; columns: { numbers: number[] }[] }[] }[];
        };
      };
    };
    const { user } = await read<Read>(
      gateway,
      `{ user(referenceId: "ref-large") { dailies { nodes { steps series { offsets columns { numbers } } } } } }`,
    );
    expect(user.dailies.nodes[0]?.series[0]?.columns[0]?.numbers).toEqual(hr_samples.map(({ bpm }) => bpm));
    expect(user.dailies.nodes[0]?.series[0]?.offsets.at(-1)).toBe(59_998);
  });
});

async function stepsOf(terraUserId: string): Promise<(number | null)[]> {
  type Read = { user: { dailies: { nodes: { steps: number | null }[] } } | null };
  const { user } = await read<Read>(
    gateway,
    "query ($ref: String) { user(referenceId: $ref) { dailies { nodes { steps } } } }",
    { ref: `ref-${terraUserId}` },
  );
  return user?.dailies.nodes.map(({ steps }) => steps) ?? [];
}

test.each(["auth__openapi-2026-07-authSuccess", "daily__schema-full-coverage"])(
  "keeps the bytes of %s as they came",
  async (name) => {
    await using other = await openTestGateway();
    await deliver(other, sampleText(name));
    const pool = openTestPool(other.databaseUrl);
    const { rows } = await pool
      .query("select encoding, body, headers, bytes from deliveries")
      .finally(() => pool.end());
    expect(Buffer.from(unpackBody({ encoding: rows[0].encoding, packedBody: rows[0].body })).toString()).toBe(
      sampleText(name),
    );
    expect(rows[0].headers["terra-signature"]).toMatch(/^t=/);
  },
);

describe("what deliveries become", () => {
  test("the same body again changes nothing and adds to repeats", async () => {
    const body = JSON.stringify(daily("again", 1));
    await deliver(gateway, body);
    await deliver(gateway, body);
    await deliver(gateway, body);
    expect(await newestDelivery()).toMatchObject({ repeats: 2, state: "APPLIED" });
    type Read = { user: { dailies: { nodes: { revision: number }[] } } };
    const { user } = await read<Read>(
      gateway,
      `{ user(referenceId: "ref-again") { dailies { nodes { revision } } } }`,
    );
    expect(user.dailies.nodes).toEqual([{ revision: 1 }]);
  });

  test("the same body under another trace id is a delivery of its own", async () => {
    const body = JSON.stringify(daily("traced", 1));
    for (const trace of ["one", "two"]) await deliver(gateway, body, { "x-terra-trace-id": trace });
    expect(await newestDelivery()).toMatchObject({ repeats: 0, traceId: "two" });
  });

  test("an older version after a newer one changes nothing that the newer one states", async () => {
    await deliver(gateway, daily("order", 200), { "x-terra-ordering-timestamp": "2000" });
    await deliver(gateway, daily("order", 100), { "x-terra-ordering-timestamp": "1000" });
    expect(await stepsOf("order")).toEqual([200]);
    await deliver(gateway, daily("order", 300), { "x-terra-ordering-timestamp": "3000" });
    expect(await stepsOf("order")).toEqual([300]);
  });

  test("without any clock the last arrival stands", async () => {
    for (const steps of [5, 9, 7]) await deliver(gateway, daily("clockless", steps));
    expect(await stepsOf("clockless")).toEqual([7]);
  });

  test("one element without a key fails the delivery by name, and not its neighbours", async () => {
    const body = daily("partial", 4);
    await deliver(gateway, { ...body, data: [{ distance_data: { steps: 1 } }, ...body.data] });
    expect(await newestDelivery()).toMatchObject({
      state: "FAILED",
      error: "data[0]: has no key: give it metadata.start_time",
    });
    expect(await stepsOf("partial")).toEqual([4]);
  });

  test("a delivery that PostgreSQL refuses fails alone", async () => {
    const bad = daily("refused", 1);
    // More than an index entry can hold, and random, so that it does not compress.
    bad.user.reference_id = randomBytes(5_000).toString("hex");
    const all = await Promise.all([
      deliver(gateway, daily("beside-1", 1)),
      deliver(gateway, bad),
      deliver(gateway, daily("beside-2", 2)),
    ]);
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect([await stepsOf("beside-1"), await stepsOf("beside-2")]).toEqual([[1], [2]]);
    const { deliveries } = await read<Deliveries>(
      gateway,
      "{ deliveries(states: [FAILED], first: 1) { nodes { type state error notes repeats traceId reference bytes } } }",
    );
    expect(deliveries.nodes[0]?.error).toMatch(/^PostgreSQL refused it: 54000/);
  });

  test("data before its auth, and the auth later: one connection, moved to the user that the auth names", async () => {
    const data = daily("early", 3);
    await deliver(gateway, { ...data, user: { user_id: "early", provider: "GARMIN" } });
    expect(await stepsOf("early")).toEqual([]);
    await deliver(gateway, {
      type: "auth",
      status: "success",
      user: { ...data.user, scopes: "a,b", created_at: "2026-01-01T00:00:00.000000" },
    });
    expect(await stepsOf("early")).toEqual([3]);
    type Read = {
      user: {
        connections: {
          status: string;
          scopes: string[];
          provider: string;
          history: { nodes: { kind: string }[] };
        }[];
      };
    };
    const { user } = await read<Read>(
      gateway,
      `{ user(referenceId: "ref-early") { connections { status scopes provider history { nodes { kind } } } } }`,
    );
    expect(user.connections).toEqual([
      { status: "ACTIVE", scopes: ["a", "b"], provider: "GARMIN", history: { nodes: [{ kind: "auth" }] } },
    ]);
  });

  test("a deauth marks the connection, data does not revive it, a later auth does", async () => {
    const { user } = daily("gone", 1);
    const status = async () => {
      type Read = { user: { connections: { status: string }[] } };
      return (await read<Read>(gateway, `{ user(referenceId: "ref-gone") { connections { status } } }`)).user
        .connections;
    };
    const at = (ms: number) => ({ "x-terra-ordering-timestamp": String(ms) });
    await deliver(gateway, { type: "auth", status: "success", user }, at(1000));
    await deliver(gateway, { type: "deauth", status: "success", user }, at(2000));
    await deliver(gateway, daily("gone", 5), at(3000));
    expect(await status()).toEqual([{ status: "DEAUTHENTICATED" }]);
    await deliver(gateway, { type: "auth", status: "success", message: "late", user }, at(1500));
    expect(await status()).toEqual([{ status: "DEAUTHENTICATED" }]);
    await deliver(gateway, { type: "auth", status: "success", message: "again", user }, at(4000));
    expect(await status()).toEqual([{ status: "ACTIVE" }]);
  });

  test("a failed auth makes nothing", async () => {
    await deliver(gateway, {
      type: "auth",
      status: "error",
      user: { user_id: "never", reference_id: "ref-never" },
      reason: "auth_cancelled",
    });
    expect((await read(gateway, `{ user(referenceId: "ref-never") { id } }`))["user"]).toBeNull();
  });

  test("many at once for one person end as one record with the newest", async () => {
    const stamps = Array.from({ length: 60 }, (_, i) => i + 1).sort(
      (a, b) => ((a * 37) % 61) - ((b * 37) % 61),
    );
    const answers = await Promise.all(
      stamps.map((stamp) =>
        deliver(gateway, daily("busy", stamp), { "x-terra-ordering-timestamp": String(stamp) }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await stepsOf("busy")).toEqual([60]);
  });

  test("deliveries of other dev-ids are ignored where TERRA_DEV_IDS names the ones to take", async () => {
    await using strict = await openTestGateway({ devIds: ["mine"] });
    expect((await deliver(strict, daily("foreign", 1), { "dev-id": "theirs" })).status).toBe(200);
    expect((await deliver(strict, daily("own", 1), { "dev-id": "mine" })).status).toBe(200);
    const { users, deliveries } = await read<{
      users: { nodes: { referenceId: string }[] };
      deliveries: { nodes: { state: string }[] };
    }>(strict, "{ users { nodes { referenceId } } deliveries { nodes { state } } }");
    expect(users.nodes).toEqual([{ referenceId: "ref-own" }]);
    expect(deliveries.nodes.map(({ state }) => state)).toEqual(["APPLIED", "IGNORED"]);
  });

  test("nothing of a delivery, of an answer or of a secret is logged, not even when it fails", async () => {
    await using quiet = await openTestGateway();
    const planted = { ...daily("planted-person", 424_242), planted_leaf: "planted-leaf" };
    await deliver(quiet, planted);
    await deliver(quiet, { ...planted, user: { ...planted.user, reference_id: "planted-reference\0" } });
    await deliver(quiet, "planted, and no JSON");
    await deliver(quiet, JSON.stringify(planted), { "terra-signature": "t=1,v1=planted" });
    await read(quiet, `{ users { nodes { referenceId } } dailies { nodes { steps } } }`);
    const log = JSON.stringify(quiet.logs);
    expect(quiet.logs.length).toBeGreaterThan(4);
    for (const secret of ["planted", "424242", "424_242", quiet.secret, quiet.adminKey])
      expect(log).not.toContain(secret);
  });
});
