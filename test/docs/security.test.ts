/** docs/security.md says what is so: its tables are the code's, and its examples run. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CloseCode } from "graphql-ws";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { PrivacyClass, ViewerKind } from "../../src/access/viewer.ts";
import { readConfig } from "../../src/config.ts";
import { type ItemClass, metricsOf, partsOfClass } from "../../src/records/metric.ts";
import { recordDefinitions } from "../../src/records/record-types.ts";
import { seriesDefinitions } from "../../src/records/series.ts";
import { createKey } from "../access/key-client.ts";
import { openTestDatabase, openTestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
import { deliver, sampleText } from "../terra-client.ts";
import { codeIn, rowsOf } from "./markdown-table.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const docs = readFileSync(join(root, "docs/security.md"), "utf8");

function blocks(language: string): string[] {
  return [...docs.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, block]) => block ?? "",
  );
}

test("every kind of viewer is said what it sees", () => {
  expect(rowsOf(docs, "viewers").map(([kind]) => codeIn(kind ?? "")[0])).toEqual(Object.keys(ViewerKind));
});

test("its links lead somewhere", () => {
  const links = [...docs.matchAll(/\]\(([^)#]+)/g)].map(([, link]) => link ?? "");
  expect(links.filter((link) => !existsSync(join(root, "docs", link)))).toEqual([]);
});

/** The classes of records, and of what is within them. */
function owners(): Map<string, ItemClass> {
  const found = new Map<string, ItemClass>();
  const add = (owner: ItemClass) => {
    if (found.has(owner.name)) return;
    found.set(owner.name, owner);
    for (const { item } of metricsOf(owner)) if (item) add(item());
    for (const { part } of partsOfClass(owner)) add(part());
  };
  for (const { record } of recordDefinitions) add(record);
  return found;
}

function hiddenFields(owner: ItemClass, privacy: string): string[] {
  return metricsOf(owner).flatMap((metric) => (metric.privacy === privacy ? [metric.shownAs] : []));
}

describe("what analysts do not see", () => {
  test("is every field with a class of privacy, by its class", () => {
    const rows = Object.keys(PrivacyClass).flatMap((privacy) => {
      const hidden = [...owners()].map(([name, owner]) => ({
        name,
        fields: hiddenFields(owner, privacy.toLowerCase())
          .map((field) => `\`${field}\``)
          .join(", "),
      }));
      const alike = Map.groupBy(
        hidden.filter(({ fields }) => fields !== ""),
        ({ fields }) => fields,
      );
      return [...alike].map(([fields, of]) => [privacy, of.map(({ name }) => name).join(", "), fields]);
    });
    expect(rowsOf(docs, "privacy")).toEqual(rows);
  });

  test("of series is the coordinates", () => {
    const hidden = seriesDefinitions.flatMap(({ name, columns, nested }) =>
      [...columns, ...(nested?.columns ?? [])]
        .filter(({ privacy }) => privacy !== "none")
        .map(({ privacy }) => [name, privacy]),
    );
    expect(hidden).toEqual([["POSITION", "place"]]);
  });

  test("is there, for who may see it", async () => {
    await using gateway = await openTestGateway();
    const samples = readdirSync(join(root, "test/data/terra/samples"));
    for (const file of samples) await deliver(gateway, sampleText(file.replace(/\.json$/, "")));
    const { key } = await createKey(gateway, { study: "s" }, ["ANALYSE"]);
    const analyst = { url: gateway.url, adminKey: key };
    for (const { record, table } of recordDefinitions) {
      const list = table.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
      const { selection, wanted } = hiddenOf(record, new Set());
      if (wanted === 0) continue;
      const query = `{ ${list}(first: 50) { nodes { ${selection} } } }`;
      const all = valuesIn((await read<Record<string, { nodes: unknown[] }>>(gateway, query))[list]?.nodes);
      const seen = valuesIn((await read<Record<string, { nodes: unknown[] }>>(analyst, query))[list]?.nodes);
      expect(all.filter((value) => value !== null).length, list).toBeGreaterThanOrEqual(wanted);
      expect(
        seen.filter((value) => value !== null),
        list,
      ).toEqual([]);
    }
  });
});

/** The fields that are hidden of a class and of what is within it, and how many they are. */
function hiddenOf(owner: ItemClass, above: ReadonlySet<ItemClass>): { selection: string; wanted: number } {
  const within = new Set([...above, owner]);
  const own = metricsOf(owner).filter(({ privacy, kind }) => privacy !== "none" && kind !== "list");
  const inner = [
    ...metricsOf(owner).flatMap(({ item, shownAs }) => (item ? [{ name: shownAs, of: item() }] : [])),
    ...partsOfClass(owner).map(({ name, part }) => ({ name, of: part() })),
  ].flatMap(({ name, of }) => {
    const hidden = within.has(of) ? { selection: "", wanted: 0 } : hiddenOf(of, within);
    return hidden.wanted > 0 ? [{ ...hidden, selection: `${name} { ${hidden.selection} }` }] : [];
  });
  return {
    selection: [...own.map(({ shownAs }) => shownAs), ...inner.map(({ selection }) => selection)].join(" "),
    wanted: own.length + inner.reduce((sum, { wanted }) => sum + wanted, 0),
  };
}

