/** The stages of preparing a delivery, as functions of a body, on the modules that `npm start` serves. */
import { createHmac, hash, randomUUID } from "node:crypto";
import type * as PackedBody from "../../src/deliveries/packed-body.ts";
import type * as DecodeSeries from "../../src/records/decode-series.ts";
import type * as NotesModule from "../../src/records/notes.ts";
import type * as ParseEvent from "../../src/records/parse-event.ts";
import type * as RecordTypes from "../../src/records/record-types.ts";
import type * as StatementsOf from "../../src/records/statements-of.ts";
import type * as EnvelopeModule from "../../src/terra/envelope.ts";
import type * as Signature from "../../src/terra/signature.ts";
import type * as PrepareDelivery from "../../src/webhook/prepare-delivery.ts";
import type { ReceivedDelivery } from "../../src/webhook/received-delivery.ts";

export type Stage = { name: string; run(): unknown };

const SECRET = "a-signing-secret-of-thirty-two-b";

const { packBody } = await built<typeof PackedBody>("deliveries/packed-body");
const { decodeSeries } = await built<typeof DecodeSeries>("records/decode-series");
const { Notes } = await built<typeof NotesModule>("records/notes");
const { parseEvent } = await built<typeof ParseEvent>("records/parse-event");
const { definitionOfTerraType } = await built<typeof RecordTypes>("records/record-types");
const { statementsOf } = await built<typeof StatementsOf>("records/statements-of");
const { readEnvelope } = await built<typeof EnvelopeModule>("terra/envelope");
const { checkSignature } = await built<typeof Signature>("terra/signature");
const { prepareDelivery } = await built<typeof PrepareDelivery>("webhook/prepare-delivery");

/** "statements" has the series in it; "all but the signature" is what `prepareDelivery` does as a whole. */
export function stagesOf(body: Buffer): Stage[] {
  const parsed = parseEvent(body) as Record<string, unknown>;
  const { type, elements } = readEnvelope(parsed);
  const definition = definitionOfTerraType(type);
  if (!definition) throw new Error(`The bodies to measure are of data; ${type} came.`);
  const series = definition.series.map(({ path, definition: of }) => ({
    path,
    of,
    value: at(elements, path),
  }));
  const stamp = { terraUserId: "someone", clockMicros: 1, arrivedMicros: 1, deliveryId: randomUUID() };
  const received = receivedOf(body);
  const time = String(Math.floor(Date.now() / 1000));
  const signature = `t=${time},v1=${createHmac("sha256", SECRET).update(`${time}.`).update(body).digest("hex")}`;
  return [
    { name: "signature", run: () => checkSignature(signature, body, [SECRET]) },
    { name: "JSON", run: () => parseEvent(body) },
    { name: "hash of the body", run: () => hash("sha256", body, "buffer") },
    { name: "packing the body", run: () => packBody(body) },
    { name: "envelope", run: () => readEnvelope(parsed) },
    { name: "statements", run: () => statementsOf(definition, elements, stamp, new Notes()) },
    {
      name: "of them the series",
      run: () =>
        series.map(
          ({ path, of, value }) => value !== undefined && decodeSeries(of, value, path, new Notes()),
        ),
    },
    { name: "all but the signature", run: () => prepareDelivery(received, []) },
  ];
}

function built<Module>(path: string): Promise<Module> {
  return import(new URL(`../../dist/src/${path}.js`, import.meta.url).href) as Promise<Module>;
}

function at(elements: readonly unknown[], path: string): unknown {
  const step = (value: unknown, key: string) =>
    typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return path.split(".").reduce(step, elements[0]);
}

function receivedOf(body: Buffer): ReceivedDelivery {
  const id = randomUUID();
  const terra = {
    signature: undefined,
    reference: id,
    chunk: null,
    traceId: id,
    orderingMicros: 1,
    devId: null,
    hookType: null,
  };
  return {
    id,
    receivedMicros: Date.now() * 1000,
    terra,
    headers: {},
    body,
    secret: 0,
    notes: [],
    parentId: null,
  };
}
