/** What can be seen of payloads that must be fetched, without a server to fetch them from. */
import { type Case, caseOf } from "../case.ts";
import { ends } from "../questions.ts";

/** A gateway fetches from none of these, unless it was told that it may. */
const REFUSED = {
  "no address at all": "next to nothing",
  "an address without TLS": "http://example.com/%.json",
  "a file": "file:///etc/passwd",
  "its own machine": "https://127.0.0.1/%.json",
  "its own machine, by name": "https://localhost/%.json",
  "its own machine, by IPv6": "https://[::1]/%.json",
  "its own machine, by IPv4 in IPv6": "https://[::ffff:127.0.0.1]/%.json",
  "its own machine, by a number": "https://2130706433/%.json",
  "a private network": "https://10.0.0.8/%.json",
  "a link-local address, as clouds have for their secrets": "https://169.254.169.254/%.json",
};

const failed = { state: "FAILED", error: /./ };

export const FETCH_CASES: readonly Case[] = [
  ...Object.entries(REFUSED).map(([what, url]) =>
    caseOf(10, `a payload at ${what} is answered at once, and FAILED`, {
      deliveries: [{ body: { type: "s3_payload", status: "success", url, expires_in: 300 } }],
      asked: ends(0, "state error", failed),
      eventually: true,
    }),
  ),
  caseOf(10, "a payload without an address is FAILED", {
    deliveries: [{ body: { type: "s3_payload", status: "success", expires_in: 300, own: "%" } }],
    asked: ends(0, "state error", failed),
    eventually: true,
  }),
  caseOf(10, "s3_upload, as Terra's list of types has it, is the same event", {
    deliveries: [
      { body: { type: "s3_upload", status: "success", url: "https://127.0.0.1/%.json", expires_in: 300 } },
    ],
    asked: ends(0, "state error", failed),
    eventually: true,
  }),
  caseOf(10, "a payload that cannot be fetched before it expires is FAILED then", {
    deliveries: [
      {
        body: { type: "s3_payload", status: "success", url: "https://nowhere.invalid/%.json", expires_in: 2 },
      },
    ],
    asked: ends(0, "state error", failed),
    eventually: true,
  }),
];
