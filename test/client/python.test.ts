/** The Python client, as an analyst uses it, against a running gateway. */
import { describe, expect, test } from "vitest";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { deliver } from "../terra-client.ts";
import { hasPython, runPython } from "./first-table.ts";
import { daysOf, sendDays } from "./sent-days.ts";

/** What a program prints as JSON. `client` is a client of the gateway. */
async function told(program: string, gateway: TestGateway): Promise<unknown> {
  const head = `import datetime, json, os
from terrarium import *
client = Client("${gateway.url}", os.environ["KEY"])
def tell(value):
    print(json.dumps(value, default=str))
`;
  return JSON.parse(await runPython(head + program, gateway));
}

describe.skipIf(!hasPython)("the Python client", () => {
  test("answers a query with an object, its days and instants as Python has them", async () => {
    await using gateway = await openTestGateway();
    await sendDays(gateway, daysOf(["ada"], 1));
    const program = `
ada = client.person_by_reference("ada")
day = next(client.days(user_ids=[ada.id]))
tell([ada.reference_id, [account.provider for account in ada.connections], type(day.local_date).__name__,
      day.start_time.isoformat(), day.resting_heart_rate_bpm, day.steps, client.person_by_reference("bob")])`;
    expect(await told(program, gateway)).toEqual([
      "ada",
      ["GARMIN"],
      "date",
      "2026-01-01T00:00:00+05:45",
      50.5,
      null,
      null,
    ]);
  });

  test("walks a list page by page, each row once and in order", async () => {
    await using gateway = await openTestGateway();
    const sent = daysOf(["ada"], 20);
    await sendDays(gateway, sent);
    const program = `
rows = [[str(row.local_date), row.resting_heart_rate_bpm] for row in client.daily_resting_heart_rate(first=7)]
sizes = [len(page.nodes) for page in client.daily_resting_heart_rate_pages(first=7)]
some = client.days(from_=datetime.date(2026, 1, 3), to="2026-01-05")
tell([rows, sizes, [day.local_date.day for day in some]])`;
    expect(await told(program, gateway)).toEqual([
      sent.map(({ localDate, restingHeartRateBpm }) => [localDate, restingHeartRateBpm]),
      [7, 7, 6],
      [3, 4, 5],
    ]);
  });

  test("tells records of different types apart, and knows what it has not heard of by what all have", async () => {
    await using gateway = await openTestGateway();
    await sendDays(gateway, daysOf(["ada"], 1));
    const user = { user_id: "tu-ada", provider: "GARMIN", reference_id: "ada" };
    const metadata = { start_time: "2026-01-03T07:00:00+01:00", end_time: "2026-01-03T07:01:00+01:00" };
    await deliver(gateway, { type: "body", user, data: [{ metadata }] });
    const program = `
records = list(client.latest_records(time={"from": datetime.datetime(2025, 12, 31, tzinfo=datetime.timezone.utc)}))
tell([[type(record).__name__, record.type] for record in records] + [records[1].resting_heart_rate_bpm])`;
    expect(await told(program, gateway)).toEqual([
      ["AnyRecordOther", "BODY"],
      ["AnyRecordDaily", "DAILY"],
      50.5,
    ]);
  });

  test("raises errors with the gateway's code, and tells a gateway that is not there", async () => {
    await using gateway = await openTestGateway();
    const program = `
def fault(ask):
    try:
        ask()
    except TerrariumError as error:
        return [type(error).__name__, error.code, error.status, getattr(error, "path", None)]
tell([
    fault(lambda: Client("${gateway.url}", "wrong").person_by_reference("ada")),
    fault(lambda: next(client.people(after="damaged"))),
    fault(lambda: Client("${gateway.url}/nowhere", "any").person_by_reference("ada")),
    fault(lambda: Client("http://127.0.0.1:1", "any", retries=0).person_by_reference("ada")),
    len(list(Client("${gateway.url}/", os.environ["KEY"] + "\\n").people())),
])`;
    expect(await told(program, gateway)).toEqual([
      ["AnswerError", "UNAUTHENTICATED", 401, null],
      ["AnswerError", "BAD_USER_INPUT", 200, ["users"]],
      ["HttpError", "HTTP_404", 404, null],
      ["NetworkError", "NETWORK", null, null],
      0,
    ]);
  });

  test("keeps the microseconds and the offset of every form of an instant", async () => {
    await using gateway = await openTestGateway();
    const program = `
from terrarium.values import instant_from, plain
texts = ["2026-01-15T22:58:00.000001+05:45", "2026-01-15T22:58:00Z", "2026-01-15T22:58:00.5-03:30"]
tell([plain(instant_from(text)) for text in texts])`;
    expect(await told(program, gateway)).toEqual([
      "2026-01-15T22:58:00.000001+05:45",
      "2026-01-15T22:58:00+00:00",
      "2026-01-15T22:58:00.500000-03:30",
    ]);
  });

  test("takes what is no answer of a gateway for none, and says who gave it", async () => {
    await using gateway = await openTestGateway();
    const program = `
import http.server, threading
bodies = ["<h1>Log in</h1>", '{"errors": "none"}', '{"errors": ["none"]}', '{"data": null}', "null", "[]"]
left = list(bodies)
class Door(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(left.pop(0).encode())
    def log_message(self, *args): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Door)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
def fault():
    try:
        Client(url, "any").person_by_reference("ada")
    except HttpError as error:
        return error.message
tell([fault() == f"{url}/graphql answered with HTTP 200: {body}" for body in bodies])
server.shutdown()
server.server_close()`;
    expect(await told(program, gateway)).toEqual([true, true, true, true, true, true]);
  });

  test("is sent again after 503, no sooner than is asked, and never takes its key elsewhere", async () => {
    await using gateway = await openTestGateway();
    const program = `
import http.server, threading, time
seen = []
class Door(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        seen.append([self.path, time.monotonic()])
        status = 302 if self.path == "/moved" else 503 if len(seen) == 1 else 200
        self.send_response(status)
        for name, value in {302: {"location": "/elsewhere"}, 503: {"retry-after": "1"}, 200: {}}[status].items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b'{"data": {"user": null}}' if status == 200 else b"")
    def log_message(self, *args): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Door)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
answer = Client(url, "any").person_by_reference("ada")
waited = seen[1][1] - seen[0][1]
try:
    Client(url + "/moved", "any").person_by_reference("ada")
except HttpError as error:
    tell([answer, waited >= 1, [path for path, _ in seen], error.status])
server.shutdown()
server.server_close()`;
    expect(await told(program, gateway)).toEqual([null, true, ["/graphql", "/graphql", "/moved"], 302]);
  });
});
