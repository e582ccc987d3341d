/** The settings: what each is called and means, and what it may be. SETTINGS is the whole list, and the README is held to it. */
import { z } from "zod";
import type { Level } from "./log.ts";
import {
  isPublicKey,
  keysUrl,
  list,
  origins,
  orNull,
  postgresUrl,
  trustedProxies,
  wholeNumber,
  wholeNumberOrNone,
} from "./setting-schemas.ts";

export type Config = {
  production: boolean;
  /** Null: the embedded PostgreSQL. */
  databaseUrl: string | null;
  /** Null: reads go where writes go. */
  databaseReadUrl: string | null;
  dataDir: string;
  host: string;
  /** 0: any free port. */
  port: number;
  /** Whose X-Forwarded headers are believed: nobody's, everybody's, so many hops', or these addresses'. */
  trustProxy: boolean | number | string[];
  /** Each destination's secret, the newest first by custom. Empty: one is made at the first start. */
  signingSecrets: string[];
  /** Empty: every dev-id is accepted. */
  devIds: string[];
  /** Null: one is made at the first start. */
  adminKey: string | null;
  /** Where the keys of end users' tokens are, or their secret. Both null: there are no such tokens. */
  authJwksUrl: string | null;
  authJwtSecret: string | null;
  /** Null only where there are no tokens. */
  authIssuer: string | null;
  /** A token is for any of these. Empty only where there are no tokens. */
  authAudiences: string[];
  authReferenceClaim: string;
  /** Of a webhook's body, inflated. */
  maxBodyBytes: number;
  signatureToleranceSeconds: number;
  rejectOldSignatures: boolean;
  /** Of a read. */
  statementTimeoutMs: number;
  rowSecurity: boolean;
  maxQueryDepth: number;
  maxQueryTokens: number;
  /** Whose pages may ask, by a browser's `Origin`; "*" is everybody's. Empty: only our own. */
  corsOrigins: string[];
  /** 0: any number, as in the next two. */
  requestsPerMinutePerKey: number;
  requestsPerMinutePerAddress: number;
  failedKeysPerMinute: number;
  maxSockets: number;
  maxSocketsPerKey: number;
  maxSubscriptions: number;
  maxSubscriptionsPerKey: number;
  maxQueryAliases: number;
  maxQueryCost: number;
  /** Null: in development, and not in production. */
  introspection: boolean | null;
  /** A file; null: end users may run any document. */
  trustedDocuments: string | null;
  logLevel: Level;
  /** Bodies that wait to be stored, before new ones are answered 503. */
  queueBytes: number;
  /** After how many hours in a status a connection and its data are erased; null: never. */
  eraseDeauthenticatedHours: number | null;
  eraseRevokedHours: number | null;
  eraseDegradedHours: number | null;
  fetchPrivateAddresses: boolean;
  /** 0: never overdue. */
  healthcheckOverdueSeconds: number;
  /** Whole days; older deliveries are dropped, once they are settled. */
  keepDeliveriesDays: number;
};

export type Setting<Value> = {
  name: string;
  meaning: string;
  /** Completes "wanted: ...", for whoever gave something else. */
  wanted: string;
  /** As it would be written in the environment; without one, the setting may be absent. */
  default?: string;
  /** A secret's value is never printed, not even when it is bad. */
  secret?: true;
  /** Without it a production start is refused. */
  neededInProduction?: true;
  schema: z.ZodType<Value, string | undefined>;
};

const mebibyte = 1024 * 1024;

const perMinute = {
  wanted: "a whole number from 0 to 1000000000",
  schema: wholeNumber(0, 1_000_000_000),
};

const atOnce = {
  wanted: "a whole number from 1 to 1000000",
  schema: wholeNumber(1, 1_000_000),
};

// Longer than Terra repeats itself, so that a deauth which overtakes a re-authentication destroys nothing.
const hoursToErase = {
  wanted: "a whole number from 48 to 87600",
  schema: wholeNumberOrNone(48, 87_600),
};

