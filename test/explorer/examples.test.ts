import { buildSchema, parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { EXAMPLES } from "../../src/explorer/examples.ts";
import { schemaText } from "../../src/write-schema.ts";
import { openTestGateway } from "../gateway.ts";
import { transports } from "../graphql/transports.ts";
import { deliver, sampleText } from "../terra-client.ts";

const samples = ["sleep", "daily", "activity", "body"].map((type) => `${type}__schema-full-coverage`);
const queries = EXAMPLES.filter(({ operation }) => operation.startsWith("query"));

describe("the explorer's examples", () => {
  test.each(EXAMPLES)("$name asks what the schema has", async ({ operation }) => {
    expect(validate(buildSchema(await schemaText()), parse(operation))).toEqual([]);
  });

  test.each(transports)("are answered with what is there, over $name", async ({ run }) => {
    await using gateway = await openTestGateway();
    const deliveries = samples.map((sample) => JSON.parse(sampleText(sample)));
    const keyless = { ...deliveries[0], data: [{}] };
    const { user } = deliveries[0];
    const auth = { type: "auth", status: "success", user };
    const backfill = { type: "large_request_sending", reference: "backfill", expected_payloads: 2, user };
    for (const delivery of [auth, ...deliveries, backfill, keyless])
      expect((await deliver(gateway, delivery)).status).toBe(200);
    for (const { name, operation } of queries) {
      const { data, errors } = await run(gateway, operation);
      expect(errors, name).toBeUndefined();
      expect(JSON.stringify(data), name).not.toMatch(/"(nodes|series)":\[\]/);
    }
  });
});
