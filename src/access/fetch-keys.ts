/** Fetches what an issuer publishes. */
const MOST_BYTES = 256 * 1024;

/**
 * What jose fetches keys by. It asks without following redirects and gives up in time; this adds how much may come.
 * @throws an Error whose code says what came instead of keys
 */
export async function fetchKeys(url: string, request: RequestInit): Promise<Response> {
  const response = await fetch(url, request);
  if (response.status !== 200) {
    await response.body?.cancel();
    throw failure(`HTTP_${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw failure("TOO_LARGE");
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks));
}

function failure(code: string): Error {
  return Object.assign(new Error("The issuer did not answer with its keys."), { code });
}
