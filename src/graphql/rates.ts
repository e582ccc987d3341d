/** How often somebody may ask in a minute, whichever way: by viewer and by address, each gateway for itself. */
import type { Access, Credentials } from "../access/access.ts";
import { Outlived } from "../access/outlived.ts";
import type { Viewer } from "../access/viewer.ts";
import { TerrariumError } from "../errors.ts";
import type { Config } from "../settings.ts";
import { createMinuteLimit } from "./minute-limit.ts";
import { networkOf } from "./network-of.ts";
import type { Refuse } from "./rate-limited.ts";

export type RateConfig = Pick<
  Config,
  "requestsPerMinutePerKey" | "requestsPerMinutePerAddress" | "failedKeysPerMinute"
>;

export type Rates = {
  /** One more request from an address, whoever asks. @throws RateLimited */
  countRequest(address: string): Promise<void>;
  /** One more request of a viewer. @throws RateLimited */
  countViewer(viewer: Viewer): Promise<void>;
  /** Who it is, unless too many keys from this address were wrong: then none is looked at. @throws RateLimited */
  admit(address: string, credentials: Credentials, access: Access): Promise<Viewer>;
};

export function openRates(config: RateConfig, refuse: Refuse): Rates {
  const { requestsPerMinutePerKey, requestsPerMinutePerAddress, failedKeysPerMinute } = config;
  const byViewer = createMinuteLimit(requestsPerMinutePerKey);
  const byAddress = createMinuteLimit(requestsPerMinutePerAddress);
  const failures = createMinuteLimit(failedKeysPerMinute);
  return {
    async countRequest(address) {
      const seconds = await byAddress.count(networkOf(address));
      if (seconds === 0) return;
      const limit = `An address may send ${requestsPerMinutePerAddress} requests a minute`;
      throw refuse("requests_per_address", `${limit}: try again in ${seconds} s.`, seconds);
    },
    async countViewer({ id }) {
      const seconds = await byViewer.count(id);
      if (seconds === 0) return;
      const limit = `A key may send ${requestsPerMinutePerKey} requests a minute`;
      throw refuse("requests_per_key", `${limit}: try again in ${seconds} s.`, seconds);
    },
    async admit(address, credentials, access) {
      const network = networkOf(address);
      const seconds = await failures.waitOf(network);
      if (seconds > 0) {
        const limit = `An address may try ${failedKeysPerMinute} wrong keys a minute`;
        throw refuse("failed_keys", `${limit}: try again in ${seconds} s.`, seconds);
      }
      try {
        return await access.viewerOf(credentials);
      } catch (error) {
        if (isWrong(error, credentials)) await failures.count(network);
        throw error;
      }
    },
  };
}

// Who sends no key guesses none, and neither does who sends one that was right.
function isWrong(error: unknown, { authorization, ticket }: Credentials): boolean {
  const isRefused =
    error instanceof TerrariumError && error.code === "UNAUTHENTICATED" && !(error instanceof Outlived);
  return isRefused && (authorization !== undefined || ticket !== undefined);
}