export const SETTINGS: { [Key in keyof Config]: Setting<Config[Key]> } = {
  databaseUrl: {
    name: "DATABASE_URL",
    meaning: "PostgreSQL to use, 15 or newer. Absent: an embedded one under DATA_DIR.",
    wanted: "a URL such as postgres://user:password@host:5432/database",
    secret: true,
    neededInProduction: true,
    schema: postgresUrl(),
  },
  databaseReadUrl: {
    name: "DATABASE_READ_URL",
    meaning:
      "PostgreSQL to read from, where the login of DATABASE_URL may not make roles. Absent: DATABASE_URL.",
    wanted: "a URL such as postgres://reader:password@host:5432/database",
    secret: true,
    schema: postgresUrl(),
  },
  dataDir: {
    name: "DATA_DIR",
    meaning: "Folder of the embedded PostgreSQL and of the secrets made at the first start.",
    wanted: "a folder",
    default: ".data",
    schema: z.string().min(1),
  },
  host: {
    name: "HOST",
    meaning: "Address to listen on.",
    wanted: "an address or a host name",
    default: "127.0.0.1",
    schema: z.string().regex(/^[^\s/]+$/),
  },
  port: {
    name: "PORT",
    meaning: "Port to listen on; 0 takes any free one.",
    wanted: "a whole number from 0 to 65535",
    default: "4000",
    schema: wholeNumber(0, 65_535),
  },
  trustProxy: {
    name: "TRUST_PROXY",
    meaning: "Whose X-Forwarded headers to believe: off, on, a number of hops, or addresses and networks.",
    wanted: "off, on, a number of hops, or a comma-separated list of addresses and networks",
    default: "off",
    schema: z
      .string()
      .transform(trustedProxies)
      .pipe(z.union([z.boolean(), z.number(), z.array(z.string())])),
  },
  signingSecrets: {
    name: "TERRA_SIGNING_SECRETS",
    meaning: "Comma-separated signing secrets of Terra's destinations: old and new during rotation.",
    wanted: "secrets separated by commas, none of them empty or with a space in it",
    secret: true,
    neededInProduction: true,
    schema: list(),
  },
  devIds: {
    name: "TERRA_DEV_IDS",
    meaning: "Comma-separated dev-ids to accept. Absent: all.",
    wanted: "dev-ids separated by commas, none of them empty or with a space in it",
    schema: list(),
  },
  adminKey: {
    name: "TERRARIUM_ADMIN_KEY",
    meaning: "The admin API key, sent as `Authorization: Bearer <key>`.",
    wanted: "visible ASCII characters without spaces, since it is sent in a header",
    secret: true,
    neededInProduction: true,
    schema: z
      .string()
      .regex(/^[\x21-\x7e]+$/)
      .optional()
      .transform(orNull),
  },
  authJwksUrl: {
    name: "AUTH_JWKS_URL",
    meaning:
      "Where the issuer of end users' tokens publishes its keys, for EdDSA, ES256 and RS256. Absent, and AUTH_JWT_SECRET too: end users have no tokens.",
    wanted: "a URL with https, such as https://issuer.example/.well-known/jwks.json; http for this machine",
    schema: keysUrl(),
  },
  authJwtSecret: {
    name: "AUTH_JWT_SECRET",
    meaning: "Instead of AUTH_JWKS_URL: the secret that the issuer shares, for HS256.",
    wanted: "a secret of at least 32 bytes that the issuer signs with, and no public key",
    secret: true,
    schema: z
      .string()
      .refine((text) => Buffer.byteLength(text) >= 32 && !isPublicKey(text))
      .optional()
      .transform(orNull),
  },
  authIssuer: {
    name: "AUTH_ISSUER",
    meaning: "The `iss` of end users' tokens, to the letter.",
    wanted: "the issuer as its tokens have it, such as https://issuer.example/",
    schema: z.string().optional().transform(orNull),
  },
  authAudiences: {
    name: "AUTH_AUDIENCE",
    meaning: "Comma-separated audiences: the `aud` of end users' tokens is or has one of them.",
    wanted: "audiences separated by commas, none of them empty or with a space in it",
    schema: list(),
  },
  authReferenceClaim: {
    name: "AUTH_REFERENCE_CLAIM",
    meaning: "The claim of end users' tokens that holds their `referenceId`, by its whole name.",
    wanted: "the name of a claim",
    default: "sub",
    schema: z.string().min(1),
  },
  maxBodyBytes: {
    name: "TERRARIUM_MAX_BODY_BYTES",
    meaning: "Largest webhook body, inflated, in bytes.",
    wanted: "a whole number from 1024 to 1073741824",
    default: String(32 * mebibyte),
    schema: wholeNumber(1024, 1024 * mebibyte),
  },
  signatureToleranceSeconds: {
    name: "TERRARIUM_SIGNATURE_TOLERANCE_SECONDS",
    meaning: "How far a signature's time may be from now, either way, before its delivery is flagged as old.",
    wanted: "a whole number from 1 to 604800",
    default: "300",
    schema: wholeNumber(1, 604_800),
  },
  rejectOldSignatures: {
    name: "TERRARIUM_REJECT_OLD_SIGNATURES",
    meaning: "Refuse deliveries with an old signature instead of flagging them.",
    wanted: "true or false",
    default: "false",
    schema: z.enum(["true", "false"]).transform((text) => text === "true"),
  },
  statementTimeoutMs: {
    name: "TERRARIUM_STATEMENT_TIMEOUT_MS",
    meaning: "Longest that one statement of a read may take, in milliseconds.",
    wanted: "a whole number from 10 to 600000",
    default: "10000",
    schema: wholeNumber(10, 600_000),
  },
  rowSecurity: {
    name: "TERRARIUM_ROW_SECURITY",
    meaning:
      "Whether PostgreSQL's row security, too, keeps reads to what the viewer may see: on, or off where no login can be had that it holds for.",
    wanted: "on or off",
    default: "on",
    schema: z.enum(["on", "off"]).transform((text) => text === "on"),
  },
  maxQueryDepth: {
    name: "TERRARIUM_MAX_QUERY_DEPTH",
    meaning: "Deepest GraphQL operation that is run, in fields within fields.",
    wanted: "a whole number from 1 to 1000",
    default: "12",
    schema: wholeNumber(1, 1000),
  },
  maxQueryTokens: {
    name: "TERRARIUM_MAX_QUERY_TOKENS",
    meaning: "Longest GraphQL document that is parsed, in tokens.",
    wanted: "a whole number from 10 to 1000000",
    default: "4000",
    schema: wholeNumber(10, 1_000_000),
  },
  corsOrigins: {
    name: "TERRARIUM_CORS_ORIGINS",
    meaning:
      "Comma-separated origins whose pages may ask over GraphQL, such as `https://app.example`; `*` for all. Absent: none but the gateway's own.",
    wanted:
      "* alone, or origins such as https://app.example, in small letters and without a path, separated by commas",
    schema: origins(),
  },
  requestsPerMinutePerKey: {
    name: "TERRARIUM_REQUESTS_PER_MINUTE_PER_KEY",
    meaning: "GraphQL operations a minute that one key, or one end user, may ask; 0 for any number.",
    default: "6000",
    ...perMinute,
  },
  requestsPerMinutePerAddress: {
    name: "TERRARIUM_REQUESTS_PER_MINUTE_PER_ADDRESS",
    meaning: "GraphQL operations a minute that may come from one address; 0 for any number.",
    default: "12000",
    ...perMinute,
  },
  failedKeysPerMinute: {
    name: "TERRARIUM_FAILED_KEYS_PER_MINUTE",
    meaning: "Wrong keys a minute from one address before none of it is looked at; 0 for any number.",
    default: "60",
    ...perMinute,
  },
  maxSockets: {
    name: "TERRARIUM_MAX_SOCKETS",
    meaning: "WebSockets and event streams that may be open at once.",
    default: "10000",
    ...atOnce,
  },
  maxSocketsPerKey: {
    name: "TERRARIUM_MAX_SOCKETS_PER_KEY",
    meaning: "WebSockets and event streams that one key, or one end user, may have open at once.",
    default: "200",
    ...atOnce,
  },
  maxSubscriptions: {
    name: "TERRARIUM_MAX_SUBSCRIPTIONS",
    meaning: "Subscriptions that may run at once.",
    default: "20000",
    ...atOnce,
  },
  maxSubscriptionsPerKey: {
    name: "TERRARIUM_MAX_SUBSCRIPTIONS_PER_KEY",
    meaning: "Subscriptions that one key, or one end user, may have running at once.",
    default: "1000",
    ...atOnce,
  },
  maxQueryAliases: {
    name: "TERRARIUM_MAX_QUERY_ALIASES",
    meaning: "Most aliases that a GraphQL operation may have, its fragments spread out.",
    wanted: "a whole number from 0 to 10000",
    default: "100",
    schema: wholeNumber(0, 10_000),
  },
  maxQueryCost: {
    name: "TERRARIUM_MAX_QUERY_COST",
    meaning: "Most that a GraphQL operation may cost: about one for each row that it asks for.",
    wanted: "a whole number from 1 to 1000000000",
    default: "250000",
    schema: wholeNumber(1, 1_000_000_000),
  },
  introspection: {
    name: "TERRARIUM_INTROSPECTION",
    meaning:
      "Whether the schema can be asked for over GraphQL. Absent: `true`, and `false` with NODE_ENV=production.",
    wanted: "true or false",
    schema: z
      .enum(["true", "false"])
      .optional()
      .transform((text) => (text === undefined ? null : text === "true")),
  },
  trustedDocuments: {
    name: "TERRARIUM_TRUSTED_DOCUMENTS",
    meaning:
      "JSON file of the only documents that end users may run, by their hashes. Absent: they may run any.",
    wanted: "the path of a manifest such as client/typescript/persisted-documents.json",
    schema: z.string().min(1).optional().transform(orNull),
  },
  logLevel: {
    name: "TERRARIUM_LOG_LEVEL",
    meaning: "Lowest level that is logged: debug, info, warn or error.",
    wanted: "debug, info, warn or error",
    default: "info",
    schema: z.enum(["debug", "info", "warn", "error"]),
  },
  queueBytes: {
    name: "TERRARIUM_QUEUE_BYTES",
    meaning: "Bytes of bodies that may wait to be stored before new ones are answered 503.",
    wanted: "a whole number from 1048576 to 17179869184",
    default: String(64 * mebibyte),
    schema: wholeNumber(mebibyte, 16_384 * mebibyte),
  },
  eraseDeauthenticatedHours: {
    name: "TERRARIUM_ERASE_DEAUTHENTICATED_HOURS",
    meaning:
      "Hours after which a connection that was disconnected is erased with all its data. Absent: never.",
    ...hoursToErase,
  },
  eraseRevokedHours: {
    name: "TERRARIUM_ERASE_REVOKED_HOURS",
    meaning:
      "Hours after which a connection whose access was withdrawn at the provider is erased with all its data. Absent: never.",
    ...hoursToErase,
  },
  eraseDegradedHours: {
    name: "TERRARIUM_ERASE_DEGRADED_HOURS",
    meaning:
      "Hours of trouble at the provider after which a connection is erased with all its data. Absent: never.",
    ...hoursToErase,
  },
  fetchPrivateAddresses: {
    name: "TERRARIUM_FETCH_PRIVATE_ADDRESSES",
    meaning: "Allow payload URLs on private and loopback addresses.",
    wanted: "true or false",
    default: "false",
    schema: z.enum(["true", "false"]).transform((text) => text === "true"),
  },
  healthcheckOverdueSeconds: {
    name: "TERRARIUM_HEALTHCHECK_OVERDUE_SECONDS",
    meaning:
      "Without a healthcheck of Terra's for so long, once one has come, a warning is shown; 0 for none. How often Terra sends them is not documented.",
    wanted: "a whole number from 0 to 2592000",
    // Six hours: Terra mails a first warning after some eight, and disables a destination after a day.
    default: "21600",
    schema: wholeNumber(0, 2_592_000),
  },
  keepDeliveriesDays: {
    name: "TERRARIUM_KEEP_DELIVERIES_DAYS",
    meaning: "Days for which deliveries are kept as they came, to be replayed; those not settled stay.",
    wanted: "a whole number from 2 to 36500",
    default: "30",
    schema: wholeNumber(2, 36_500),
  },
  production: {
    name: "NODE_ENV",
    meaning:
      "`production` refuses to start without DATABASE_URL, TERRA_SIGNING_SECRETS and TERRARIUM_ADMIN_KEY.",
    wanted: "production, development or test",
    default: "development",
    schema: z.enum(["production", "development", "test"]).transform((text) => text === "production"),
  },
};
