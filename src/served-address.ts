/** Where `npm start` would serve here, for commands that talk to it; null where it takes any free port. */
export function servedAddress({ host, port }: { host: string; port: number }): string | null {
  if (port === 0) return null;
  const name = ({ "0.0.0.0": "127.0.0.1", "::": "::1" } as Record<string, string>)[host] ?? host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
