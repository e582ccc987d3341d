/** A request as it goes over the wire, in pieces: some are many requests' own. */
export type WireRequest = { first: Buffer; rest: readonly Buffer[]; bodyBytes: number };

/** A POST of JSON, with these lines among its headers. */
export function postRequest(
  path: string,
  headers: string[],
  head: Buffer,
  rest: readonly Buffer[] = [],
): WireRequest {
  const bodyBytes = rest.reduce((sum, { length }) => sum + length, head.length);
  const lines = [
    `POST ${path} HTTP/1.1`,
    "host: 127.0.0.1",
    "content-type: application/json",
    `content-length: ${bodyBytes}`,
    ...headers,
  ];
  return { first: Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), head]), rest, bodyBytes };
}
