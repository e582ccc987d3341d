import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { CannotPlay } from "../../src/simulator/cannot-play.ts";
import { send } from "../../src/simulator/send.ts";
import { createWorld, introductions } from "../../src/simulator/world/world.ts";
import { checkSignature } from "../../src/terra/signature.ts";

type Received = { body: string; headers: Record<string, unknown>; isSigned: boolean };

/** A gateway that takes nothing for now, and remembers what came. */
async function openBusyGateway(): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = (await request.setEncoding("utf8").toArray()).join("");
    const { "terra-signature": signature, ...headers } = request.headers;
    const { valid } = checkSignature(String(signature), Buffer.from(body), ["whsec_busy"]);
    received.push({ body, headers, isSigned: valid });
    response.writeHead(503).end('{"error":"CANNOT_STORE_NOW","message":"not now"}');
  });
  server.listen(0, "127.0.0.1");
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

test("sends the same bytes and headers again, and gives a gateway up that takes nothing for long", async () => {
  const { url, received } = await openBusyGateway();
  const [delivery] = introductions(createWorld({ seed: 1, users: 1, samples: false }));
  if (delivery === undefined) throw new Error("there is nobody");
  const notices: string[] = [];
  const sending = send(
    {
      target: { url, secret: "whsec_busy", devId: null },
      patienceMs: 400,
      end: new AbortController().signal,
      notice: (text) => notices.push(text),
    },
    delivery,
  );
  await expect(sending).rejects.toThrow(CannotPlay);
  await expect(sending).rejects.toThrow(/has not taken a delivery for .* 503 CANNOT_STORE_NOW: not now/);
  expect(received.length).toBeGreaterThan(1);
  expect(JSON.parse(received[0]?.body ?? "")).toEqual(delivery.body);
  expect(received[0]?.headers).toMatchObject(delivery.headers);
  for (const one of received) expect(one).toEqual({ ...received[0], isSigned: true });
  expect(notices[0]).toBe("503 CANNOT_STORE_NOW: not now: sent again");
});
