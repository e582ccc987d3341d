import type pg from "pg";

/** A pool that tells every statement. */
export function watched(of: pg.Pool, tell: (sql: string) => void): pg.Pool {
  const watch = (client: pg.PoolClient) =>
    new Proxy(client, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return (...given: unknown[]) => {
          if (name === "query") tell(String(given[0]));
          return Reflect.apply(value, target, given);
        };
      },
    });
  return new Proxy(of, {
    get: (target, name) =>
      name === "connect" ? async () => watch(await target.connect()) : Reflect.get(target, name),
  });
}
