/** The ordinary handlers: the process of ordinary-server.ts, and the tables that it writes to. */
import { startChild } from "../machine/child.ts";
import { SECRET } from "../machine/gateway.ts";
import type { Server } from "../machine/server.ts";
import { filledArrays } from "../terra/day-tail.ts";
import { RECORDS } from "../terra/deliveries.ts";
import type { Check, Contender } from "./contender.ts";
import type { HttpLoad } from "./http-load.ts";
import type { OrdinaryQuestion } from "./ordinary-server.ts";
import { SAME_WORK_TABLES } from "./same-work.ts";

type Kind = "ordinary-same-work" | "ordinary-insert-only";

const INSERT_ONLY_TABLES = `
  create table deliveries (
    id bigint generated always as identity primary key,
    received_at timestamptz not null default now(),
    body jsonb not null
  )`;

export async function startOrdinary(server: Server, load: HttpLoad, kind: Kind): Promise<Contender> {
  const { url, client } = await server.createDatabase(kind.replaceAll("-", "_"));
  const sameWork = kind === "ordinary-same-work";
  await client.query(sameWork ? SAME_WORK_TABLES : INSERT_ONLY_TABLES);
  const child = startChild<OrdinaryQuestion, number>(new URL("./ordinary-server.ts", import.meta.url));
  const port = await child.ask({ kind, url, secret: SECRET });
  return {
    name: kind,
    pid: child.pid,
    port,
    client,
    prepare: load.prepare,
    run: (plan) => load.send(port, plan),
    checks: sameWork ? sameWorkChecks : insertOnlyChecks,
    tables: async () => (sameWork ? ["deliveries", "dailies", "samples", "changes"] : ["deliveries"]),
    stop: child.stop,
  };
}

function sameWorkChecks(answered: number, bytes: number): Check[] {
  const records = Math.min(answered, RECORDS);
  return [
    { what: "deliveries", sql: "select count(*) from deliveries", wanted: answered },
    { what: "records", sql: "select count(*) from dailies where steps is not null", wanted: records },
    { what: "samples", sql: "select count(*) from samples", wanted: records * filledArrays(bytes) },
    { what: "changes", sql: "select count(*) from changes", wanted: answered },
  ];
}

function insertOnlyChecks(answered: number): Check[] {
  return [{ what: "deliveries", sql: "select count(*) from deliveries", wanted: answered }];
}
