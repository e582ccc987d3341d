/**
 * Reads the body of an event as JSON, with the long sample arrays of its records as columns already: they are most of
 * a large body, and an object for each sample would be made only to be taken apart again.
 */
import { randomUUID } from "node:crypto";

import { readEnvelope } from "../terra/envelope.ts";
import { parseTerraJson } from "../terra/json.ts";
import { isPlainObject } from "../terra/sent-values.ts";
import { type BodyBytes, bodyBytes } from "./body-bytes.ts";
import type { Values } from "./content.ts";
import { type PayloadNode, payloadTreeOf } from "./payload-tree.ts";
import { definitionOfTerraType } from "./record-types.ts";
import { type ScannedSamples, scanSamples } from "./scan-samples.ts";
import { seriesDefinitions } from "./series.ts";

/** Bytes of bodies and of arrays: reading smaller ones in two steps costs more than it saves. */
const SMALLEST = { body: 16 * 1024, array: 1024 };
/** More than Terra sends at once; a body of odd ones is not to take many times as long. */
const MOST_ARRAYS = 1000;
const START = Buffer.from('[{"');
const LONGEST_NAME = 64;
/** Stands for an array in the JSON, with the array's number. No body can know it. */
const STAND_IN = randomUUID();

const names = new Set(
  seriesDefinitions
    .flatMap(({ paths }) => Object.keys(paths))
    .map((path) => path.slice(path.lastIndexOf(".") + 1)),
);

/**
 * What `parseTerraJson` gives, but `ScannedSamples` for some arrays where `decodeSeries` is given them.
 * @throws SyntaxError as it does
 */
export function parseEvent(body: Uint8Array, smallest = SMALLEST): unknown {
  const scanned = body.length < smallest.body ? undefined : parseScanned(bodyBytes(body), smallest.array);
  return scanned ?? parseTerraJson(body);
}

type Arrays = Map<unknown, ScannedSamples>;

/** Undefined where there is nothing to gain, or where an array stands where no record has it. */
function parseScanned(body: BodyBytes, smallest: number): unknown {
  const arrays: Arrays = new Map();
  const rest = scan(body, arrays, smallest);
  if (arrays.size === 0) return undefined;
  let parsed: unknown;
  try {
    parsed = parseTerraJson(rest);
  } catch {
    return undefined;
  }
  return placeAll(parsed, arrays) === arrays.size ? parsed : undefined;
}

/** What is left of the body, with texts that stand for the arrays that were read. */
function scan(body: BodyBytes, arrays: Arrays, smallest: number): Buffer {
  const { bytes } = body;
  const pieces: Buffer[] = [];
  let [done, tried] = [0, 0];
  for (let at = bytes.indexOf(START); at >= 0; at = bytes.indexOf(START, Math.max(at + 1, done))) {
    if (!names.has(nameBefore(bytes, at))) continue;
    if (++tried > MOST_ARRAYS) break;
    const array = scanSamples(body, at);
    if (array === null || array.end - at < smallest) continue;
    const standIn = `${STAND_IN} ${arrays.size}`;
    arrays.set(standIn, array.samples);
    pieces.push(bytes.subarray(done, at), Buffer.from(`"${standIn}"`));
    done = array.end;
  }
  return Buffer.concat([...pieces, bytes.subarray(done)]);
}

/**
 * The name that a value has; nothing where there is none right before it. Its closing quote is not escaped, so that
 * what comes after it is in no text, or the body is no JSON whatever stands for the value.
 */
function nameBefore(bytes: Buffer, at: number): string {
  const colon = bytes[at - 1] === 0x20 ? at - 2 : at - 1;
  if (bytes[colon] !== 0x3a || bytes[colon - 1] !== 0x22) return "";
  const open = bytes.lastIndexOf(0x22, colon - 2);
  return colon - open > LONGEST_NAME ? "" : bytes.toString("latin1", open + 1, colon - 1);
}

function placeAll(parsed: unknown, arrays: Arrays): number {
  if (!isPlainObject(parsed)) return 0;
  const { type, elements } = readEnvelope(parsed);
  const definition = definitionOfTerraType(type);
  if (!definition) return 0;
  let placed = 0;
  for (const element of elements)
    if (isPlainObject(element)) placed += place(payloadTreeOf(definition, element), element, arrays);
  return placed;
}

function place(tree: PayloadNode, values: Values, arrays: Arrays): number {
  let placed = 0;
  for (const key in values) {
    const value = values[key];
    const child = tree.children.get(key);
    const samples = child?.series ? arrays.get(value) : undefined;
    if (samples) {
      values[key] = samples;
      placed++;
    } else if (child && isPlainObject(value)) placed += place(child, value, arrays);
  }
  return placed;
}
