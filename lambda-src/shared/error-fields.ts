import { withoutSecrets } from "./without-secrets";

/** The fields of an error that may be logged. */
export interface ErrorFields {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/**
 * The fields of an error that may be logged: name, message and stack, without keys and tokens. All other properties are
 * left out, the cause included: errors of the AWS SDK can carry whole requests, responses and items. So is the message
 * of a SyntaxError, in which Node.js quotes the text that it could not parse.
 * @param secrets keys and tokens to remove besides the function's own
 */
export function errorFields(error: unknown, secrets?: readonly (string | undefined)[]): ErrorFields {
  if (!(error instanceof Error))
    return { name: typeof error, message: "Something other than an Error was thrown." };
  const { name, message, stack = "" } = error;
  if (error instanceof SyntaxError) return { name, message: "Not logged: it may quote data." };
  return { name, message: withoutSecrets(message, secrets), stack: withoutSecrets(stack, secrets) };
}
