/** What a start says on standard output; its last line tells whoever waits that the gateway is up. */
import { type Paste, queryingLine, sendingLine } from "./paste.ts";

export function greetingOf(gateway: Paste): string {
  const { url, config } = gateway;
  const lines = config.production ? [] : [...whereAndWith(gateway), ...toPaste(gateway)];
  return [...lines, `ready ${url}`, ""].join("\n");
}

function whereAndWith({ url, config, made }: Paste): string[] {
  return [
    `Terrarium serves ${url}`,
    `  webhook         ${url}/webhooks/terra`,
    `  GraphQL         ${url}/graphql`,
    `  explorer        ${url}/explorer`,
    ...(made?.adminKey === config.adminKey ? [`  admin key       ${made.adminKey}`] : []),
    ...(made !== null && config.signingSecrets[0] === made.signingSecret
      ? [`  signing secret  ${made.signingSecret}`]
      : []),
    "",
  ];
}

function toPaste(gateway: Paste): string[] {
  return ["Send a night:", "", sendingLine(gateway), "", "Ask for it:", "", queryingLine(gateway), ""];
}
