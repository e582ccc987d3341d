// Made by `npm run codegen` from the schema and its operations. Do not edit.
/** Where the gateway is, and who asks. */
export type ClientOptions = {
  /** The gateway's address, such as http://127.0.0.1:4000. A path, where it has one, is taken as that of GraphQL. */
  url: string;
  /** An API key or a token, or what fetches one: it is asked for each request and each socket. */
  key: string | (() => string | Promise<string>);
  /** How long one request may take. 60 seconds where it is not given. */
  timeoutMs?: number;
  /**
   * Sends the hash of an operation in place of its text: for end users of a gateway that has the hashes, those of
   * persisted-documents.json, in its TERRARIUM_TRUSTED_DOCUMENTS.
   */
  trustedDocuments?: boolean;
  /** How often a query is sent again after 429, 503 or a broken connection. 3 where it is not given. */
  retries?: number;
};

export type Access = {
  url: URL;
  authorization(): Promise<string>;
  trustedDocuments: boolean;
  timeoutMs: number;
  retries: number;
};

export function accessOf(options: ClientOptions): Access {
  const { url, key, timeoutMs = 60_000, retries = 3, trustedDocuments = false } = options;
  const address = addressOf(url);
  if (address.pathname === "/") address.pathname = "/graphql";
  return {
    url: address,
    authorization: async () => `Bearer ${(typeof key === "string" ? key : await key()).trim()}`,
    trustedDocuments,
    timeoutMs,
    retries,
  };
}

function addressOf(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address && /^https?:$/.test(address.protocol)) return address;
  throw new TypeError(`An address such as http://127.0.0.1:4000 was wanted; ${url} came.`);
}
