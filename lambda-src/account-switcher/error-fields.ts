/** What the SDK's clients sign with, and what must not be logged. */
interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** What of the function's own credentials must never stand in a log. */
export function ownSecrets(variables: Readonly<Record<string, string | undefined>>): string[] {
  const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "", AWS_SESSION_TOKEN } = variables;
  return secretsOf({
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN,
  });
}

/** What of credentials must never stand in a log. */
export function secretsOf({ accessKeyId, secretAccessKey, sessionToken }: Credentials): string[] {
  return [accessKeyId, secretAccessKey, sessionToken ?? ""].filter((secret) => secret !== "");
}

/**
 * What may be logged of an error. Its other properties stay out: those of the AWS SDK can hold the whole request.
 * Some of AWS's messages quote the request's `Authorization`, and so a key: what is known to be secret is struck out.
 */
export function errorFields(error: unknown, secrets: readonly string[]) {
  if (!(error instanceof Error))
    return { name: typeof error, message: "Something other than an Error was thrown." };
  const message = secrets.reduce((text, secret) => text.replaceAll(secret, "[secret]"), error.message);
  return { name: error.name, message };
}
