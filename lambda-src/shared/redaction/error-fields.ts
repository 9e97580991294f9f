import { loggableMessage } from "./loggable-message";
import { redactText } from "./redact-text";

/** The fields of an error that may be logged. */
export interface ErrorFields {
  readonly name: string;
  readonly message: string;
  /** Where the error was made; absent if that cannot be told apart from its message. */
  readonly stack?: string;
}

/**
 * The fields of an error that may be logged: name, message and stack, without keys, tokens and quoted data. All other
 * properties are left out, the cause included: errors of the AWS SDK can carry whole requests, responses and items.
 */
export function errorFields(error: unknown): ErrorFields {
  if (!(error instanceof Error))
    return { name: typeof error, message: "Something other than an Error was thrown." };
  const name = redactText(String(error.name));
  const message = redactText(loggableMessage(error));
  const frames = framesOf(error);
  return {
    name,
    message,
    ...(frames !== undefined && { stack: `${name}: ${message}${redactText(frames)}` }),
  };
}

/** The stack without its head, where the message stands once more, as it was when the error was made. */
function framesOf({ message, stack = "" }: Error): string | undefined {
  const head = message === "" ? "" : `: ${message}`;
  const start = message === "" ? stack.indexOf("\n") : stack.indexOf(head);
  if (start === -1) return undefined;
  const frames = stack.slice(start + head.length);
  return /^(\n {4}at [^\n]+)*$/.test(frames) ? frames : undefined;
}
