/**
 * A client that names its statements, so that PostgreSQL parses and plans each text once a connection: without a
 * name it does so every time, which took 30 to 49 % of its time with the reads of this gateway.
 */
import pg from "pg";

/**
 * PostgreSQL keeps what it made of every name, a quarter of a megabyte for a list of many columns, so that a
 * connection has only so many. Its pool replaces it now and then, and with it names that nobody uses any more.
 */
const mostNames = 100;
/** Texts that came once. Clients choose the columns of lists, and what never comes again is worth no name. */
const mostSeen = 100;

export class NamingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const names = new Names();
    this.query = new Proxy(this.query, {
      apply: (query, client, given: unknown[]) => Reflect.apply(query, client, named(given, names)),
    });
  }
}

// Only a text with parameters: one without may hold several statements, which cannot be prepared.
function named(given: unknown[], names: Names): unknown[] {
  const [text, values, ...rest] = given;
  if (typeof text !== "string" || !Array.isArray(values) || values.length === 0) return given;
  const name = names.of(text);
  return name === undefined ? given : [{ name, text, values }, ...rest];
}

class Names {
  readonly #names = new Map<string, string>();
  readonly #seen = new Set<string>();

  /** A text's name from the second time on, as long as there are names. */
  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= mostNames) return known;
    return this.#seen.delete(text) ? this.#give(text) : this.#see(text);
  }

  #give(text: string): string {
    const name = `t${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }

  #see(text: string): undefined {
    this.#seen.add(text);
    const [oldest] = this.#seen;
    if (this.#seen.size > mostSeen && oldest !== undefined) this.#seen.delete(oldest);
  }
}
