import { type Draft, entriesOf } from "../draft";
import type { FunctionPart } from "../function-parts";
import { METER_VARIABLES, READER_VARIABLES, SWITCHER_VARIABLES } from "../function-variables";
import { FUNCTION_ENVIRONMENT_BYTES } from "../limits";
import { error, type Path, type Problem } from "../problem";
import { redirecting, secret } from "./dangerous-variables";
import { functionsIn } from "./parts";

/** Lambda Developer Guide, environment variables: the reserved ones. Other AWS_ variables may be set. */
const RESERVED = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
]);

/** Variables that the stack sets itself, from settings that checks and policies depend on. */
const OWN: Readonly<Record<FunctionPart, readonly string[]>> = {
  "stream-handler": [],
  "reader-api": READER_VARIABLES,
  "account-switcher": SWITCHER_VARIABLES,
  "usage-meter": METER_VARIABLES,
};

/** Environment variables that Lambda rejects, that the stack sets itself, or that make the function unsafe. */
export function checkFunctionEnvironments(draft: Draft): Problem[] {
  return functionsIn(draft).flatMap(({ path, owner, part }) => {
    const place = [...path, "function", "environment"];
    const variables = entriesOf(owner.function?.environment);
    return [
      ...reserved(place, variables),
      ...redirecting(place, variables),
      ...own(place, variables, part),
      ...secret(place, variables),
      ...tooLarge(place, variables),
    ];
  });
}

function reserved(path: Path, variables: readonly [string, string][]): Problem[] {
  return variables
    .filter(([name]) => RESERVED.has(name))
    .map(([name]) => error([...path, name], "Lambda sets this variable itself", "Use another name"));
}

function own(path: Path, variables: readonly [string, string][], part: FunctionPart): Problem[] {
  return variables
    .filter(([name]) => OWN[part].includes(name))
    .map(([name]) =>
      error(
        [...path, name],
        "the stack sets this variable itself",
        "Change the settings it comes from instead",
      ),
    );
}

/** Lambda measures the variables as JSON. */
function tooLarge(path: Path, variables: readonly [string, string][]): Problem[] {
  const bytes = Buffer.byteLength(JSON.stringify(Object.fromEntries(variables)));
  const { max } = FUNCTION_ENVIRONMENT_BYTES;
  if (bytes <= max) return [];
  return [
    error(
      path,
      `the variables take ${bytes} bytes, and Lambda allows ${max}`,
      "Keep large values in a file beside the function or in Parameter Store",
    ),
  ];
}
