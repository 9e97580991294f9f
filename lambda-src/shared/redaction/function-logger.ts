import { Logger } from "@aws-lambda-powertools/logger";
import { errorFields } from "./error-fields";
import { redactText } from "./redact-text";

/** The options of Powertools' logger that tests set. */
export type LoggerOptions = Pick<
  NonNullable<ConstructorParameters<typeof Logger>[0]>,
  "logLevel" | "serviceName"
>;

/**
 * The logger of every function. No line holds a key, a token or data that an error quotes, whatever is logged: texts
 * pass `redactText`, errors `errorFields`. POWERTOOLS_SERVICE_NAME is the function's name in its logs.
 */
export function functionLogger(options: LoggerOptions = {}): Logger {
  return new Logger({ ...options, jsonReplacerFn: redacted });
}

/** Called for each value of a line before it is written. */
function redacted(_key: string, value: unknown): unknown {
  if (value instanceof Error) return errorFields(value);
  return typeof value === "string" ? redactText(value) : value;
}
