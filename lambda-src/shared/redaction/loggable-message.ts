/** What is logged in place of a message. */
export const WITHHELD = "Not logged: it may quote data.";

/** AWS quotes the request, with keys, tokens and values, in the messages of errors about its signature. */
const SIGNATURE_ERROR = /^(SignatureDoesNotMatch|InvalidSignature|IncompleteSignature)/;

/** AWS quotes values, such as those of an item, in the messages of errors about parameters. */
const VALUE_ERROR = /^(Validation|Serialization|InvalidParameter)/;

/** How messages of DynamoDB about parameters begin. What follows the colon may quote values. */
const VALUE_FREE = new Set([
  "Invalid ConditionExpression",
  "Invalid FilterExpression",
  "Invalid KeyConditionExpression",
  "Invalid ProjectionExpression",
  "Invalid UpdateExpression",
  "Item size has exceeded the maximum allowed size",
  "One or more parameter values were invalid",
  "The provided key element does not match the schema",
  "The provided starting key is invalid",
  "The table does not have the specified index",
]);

/** How many causes are followed. */
const DEEPEST = 10;

/**
 * The part of an error's message that holds no data: nothing of a SyntaxError, in which Node.js quotes the text that it
 * could not parse; the first words of an error of AWS about values. Causes are treated alike where a message repeats
 * theirs.
 */
export function loggableMessage(error: Error): string {
  const own = ownMessage(error);
  const quotes = causesOf(error).filter(
    (cause) => cause.message !== "" && ownMessage(cause) !== cause.message,
  );
  return quotes.reduce((rest, cause) => rest.replaceAll(cause.message, ownMessage(cause)), own);
}

function ownMessage(error: Error): string {
  const { name, message } = error;
  if (error instanceof SyntaxError || name === "SyntaxError" || SIGNATURE_ERROR.test(name)) return WITHHELD;
  if (VALUE_ERROR.test(name)) return withoutValues(message);
  // Node.js's own checks of arguments end with the value: `… must be of type string. Received 'value'`.
  return "code" in error && String(error.code).startsWith("ERR_")
    ? message.replace(/\bReceived .*$/s, "Received [data]")
    : message;
}

function withoutValues(message: string): string {
  const [start = ""] = message.split(/[:;.(]/, 1);
  return VALUE_FREE.has(start.trim()) ? start.trim() : WITHHELD;
}

function causesOf(error: Error): Error[] {
  const causes: Error[] = [];
  let next: unknown = error.cause;
  while (next instanceof Error && causes.length < DEEPEST) {
    causes.push(next);
    next = next.cause;
  }
  return causes;
}
