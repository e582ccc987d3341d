/** The front door of `npm run keys`: makes, lists, changes and revokes the API keys of a running gateway. */
import { type AskedGateway, findGateway } from "./find-gateway.ts";
import { type KeyCommand, readKeyOptions, USAGE } from "./key-options.ts";
import { createKey, findKey, listKeys, revokeKey, type ShownKey, updateKey } from "./key-requests.ts";
import { keyLine, keyTable } from "./key-table.ts";
import { runCommand, say } from "./run-command.ts";

type Asked = Exclude<KeyCommand, { does: "help" }>;

await runCommand(async () => {
  const { command, json, ...gateway } = readKeyOptions(process.argv.slice(2), new Date());
  if (command.does === "help") say(USAGE);
  else await run(command, json, await findGateway(gateway));
  return 0;
});

async function run(command: Asked, json: boolean, gateway: AskedGateway): Promise<void> {
  switch (command.does) {
    case "create":
      return tellMade(await createKey(gateway, command.given), json);
    case "list":
      return tellAll(await listKeys(gateway), json);
    case "update":
      return tell(await updateKey(gateway, await findKey(gateway, command.which), command.given), json);
    case "revoke":
      return tell(await revokeKey(gateway, await findKey(gateway, command.which)), json);
  }
}

// The key alone goes to standard output, so that it can be piped to where it is kept.
function tellMade(made: { key: string; apiKey: ShownKey }, json: boolean): void {
  say(json ? inJson(made) : `${made.key}\n`);
  process.stderr.write(`${keyLine(made.apiKey, new Date())}\nKeep the key now: it is not shown again.\n`);
}

function tellAll(keys: ShownKey[], json: boolean): void {
  say(json ? inJson(keys) : keyTable(keys, new Date()));
}

function tell(key: ShownKey, json: boolean): void {
  say(json ? inJson(key) : `${keyLine(key, new Date())}\n`);
}

function inJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
