/** The two lines to paste at a first start: one sends a signed delivery, one asks for what it brought. */
import type { CompleteConfig, MadeSecrets } from "./secrets.ts";

const night = {
  type: "sleep",
  version: "2022-03-16",
  user: {
    user_id: "3f0c8a52-6d0e-4b5e-9c43-0d9f3f2b7a11",
    provider: "OURA",
    reference_id: "first-user",
    scopes: "sleep",
    active: true,
  },
  data: [
    {
      metadata: {
        summary_id: "first-night",
        start_time: "2026-01-14T23:05:00.000000+00:00",
        end_time: "2026-01-15T07:05:00.000000+00:00",
        is_nap: false,
        upload_type: 1,
      },
      sleep_durations_data: { asleep: { duration_asleep_state_seconds: 27000 } },
    },
  ],
};

export type Paste = { url: string; config: CompleteConfig; made: MadeSecrets | null };

/** Signs when it is pasted, so that the signature is never old. */
export function sendingLine({ url, config, made }: Paste): string {
  return [
    `b='${JSON.stringify(night)}'`,
    "t=$(date +%s)",
    `s=$(printf '%s.%s' "$t" "$b" | openssl dgst -sha256 -hmac ${signingSecret(config, made)} | sed 's/^.* //')`,
    `curl -sS ${url}/webhooks/terra -H 'content-type: application/json'${devId(config)} ` +
      `-H "terra-signature: t=$t,v1=$s" --data-binary "$b"`,
  ].join("; ");
}

export function queryingLine({ url, config, made }: Paste): string {
  const query = "{ sleeps(first: 1) { nodes { localDate durationAsleepSeconds } } }";
  return (
    `curl -sS ${url}/graphql -H 'content-type: application/json' ` +
    `-H "authorization: Bearer ${adminKey(config, made)}" -d '${JSON.stringify({ query })}'`
  );
}

// What the environment gives is not printed: whoever pastes the line there has it in the environment.
function signingSecret({ signingSecrets }: CompleteConfig, made: MadeSecrets | null): string {
  const isMade = made !== null && signingSecrets[0] === made.signingSecret;
  return isMade ? `'${made.signingSecret}'` : `"\${TERRA_SIGNING_SECRETS%%,*}"`;
}

function adminKey(config: CompleteConfig, made: MadeSecrets | null): string {
  return made !== null && config.adminKey === made.adminKey ? made.adminKey : "$TERRARIUM_ADMIN_KEY";
}

function devId({ devIds: [first] }: CompleteConfig): string {
  return first === undefined ? "" : ` -H 'dev-id: ${first}'`;
}
