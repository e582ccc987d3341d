/**
 * What no log may hold: secrets, and what people's data says of them. Every gateway of a test has its log looked
 * through, by `no-leaks.ts` after each test file.
 */

/** What is in the samples of test/data/terra, and in nothing that a gateway has to say. */
const PEOPLE = [
  ...["john.smith@example.com", "jane.doe@example.com", "user@example.com", "owner@starkenterprises.com"],
  ...["GR123456789", "1234567898765", "Forerunner", "Suunto", "Malibu", "San Francisco", "London"],
  ...["Felt refreshed after", "Oatmeal", "Morning Run", "Full blood count", "Haemoglobin", "Ferritin"],
  ...["example-notes", "example-name", "example-report_notes", "example-serial_number", "example-email"],
  ...["example-first_name", "example-city", "37.7749", "51.5074", "your-user-123"],
];

const SECRETS = [
  ["an API key", /trk_[\w-]{20,}/],
  ["a token", /eyJ[\w-]{5,}\.[\w-]+\.[\w-]*/],
  ["what a header carried", /bearer +[\w.~+/-]/i],
  // But for the one that a setting's message gives as an example.
  ["a database's password", /:\/\/(?!user:password@host)[^\s:/@]+:[^\s@/]+@/],
  ["a ticket, or a person's text", /[\w-]{120,}/],
] as const;

const found: string[] = [];

/** What of this a text holds that it should not; nothing of a text that is clean. */
export function leaksIn(text: string, secrets: readonly string[] = []): string[] {
  const told = [...PEOPLE, ...secrets].filter((planted) => planted !== "" && text.includes(planted));
  const shaped = SECRETS.filter(([, shape]) => shape.test(text)).map(([name]) => name);
  return [...told.map((planted) => JSON.stringify(planted)), ...shaped];
}

/** Looks through a line of a log; `no-leaks.ts` fails the file in which one leaks. */
export function watchLine(line: string, secrets: readonly string[] = []): void {
  for (const leak of leaksIn(line, secrets)) found.push(`${leak} is in the log: ${line}`);
}

/** What was found, which is forgotten with that. */
export function takeLeaks(): string[] {
  return found.splice(0);
}
