/** Plays Terra answering a large request: its events and its payloads, to one gateway or several; and asks what became of it. */
import { randomUUID } from "node:crypto";
import { read } from "../graphql-client.ts";
import { deliver } from "../terra-client.ts";

type Gateway = { url: string; secret: string; adminKey: string };

export type ReadTransfer = {
  reference: string;
  status: string;
  expectedPayloads: number | null;
  receivedPayloads: number;
  startedAt: string;
  updatedAt: string;
  lastPayloadAt: string | null;
  retryAt: string | null;
  startDate: string | null;
  endDate: string | null;
  connection: { terraUserId: string } | null;
};

const fields = `reference status expectedPayloads receivedPayloads startedAt updatedAt lastPayloadAt retryAt startDate
  endDate connection { terraUserId }`;

export async function readTransfer(gateway: Gateway, reference: string): Promise<ReadTransfer | null> {
  const query = `query ($reference: String!) { transfer(reference: $reference) { ${fields} } }`;
  return (await read<{ transfer: ReadTransfer | null }>(gateway, query, { reference })).transfer;
}

/** The status and the counts alone, as `SENDING 1/3`. */
export async function stateOf(gateway: Gateway, reference: string): Promise<string | null> {
  const transfer = await readTransfer(gateway, reference);
  return (
    transfer && `${transfer.status} ${transfer.receivedPayloads}/${transfer.expectedPayloads ?? "unknown"}`
  );
}

/** What Terra says and sends for one request; each later thing has a later stamp, unless it is given one. */
export class TerraRequest {
  readonly reference: string;
  readonly terraUserId: string;
  #stamp = 1_770_000_000_000;

  constructor(reference: string = randomUUID(), terraUserId: string = randomUUID()) {
    this.reference = reference;
    this.terraUserId = terraUserId;
  }

  get user() {
    return { user_id: this.terraUserId, provider: "FITBIT", reference_id: `ref-${this.terraUserId}` };
  }

  processing(gateway: Gateway, more: object = {}, headers: Record<string, string> = {}) {
    const body = { type: "large_request_processing", status: "processing", user: this.user };
    return this.send(gateway, { ...body, reference: this.reference, ...more }, headers);
  }

  sending(gateway: Gateway, expected: unknown, more: object = {}, headers: Record<string, string> = {}) {
    const body = { type: "large_request_sending", user: this.user, expected_payloads: expected };
    return this.send(gateway, { ...body, reference: this.reference, ...more }, headers);
  }

  rateLimit(gateway: Gateway, more: object = {}, headers: Record<string, string> = {}) {
    const body = {
      type: "rate_limit_hit",
      user: this.user,
      start_date: "2025-01-01",
      end_date: "2025-02-01",
    };
    return this.send(
      gateway,
      { ...body, retrying_at: "2026-01-15T08:00:00+00:00", ...more },
      {
        "terra-reference": this.reference,
        ...headers,
      },
    );
  }

  /** A payload, by its number; the same number is the same payload, whatever else differs. */
  chunk(gateway: Gateway, number: number, headers: Record<string, string> = {}, steps: unknown = number) {
    return this.send(gateway, this.daily(steps), {
      "terra-reference": this.reference,
      "x-terra-trace-id": `${randomUUID()}:chunk:${number}`,
      ...headers,
    });
  }

  daily(steps: unknown) {
    const metadata = { start_time: "2026-03-01T00:00:00Z", end_time: "2026-03-02T00:00:00Z" };
    return { type: "daily", user: this.user, data: [{ metadata, distance_data: { steps } }] };
  }

  async send(gateway: Gateway, body: object, headers: Record<string, string>): Promise<void> {
    this.#stamp += 1_000;
    const stamp = { "x-terra-ordering-timestamp": String(this.#stamp) };
    const { status } = await deliver(gateway, body, { ...stamp, ...headers });
    if (status !== 200) throw new Error(`the delivery was answered ${status}`);
  }
}

/** So that a header of the request's own is left out. */
export const NO_STAMP = { "x-terra-ordering-timestamp": "" };
