/** Where Lambda gives a function its own credentials. */
const VARIABLES = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"] as const;

/** AWS STS API reference, Credentials: no access key ID is shorter. Shorter stand-ins are parts of other words, too. */
const SHORTEST_SECRET = 16;

/**
 * Strikes out the function's own keys and token: STS's answer to a signature that it does not understand quotes the
 * request's headers.
 */
export function withoutOwnSecrets(
  text: string,
  variables: Readonly<Record<string, string | undefined>>,
): string {
  const secrets = VARIABLES.map((name) => variables[name] ?? "");
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
}
