/** Signed requests as they go over the wire, each a delivery of its own. */
import { signBody } from "../../../src/terra/signature.ts";

export type LoadRequest = { number: number; wire: Buffer };

const PEOPLE = 2_000;
const head = "POST /webhooks/terra HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n";

/** Makes the next request; those of one maker differ, and so do those of two with other names. */
export function requestMaker(secret: string, bytes: number, name: string): () => LoadRequest {
  let number = 0;
  const samples = samplesOf(bytes);
  return () => {
    number += 1;
    const person = `load-${number % PEOPLE}`;
    const body =
      `{"type":"daily","user":{"user_id":"${person}","reference_id":"${person}","provider":"GARMIN"},"data":[{` +
      `"metadata":{"start_time":"2026-02-0${1 + (number % 9)}T00:00:00+01:00","end_time":"2026-02-10T00:00:00+01:00"},` +
      `"distance_data":{"steps":${number}},"heart_rate_data":{"detailed":{"hr_samples":[${samples}]}}}]}`;
    const signature = signBody(body, secret, Math.floor(Date.now() / 1000));
    const wire = Buffer.from(
      `${head}content-length: ${body.length}\r\nx-terra-trace-id: ${name}-${number}\r\n` +
        `x-terra-ordering-timestamp: ${1_772_000_000_000 + number}\r\nterra-signature: ${signature}\r\n\r\n${body}`,
      "latin1",
    );
    return { number, wire };
  };
}

function samplesOf(bytes: number): string {
  const one = (i: number) =>
    `{"timestamp":"2026-02-01T${new Date(i * 60_000).toISOString().slice(11, 19)}+01:00","bpm":${50 + ((i * 7) % 60)}}`;
  return Array.from({ length: Math.max(1, Math.floor(bytes / 60)) }, (_, i) => one(i)).join(",");
}
