/** What an operation may be written like: whatever GraphQL allows is right in Python, or refused when it is made. */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { generate } from "@graphql-codegen/cli";
import { describe, expect, test } from "vitest";
import { preset } from "../../schema/codegen/python-preset.ts";
import { hasPython } from "./first-table.ts";

const schema = `
  scalar Date
  enum Order { A B }
  input Filter { from: Date and: [Filter!] orders: [[Order!]] }
  interface Animal { id: ID! name: String }
  interface Furry { fur: String }
  type Cat implements Animal & Furry {
    id: ID! name: String fur: String from: String class: Int list: [Int!]! str: String _1: Int
    days: [[Date!]]! owner: Owner fooBar: Int foo_bar: Int from_json: Int
  }
  type Dog implements Animal { id: ID! name: String bark: String! }
  type Fish implements Animal { id: ID! name: String }
  type Owner { id: ID! pets: [Animal]! born: Date }
  type Query { cat(filter: Filter, class: [Order!]): Cat animals: [[Animal]!]! today: Date }
`;

/** The files that are made of the operations, by path. */
async function made(operations: string): Promise<Map<string, string>> {
  const files: { filename: string; content: string }[] = await generate(
    { schema, documents: operations, generates: { "made/": { preset } }, silent: true },
    false,
  );
  return new Map(files.map(({ filename, content }) => [filename.replace(/^made\//, ""), content]));
}

/** What a program prints as JSON; its client's gateway answers everything with this. */
async function told(operations: string, answer: object, program: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), "terrarium-python-"));
  try {
    for (const [path, content] of await made(operations)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const head = `import dataclasses, http.server, json, threading
from terrarium import *
class Door(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'''${JSON.stringify({ data: answer })}''')
    def log_message(self, *args): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Door)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = Client(f"http://127.0.0.1:{server.server_port}", "any")
def tell(value):
    print(json.dumps(value, default=str))
    server.shutdown()
    server.server_close()
`;
    const options = { cwd: folder, input: head + program, encoding: "utf8" } as const;
    const { stdout, stderr } = spawnSync("python3", ["-W", "error", "-"], options);
    expect(stderr, "what Python says").toBe("");
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe.skipIf(!hasPython)("what is made for Python", () => {
  test("names fields that Python has other uses for, and keeps lists of lists as they are", async () => {
    const cat = { from: "a", class: 1, list: [1], str: "b", _1: 2, __typename: "Cat", one: 3, two: 3 };
    const answer = { cat: { ...cat, from_json: 4, days: [["2026-01-01"], null], owner: null } };
    const operations = `query Cat($filter: Filter, $class: [Order!]) {
      cat(filter: $filter, class: $class) {
        __typename from class list str _1 one: fooBar two: fooBar from_json days owner { id }
      }
    }`;
    const program = `
cat = client.cat(filter={"and": [{"from": "2026-01-01"}]}, class_=["A"])
tell([[field.name for field in dataclasses.fields(cat)], cat.list_, cat.field_1, type(cat.days[0][0]).__name__, cat.days[1]])`;
    expect(await told(operations, answer, program)).toEqual([
      "typename from_ class_ list_ str_ field_1 one two from_json_ days owner".split(" "),
      [1],
      2,
      "date",
      null,
    ]);
  });

  test("tells types apart within lists of lists, through fragments of fragments", async () => {
    const cat = { __typename: "Cat", id: "1", name: "Tom", fur: "grey", owner: { born: "2026-01-01" } };
    const answer = { animals: [[cat, null], [{ __typename: "Newt", id: "2", name: null }]] };
    const operations = `
      query Animals { animals { ...Beast } }
      fragment Beast on Animal { __typename id ...More ... on Dog { bark } }
      fragment More on Animal { name ... on Furry { fur } ... on Cat { owner { born } } }
    `;
    const program = `
[[cat, none], [newt]] = client.animals()
tell([type(cat).__name__, cat.fur, cat.owner.born.year, none, type(newt).__name__, newt.typename])`;
    expect(await told(operations, answer, program)).toEqual([
      "BeastCat",
      "grey",
      2026,
      null,
      "BeastOther",
      "Newt",
    ]);
  });

  test("gives a scalar at the top, as Python has it", async () => {
    expect(await told("query Today { today }", { today: "2026-01-31" }, "tell(client.today().day)")).toBe(31);
  });
});

test.each([
  ["two fields of one name", "query Cat { cat { fooBar foo_bar } }", "Cat has two things named foo_bar"],
  ["a method that every client has", "query Ask { today }", "Client has two things named ask"],
  [
    "two methods of one name",
    "query CatA { today } query cat_a { today }",
    "Client has two things named cat_a",
  ],
  [
    "a fragment named as an enum",
    "query Cat($o: [Order!]) { cat(class: $o) { ...Order } } fragment Order on Cat { id }",
    "Two different things would be named Order",
  ],
  [
    "a class named as what is imported",
    "query Any { cat { id } }",
    "Two different things would be named Any",
  ],
  ["types without __typename", "query Animals { animals { id ... on Dog { bark } } }", "ask for __typename"],
])("refuses %s", async (_, operations, message) => {
  await expect(made(operations)).rejects.toThrow(message);
});
