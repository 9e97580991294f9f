import { Logger } from "@aws-lambda-powertools/logger";
import { errorFields } from "./error-fields";
import { knownSecrets } from "./known-secrets";
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
  let secrets: readonly string[] = [];
  const redacted = (key: string, value: unknown): unknown => {
    // A line begins with an empty key: what the function knows is asked once a line, not for each of its values.
    if (key === "") secrets = knownSecrets();
    if (value instanceof Error) return errorFields(value);
    return typeof value === "string" ? redactText(value, secrets) : value;
  };
  return new Logger({ ...options, jsonReplacerFn: redacted });
}
