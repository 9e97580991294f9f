import type { ConfiguredFunction } from "../../config/functions";
import type { Variables } from "./parse-variable";
import type { Unpacked } from "./unpack";

/** The destination of log lines in Lambda. */
export interface LogPlace {
  readonly logGroupName: string;
  readonly logStreamName: string;
}

/** The parts of the environment of a function's process. */
export interface ChildVariablesProps {
  readonly fn: ConfiguredFunction;
  readonly unpacked: Unpacked;
  readonly logPlace: LogPlace;
  /** Credentials and endpoints. */
  readonly access: Variables;
  /** Set by the user; these override all others. */
  readonly overrides: Variables;
}

/**
 * The whole environment of a function's process: the variables that Lambda sets (Lambda Developer Guide, "Defined runtime
 * environment variables"), and of this process's own environment only PATH.
 */
export function childVariables({
  fn,
  unpacked,
  logPlace,
  access,
  overrides,
}: ChildVariablesProps): Variables {
  const { config, region } = fn;
  return {
    ...fn.variables,
    PATH: process.env.PATH ?? "",
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    _HANDLER: "index.handler",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
    AWS_LAMBDA_FUNCTION_NAME: config.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memorySize),
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: logPlace.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: logPlace.logStreamName,
    AWS_LAMBDA_LOG_FORMAT: "JSON",
    AWS_LAMBDA_LOG_LEVEL: config.logLevel,
    LAMBDA_TASK_ROOT: unpacked.taskRoot,
    LAMBDA_RUNTIME_DIR: unpacked.runtimeFolder,
    ...(unpacked.layerModules !== undefined && { NODE_PATH: unpacked.layerModules }),
    // Not set by Lambda: no notice about the version of Node.js, and no metadata service.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    AWS_EC2_METADATA_DISABLED: "true",
    ...access,
    ...overrides,
  };
}
