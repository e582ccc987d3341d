import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readTerraHeaders } from "../../src/terra/headers.ts";
import { signBody } from "../../src/terra/signature.ts";
import { openPreparation } from "../../src/webhook/prepare.ts";
import { prepareArrived } from "../../src/webhook/prepare-arrived.ts";
import { NotJson } from "../../src/webhook/prepare-delivery.ts";
import { openPrepareThread } from "../../src/webhook/prepare-thread.ts";
import type { PreparedDelivery } from "../../src/webhook/prepared-delivery.ts";
import type { ArrivedDelivery } from "../../src/webhook/received-delivery.ts";

function received(body: string): ArrivedDelivery {
  return receivedAs(randomUUID(), body);
}

function receivedAs(id: string, body: string): ArrivedDelivery {
  const terra = readTerraHeaders({});
  return {
    id,
    receivedMicros: 1,
    terra,
    headers: {},
    body: piecesOf(body),
    secret: 0,
    notes: [],
    parentId: null,
  };
}

// As they come over a socket, with memory of their own, or in a buffer that others use too.
function piecesOf(body: string): Buffer[] {
  const bytes = Buffer.from(body);
  if (bytes.length < 1_000) return [bytes];
  return [bytes.subarray(0, 700), Buffer.from(new Uint8Array(bytes.subarray(700)).buffer)];
}

function sampleBodies(): string[] {
  const folder = new URL("../data/terra/samples/", import.meta.url);
  return readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
}

const rules = {
  devIds: [],
  signingSecrets: ["a-secret"],
  signatureToleranceSeconds: 300,
  rejectOldSignatures: false,
};

const healthcheck = JSON.stringify({ type: "healthcheck" });

test("prepares in its own thread, and says there what is no JSON", async () => {
  const thread = openPrepareThread(rules, 1_000);
  expect(await thread.prepare(received(healthcheck))).toMatchObject({ type: "healthcheck" });
  await expect(thread.prepare(received("steps=5"))).rejects.toBeInstanceOf(NotJson);
  await thread.close();
});

test("what it prepares is what is prepared without it, for every sample, however many come at once", async () => {
  const bodies = sampleBodies();
  expect(bodies.length).toBeGreaterThan(50);
  const thread = openPrepareThread(rules, 1e9);
  const wanted = bodies.map((body) => prepareArrived(receivedAs("one", body), rules));
  const prepared = bodies.map((body) => thread.prepare(receivedAs("one", body)));
  const withBytes = (one: PreparedDelivery) => ({ ...one, packedBody: Buffer.from(one.packedBody) });
  expect((await Promise.all(prepared)).map(withBytes)).toEqual(wanted.map(withBytes));
  expect(thread.waitingBytes()).toBe(0);
  await thread.close();
});

test("prepares what it has to check only where it is signed", async () => {
  const thread = openPrepareThread(rules, 1_000);
  const now = Math.floor(Date.now() / 1000);
  const signed = (signature: string) => {
    const unchecked = received(healthcheck);
    return { ...unchecked, secret: null, terra: { ...unchecked.terra, signature } };
  };
  const right = signed(signBody(healthcheck, "a-secret", now));
  expect(await thread.prepare(right)).toMatchObject({ secret: 0, notes: [] });
  const old = signed(signBody(healthcheck, "a-secret", now - 1_000));
  const { notes } = await thread.prepare(old);
  expect(notes).toEqual([expect.stringMatching(/^signature: right, but 100\d s old$/)]);
  const wrong = thread.prepare(signed(signBody(healthcheck, "another", now)));
  await expect(wrong).rejects.toMatchObject({ code: "SIGNATURE_REFUSED" });
  await thread.close();
});

test("refuses bodies that would wait beyond the queue's size, and takes them when there is room again", async () => {
  const thread = openPrepareThread(rules, healthcheck.length * 2);
  const taken = [healthcheck, healthcheck].map((body) => thread.prepare(received(body)));
  await expect(thread.prepare(received(healthcheck))).rejects.toMatchObject({
    code: "CANNOT_STORE_NOW",
  });
  expect(await Promise.all(taken)).toHaveLength(2);
  expect(await thread.prepare(received(healthcheck))).toMatchObject({ type: "healthcheck" });
  await thread.close();
});

test("a thread that ends takes with it what it had, and the next body gets a new one", async () => {
  const thread = openPrepareThread(rules, 1_000);
  const lost = expect(thread.prepare(received(healthcheck))).rejects.toThrow("the preparing thread ended");
  await thread.close();
  await lost;
  expect(await thread.prepare(received(healthcheck))).toMatchObject({ type: "healthcheck" });
  await thread.close();
});

test("a body from 16 KB on is prepared in a thread, which takes its pieces, and a smaller one here", async () => {
  const { prepare, close } = openPreparation(rules, 1e9);
  const leftOf = async (bytes: number) => {
    const arrived = received(JSON.stringify({ type: "healthcheck", filler: "x".repeat(bytes) }));
    expect(await prepare(arrived)).toMatchObject({ type: "healthcheck" });
    return arrived.body.at(-1)?.length;
  };
  expect(await leftOf(20_000)).toBe(0);
  expect(await leftOf(10_000)).toBeGreaterThan(9_000);
  await close();
});