function valuesIn(value: unknown): unknown[] {
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(valuesIn) : [value];
}

test("the closes of sockets are those of the code, and of the protocol", () => {
  const files = [
    "access/expiry.ts",
    "access/viewer-of-key.ts",
    "graphql/socket-door.ts",
    "graphql/drop-socket.ts",
  ];
  const code = files.map((file) => readFileSync(join(root, "src", file), "utf8")).join("\n");
  const ours = [...code.matchAll(/(?:closeCode: |_[A-Z]+ = )(1\d{3}|4\d{3})\b/g)].map(([, close]) =>
    Number(close),
  );
  const clients = [
    CloseCode.InternalClientError,
    CloseCode.BadResponse,
    CloseCode.ConnectionAcknowledgementTimeout,
  ];
  const protocols = Object.values(CloseCode).filter(
    (close): close is CloseCode => typeof close === "number" && !clients.includes(close),
  );
  const TOO_LARGE = 1009;
  const all = [...new Set([...ours, ...protocols, TOO_LARGE])].sort();
  expect(rowsOf(docs, "closes").map(([close]) => Number(close))).toEqual(all);
});

test("the gateway takes the settings for production", () => {
  const [settings = ""] = blocks("ini");
  const env = Object.fromEntries(
    settings
      .trim()
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
  expect(readConfig(env)).toMatchObject({
    production: true,
    trustProxy: 1,
    rowSecurity: true,
    introspection: null,
  });
});

describe("logins of the database", () => {
  const [reading = "", session = "", analysing = ""] = blocks("sql");

  /** Runs what the docs say for a login, under another name, since all tests share a server. */
  async function withLogin(
    statements: string,
    use: (url: string, admin: pg.Client) => Promise<void>,
  ): Promise<void> {
    await using database = await openTestDatabase();
    const [, named = ""] = /create role (\w+)/.exec(statements) ?? [];
    const name = `${named}_${Math.random().toString(36).slice(2)}`;
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    try {
      await admin.query(statements.replaceAll(named, name));
      const url = new URL(database.url);
      url.username = name;
      url.password = "...";
      await use(url.href, admin);
    } finally {
      await admin.query(`drop owned by ${name}`);
      await admin.query(`drop role ${name}`);
      await admin.end();
    }
  }

  test("one with the grants for reading serves all that can be asked", async () => {
    await withLogin(reading, async (databaseReadUrl, admin) => {
      const databaseUrl = new URL(databaseReadUrl);
      databaseUrl.username = String(admin.user);
      databaseUrl.password = String(admin.password ?? "");
      await using gateway = await openTestGateway({ databaseUrl: databaseUrl.href, databaseReadUrl });
      for (const file of readdirSync(join(root, "test/data/terra/samples")))
        await deliver(gateway, sampleText(file.replace(/\.json$/, "")));
      const lists = recordDefinitions.map(({ table }) =>
        table.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
      );
      const reader = await createKey(gateway, { referenceIds: ["nobody"], providers: ["GARMIN"] });
      for (const adminKey of [gateway.adminKey, reader.key])
        await read(
          { url: gateway.url, adminKey },
          `{ users { totalCount nodes { history { totalCount } connections { history { totalCount } transfers { totalCount } } } }
             ${lists.map((list) => `${list}(first: 5) { totalCount nodes { id series { name } } }`).join("\n")} }`,
        );
      await read(gateway, "{ deliveries { totalCount nodes { body headers } } ingestStatus { warnings } }");
    });
  });

  test("an analyst's sees nothing, and then what was granted to it", async () => {
    await withLogin(analysing, async (url, admin) => {
      await admin.query(
        "insert into users (id, reference_id) values ('00000000-0000-4000-8000-000000000001', 'ada')",
      );
      await admin.query(
        "insert into connections (id, user_id, terra_user_id) select id, id, 'tu' from users",
      );
      const researcher = new pg.Client({ connectionString: url });
      await researcher.connect();
      try {
        const question =
          "select user_id, local_date, duration_asleep_seconds from connections left join sleeps on connection_id = connections.id";
        expect((await researcher.query(question)).rows).toHaveLength(0);
        await researcher.query(session);
        expect((await researcher.query(question)).rows).toHaveLength(1);
        for (const refused of [
          "select terra_user_id from connections",
          "select * from users",
          "select summary_id from sleeps",
          "select terrarium_users('{}', '{ada}')",
        ])
          await expect(researcher.query(refused)).rejects.toThrow(/permission denied/);
      } finally {
        await researcher.end();
      }
    });
  });
});
