/** The front door: what was asked for on the command line, and an orderly end. */
import { parseArgs } from "node:util";
import { BadSetting, environment, readConfig } from "./config.ts";
import { TerrariumError } from "./errors.ts";
import { createLog } from "./log.ts";
import { endOnSignals } from "./orderly-end.ts";

const help = `Terrarium: a self-hosted GraphQL data gateway for Terra wearable data.

  main              serves, with an embedded PostgreSQL unless DATABASE_URL is set
  main migrate      brings the database up to date, and leaves
  main schema       writes schema/schema.graphql; with --check says whether it is current
  main --help       says this

The settings are environment variables; the README lists them.
`;

const NEEDED_NODE = 24;

const commands: Record<string, (isCheck: boolean) => Promise<void>> = { serve, migrate, schema };

await run(process.argv.slice(2));

async function run(given: string[]): Promise<void> {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) < NEEDED_NODE) {
    return refuse(
      `Terrarium needs Node ${NEEDED_NODE} or newer and this is Node ${node}: use npm start, or install it.`,
    );
  }
  try {
    const { values, positionals } = parseArgs({
      args: given,
      options: { help: { type: "boolean", short: "h" }, check: { type: "boolean" } },
      allowPositionals: true,
    });
    const command = commands[positionals[0] ?? "serve"];
    if (values.help) say(help);
    else if (command === undefined || positionals.length > 1) refuse(`There is no such command.\n\n${help}`);
    else await command(values.check ?? false);
  } catch (error) {
    refuse(lineOf(error));
  }
}

async function serve(): Promise<void> {
  const config = readConfig(environment());
  const log = createLog(undefined, config.logLevel);
  const { openGateway } = await import("./gateway.ts");
  const gateway = await endOnSignals(() => openGateway(config, log), log);
  const { greetingOf } = await import("./greeting.ts");
  say(greetingOf(gateway));
}

async function migrate(): Promise<void> {
  const config = readConfig(environment());
  const { migrateOnly } = await import("./gateway.ts");
  await migrateOnly(config, createLog(undefined, config.logLevel));
  say("The database is up to date.\n");
}

async function schema(isCheck: boolean): Promise<void> {
  const { schemaIsCurrent, writeSchema } = await import("./write-schema.ts");
  if (!isCheck) say(`Wrote ${await writeSchema()}.\n`);
  else if (!(await schemaIsCurrent())) refuse("schema/schema.graphql is not current: run npm run schema.");
}

function say(text: string): void {
  process.stdout.write(text);
}

function refuse(text: string): void {
  process.stderr.write(`${text.trimEnd()}\n`);
  process.exitCode = 1;
}

function lineOf(error: unknown): string {
  if (error instanceof BadSetting) return error.message;
  if (error instanceof TerrariumError) return `${error.code}: ${error.message}`;
  // Nothing of a person's has been read before the gateway is up.
  return error instanceof Error ? (error.stack ?? error.message) : "The start failed.";
}
