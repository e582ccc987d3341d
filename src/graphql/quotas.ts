/** How many sockets and subscriptions there may be at once: in all, and of each viewer. Each gateway for itself. */
import type { Viewer } from "../access/viewer.ts";
import type { Config } from "../settings.ts";
import { createQuota, type Quota } from "./quota.ts";
import type { LimitName, Refuse } from "./rate-limited.ts";

export type QuotaConfig = Pick<
  Config,
  "maxSockets" | "maxSocketsPerKey" | "maxSubscriptions" | "maxSubscriptionsPerKey"
>;

export type Quotas = {
  /** For a socket that comes, before it has said whose it is. @throws RateLimited */
  takeSocket(network: string): SocketPlace;
  /** The function that it gives gives the place back. @throws RateLimited */
  takeSubscription(viewer: Viewer): () => void;
};

export type SocketPlace = {
  /** The socket has shown its key. @throws RateLimited */
  belongTo(viewer: Viewer): void;
  giveBack(): void;
};

/** Of one address; clients send connection_init at once, and who does not within three seconds is closed. */
const MAX_SOCKETS_WITHOUT_KEY = 64;
const SECONDS_TO_SEND_KEY = 3;
/** Where nobody knows when there will be room. */
const SECONDS_TO_WAIT = 5;
const GATEWAY = "gateway";

export function openQuotas(config: QuotaConfig, refuse: Refuse): Quotas {
  const { maxSockets, maxSocketsPerKey, maxSubscriptions, maxSubscriptionsPerKey } = config;
  const sockets = full("sockets", maxSockets, refuse);
  const subscriptions = full("subscriptions", maxSubscriptions, refuse);
  const withoutKey = createQuota(MAX_SOCKETS_WITHOUT_KEY, () => {
    const limit = `An address may have ${MAX_SOCKETS_WITHOUT_KEY} sockets at once that have shown no key`;
    return refuse("sockets_without_key", `${limit}: try again.`, SECONDS_TO_SEND_KEY);
  });
  const socketsOf = ofKey("sockets_per_key", maxSocketsPerKey, "sockets", refuse);
  const subscriptionsOf = ofKey("subscriptions_per_key", maxSubscriptionsPerKey, "subscriptions", refuse);
  return {
    takeSocket(network) {
      using taking = new DisposableStack();
      taking.defer(sockets.take(GATEWAY));
      const showKey = withoutKey.take(network);
      taking.defer(showKey);
      return placeOf(taking.move(), showKey, socketsOf);
    },
    takeSubscription({ id }) {
      using taking = new DisposableStack();
      taking.defer(subscriptions.take(GATEWAY));
      taking.defer(subscriptionsOf.take(id));
      const taken = taking.move();
      return () => taken.dispose();
    },
  };
}

// A socket may be gone by the time its key is known.
function placeOf(taken: DisposableStack, showKey: () => void, socketsOf: Quota): SocketPlace {
  return {
    belongTo({ id }) {
      if (taken.disposed) return;
      taken.defer(socketsOf.take(id));
      showKey();
    },
    giveBack: () => taken.dispose(),
  };
}

function full(what: "sockets" | "subscriptions", limit: number, refuse: Refuse): Quota {
  const message = `The gateway takes ${limit} ${what} at once: try again later.`;
  return createQuota(limit, () => refuse(what, message, SECONDS_TO_WAIT, 503));
}

function ofKey(name: LimitName, limit: number, what: string, refuse: Refuse): Quota {
  const message = `A key may have ${limit} ${what} at once: close some.`;
  return createQuota(limit, () => refuse(name, message, SECONDS_TO_WAIT));
}
