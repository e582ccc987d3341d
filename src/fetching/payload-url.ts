/** Which addresses a payload may be fetched from, as far as the address itself says. */

/** Thrown where no attempt can succeed. Its message is shown to operators, and so never holds a URL's query. */
export class Refused extends Error {}

/**
 * A URL that may be asked, if its host may.
 * @throws Refused
 */
export function payloadUrl(text: string | null, base?: URL): URL {
  if (text === null) throw new Refused("url: none came; wanted: an https address");
  const url = URL.parse(text, base?.href);
  if (!url) throw new Refused("url: what came is no URL; wanted: an https address");
  if (url.protocol !== "https:")
    throw new Refused(`url: ${withoutSecrets(url)} is not https; wanted: an https address`);
  if (url.username !== "" || url.password !== "")
    throw new Refused(`url: ${withoutSecrets(url)} has credentials in it; wanted: an https address without`);
  return url;
}

/** A URL as it may be shown: the query of a presigned one is its signature. */
export function withoutSecrets({ protocol, host, pathname }: URL): string {
  return host === "" ? protocol : `${protocol}//${host}${pathname}`.slice(0, 300);
}
