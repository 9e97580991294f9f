/** The variables in which Lambda, or another runtime, passes the function's own keys and tokens. */
const SECRET = /^AWS_.*(KEY|TOKEN)/;

/** AWS STS API reference, Credentials: no access key ID is shorter. Shorter test values occur in ordinary words. */
const SHORTEST_SECRET = 16;

/**
 * Replaces the function's own keys and tokens in a text: AWS quotes the request's headers in its answer to a malformed
 * signature.
 * @param more further keys and tokens to replace
 */
export function withoutSecrets(text: string, more: readonly (string | undefined)[] = []): string {
  const own = Object.entries(process.env).map(([name, value]) => (SECRET.test(name) ? value : ""));
  return [...own, ...more].reduce<string>(
    (rest, secret = "") => (secret.length < SHORTEST_SECRET ? rest : rest.replaceAll(secret, "[secret]")),
    text,
  );
}
