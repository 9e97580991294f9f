import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from "@smithy/types";

/** The variables in which Lambda, or another runtime, passes the function's own keys and tokens. */
const SECRET = /^AWS_.*(KEY|TOKEN)/;

/** AWS STS API reference, Credentials: no access key ID is shorter. Shorter test values occur in ordinary words. */
const SHORTEST_SECRET = 16;

/** How many sessions are kept: the current one, and the one before it, whose late errors may still be logged. */
const SESSIONS_KEPT = 2;

const sessions: AwsCredentialIdentity[] = [];

/** Credentials of another role whose keys and tokens are kept out of the log from the moment they are handed out. */
export function watched(provider: AwsCredentialIdentityProvider): AwsCredentialIdentityProvider {
  return async (properties) => {
    const identity = await provider(properties);
    if (!sessions.includes(identity)) sessions.push(identity);
    sessions.splice(0, sessions.length - SESSIONS_KEPT);
    return identity;
  };
}

/** Drops the watched credentials, once nothing that they were used for can be logged any more. */
export function forgetSessions(): void {
  sessions.length = 0;
}

/** The keys and tokens of the function and of the watched sessions, the longest first: one may contain another. */
export function knownSecrets(): string[] {
  const own = Object.entries(process.env).map(([name, value]) => (SECRET.test(name) ? value : ""));
  const assumed = sessions.flatMap(({ accessKeyId, secretAccessKey, sessionToken }) => [
    accessKeyId,
    secretAccessKey,
    sessionToken,
  ]);
  return [...own, ...assumed]
    .filter((secret) => secret !== undefined)
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .sort((a, b) => b.length - a.length);
}
