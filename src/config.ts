/** Reading the settings: once, at the start, and nowhere else. */
import { TerrariumError } from "./errors.ts";
import { type Config, SETTINGS, type Setting } from "./settings.ts";

/** How names of ours begin, beside those that everybody uses. */
const OURS = /^(TERRARIUM|TERRA|AUTH)_/;

/** Every problem of the settings at once, one line each. */
export class BadSetting extends TerrariumError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super("BAD_SETTING", problems.join("\n"));
    this.problems = problems;
  }
}

/** This process's environment: the one place where it is read. */
export function environment(): Record<string, string | undefined> {
  return process.env;
}

/** @throws BadSetting with a line for every setting that is bad, missing or unknown. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const problems = [...unknownNames(env)];
  const read = <Value>(setting: Setting<Value>): Value | undefined => {
    const given = env[setting.name]?.trim() || undefined;
    const result = setting.schema.safeParse(given ?? setting.default);
    if (result.success) return result.data;
    problems.push(`${setting.name}: ${came(setting, given)} is not right; wanted: ${setting.wanted}.`);
    return undefined;
  };
  const config: { [Key in keyof Config]: Config[Key] | undefined } = {
    production: read(SETTINGS.production),
    databaseUrl: read(SETTINGS.databaseUrl),
    databaseReadUrl: read(SETTINGS.databaseReadUrl),
    dataDir: read(SETTINGS.dataDir),
    host: read(SETTINGS.host),
    port: read(SETTINGS.port),
    trustProxy: read(SETTINGS.trustProxy),
    signingSecrets: read(SETTINGS.signingSecrets),
    devIds: read(SETTINGS.devIds),
    adminKey: read(SETTINGS.adminKey),
    authJwksUrl: read(SETTINGS.authJwksUrl),
    authJwtSecret: read(SETTINGS.authJwtSecret),
    authIssuer: read(SETTINGS.authIssuer),
    authAudiences: read(SETTINGS.authAudiences),
    authReferenceClaim: read(SETTINGS.authReferenceClaim),
    maxBodyBytes: read(SETTINGS.maxBodyBytes),
    signatureToleranceSeconds: read(SETTINGS.signatureToleranceSeconds),
    rejectOldSignatures: read(SETTINGS.rejectOldSignatures),
    statementTimeoutMs: read(SETTINGS.statementTimeoutMs),
    rowSecurity: read(SETTINGS.rowSecurity),
    maxQueryDepth: read(SETTINGS.maxQueryDepth),
    maxQueryTokens: read(SETTINGS.maxQueryTokens),
    corsOrigins: read(SETTINGS.corsOrigins),
    requestsPerMinutePerKey: read(SETTINGS.requestsPerMinutePerKey),
    requestsPerMinutePerAddress: read(SETTINGS.requestsPerMinutePerAddress),
    failedKeysPerMinute: read(SETTINGS.failedKeysPerMinute),
    maxSockets: read(SETTINGS.maxSockets),
    maxSocketsPerKey: read(SETTINGS.maxSocketsPerKey),
    maxSubscriptions: read(SETTINGS.maxSubscriptions),
    maxSubscriptionsPerKey: read(SETTINGS.maxSubscriptionsPerKey),
    maxQueryAliases: read(SETTINGS.maxQueryAliases),
    maxQueryCost: read(SETTINGS.maxQueryCost),
    introspection: read(SETTINGS.introspection),
    trustedDocuments: read(SETTINGS.trustedDocuments),
    logLevel: read(SETTINGS.logLevel),
    queueBytes: read(SETTINGS.queueBytes),
    eraseDeauthenticatedHours: read(SETTINGS.eraseDeauthenticatedHours),
    eraseRevokedHours: read(SETTINGS.eraseRevokedHours),
    eraseDegradedHours: read(SETTINGS.eraseDegradedHours),
    fetchPrivateAddresses: read(SETTINGS.fetchPrivateAddresses),
    healthcheckOverdueSeconds: read(SETTINGS.healthcheckOverdueSeconds),
    keepDeliveriesDays: read(SETTINGS.keepDeliveriesDays),
  };
  problems.push(...unmatchedForTokens(env));
  if (config.production === true) problems.push(...missingInProduction(env));
  if (problems.length > 0 || !isWhole(config)) throw new BadSetting(problems);
  return config;
}

function isWhole(config: { [Key in keyof Config]: Config[Key] | undefined }): config is Config {
  return Object.values(config).every((value) => value !== undefined);
}

function came(setting: Setting<unknown>, given: string | undefined): string {
  if (given === undefined) return "nothing";
  return setting.secret ? `what came (${given.length} characters, not shown)` : JSON.stringify(given);
}

function missingInProduction(env: Record<string, string | undefined>): string[] {
  return Object.values(SETTINGS)
    .filter((setting) => setting.neededInProduction && !env[setting.name]?.trim())
    .map(({ name, wanted }) => `${name}: missing, and NODE_ENV=production needs it; wanted: ${wanted}.`);
}

// Tokens are set up wholly or not at all: half of it would look as if somebody could come in.
function unmatchedForTokens(env: Record<string, string | undefined>): string[] {
  const isGiven = ({ name }: { name: string }) => Boolean(env[name]?.trim());
  const { authJwksUrl, authJwtSecret, authIssuer, authAudiences, authReferenceClaim } = SETTINGS;
  const keys = [authJwksUrl, authJwtSecret];
  if (keys.every(isGiven))
    return [`${authJwtSecret.name}: came beside ${authJwksUrl.name}; wanted: one of the two.`];
  const key = keys.find(isGiven);
  if (key)
    return [authIssuer, authAudiences]
      .filter((setting) => !isGiven(setting))
      .map(({ name, wanted }) => `${name}: missing, and ${key.name} needs it; wanted: ${wanted}.`);
  return [authIssuer, authAudiences, authReferenceClaim]
    .filter(isGiven)
    .map(({ name }) => `${name}: of no use alone; wanted: ${authJwksUrl.name} or ${authJwtSecret.name} too.`);
}

// A misspelt name with our prefix would otherwise be a setting that silently does nothing.
function unknownNames(env: Record<string, string | undefined>): string[] {
  const known = new Set(Object.values(SETTINGS).map(({ name }) => name));
  return Object.keys(env)
    .filter((name) => OURS.test(name) && !known.has(name))
    .sort()
    .map((name) => `${name}: no setting has this name; wanted: one of ${ours([...known])}.`);
}

function ours(names: string[]): string {
  return names.filter((name) => OURS.test(name)).join(", ");
}
