import {
  type FunctionConfiguration,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  paginateListFunctions,
} from "@aws-sdk/client-lambda";
import type { Settings } from "../../inventory/stack-inventory";
import {
  additionalFinding,
  type DeployedFinding,
  type DeployedStack,
  type ExpectedElement,
  expectedOf,
  missingFinding,
  settingFindings,
  whyOf,
} from "./deployed-stack";
import { exposureFindings } from "./exposures";
import { valueIn } from "./notes";

/** Functions of the file, how they can be reached, and other functions that run under their roles. */
export async function functionFindings(stack: DeployedStack): Promise<DeployedFinding[]> {
  const functions = expectedOf(stack, "aws_lambda_function");
  if (functions.length === 0) return [];
  const findings = await Promise.all(functions.map((fn) => findingsOf(stack, fn)));
  return [...findings.flat(), ...(await othersUnderRoles(stack, functions))];
}

async function findingsOf(stack: DeployedStack, fn: ExpectedElement): Promise<DeployedFinding[]> {
  const { reader, notes } = stack;
  const FunctionName = String(fn.settings.function_name);
  const read = await notes.read(`function ${FunctionName}`, () =>
    reader.lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
  );
  if (read.kind === "absent") return [missingFinding(stack, fn)];
  if (read.kind === "unread") return [];
  const concurrency = await notes.read(`reserved concurrency of function ${FunctionName}`, () =>
    reader.lambda.send(new GetFunctionConcurrencyCommand({ FunctionName })),
  );
  const reserved =
    concurrency.kind === "unread"
      ? {}
      : { reserved_concurrent_executions: valueIn(concurrency)?.ReservedConcurrentExecutions };
  return [
    ...settingFindings(stack, fn, { ...settingsOf(read.value, fn), ...reserved }),
    ...(await exposureFindings(stack, fn)),
  ];
}

function settingsOf(found: FunctionConfiguration, { settings }: ExpectedElement): Settings {
  const { Role, Runtime, Handler, Layers = [], Environment, TracingConfig, LoggingConfig } = found;
  return {
    role: Role,
    runtime: Runtime,
    handler: Handler,
    layers: Layers.length > 0 ? Layers.map(({ Arn }) => Arn) : undefined,
    environment: environmentOf(Environment?.Variables, settings),
    tracing_config: { mode: TracingConfig?.Mode },
    logging_config: {
      log_format: LoggingConfig?.LogFormat,
      application_log_level: LoggingConfig?.ApplicationLogLevel,
      log_group: LoggingConfig?.LogGroup,
    },
  };
}

/** A function without variables has no block of them, however the file's side writes that down. */
function environmentOf(variables: Settings = {}, { environment }: Settings): Settings | undefined {
  return Object.keys(variables).length === 0 && environment === undefined ? undefined : { variables };
}

async function othersUnderRoles(
  stack: DeployedStack,
  functions: readonly ExpectedElement[],
): Promise<DeployedFinding[]> {
  const { reader, notes, accountId } = stack;
  const read = await notes.read(`functions of account ${accountId}`, async () => {
    const all: FunctionConfiguration[] = [];
    for await (const page of paginateListFunctions({ client: reader.lambda }, {})) {
      all.push(...(page.Functions ?? []));
    }
    return all;
  });
  const names = functions.map(({ settings }) => settings.function_name);
  const roles = functions.map(({ settings }) => settings.role);
  return (valueIn(read) ?? [])
    .filter(({ FunctionName, Role }) => roles.includes(Role) && !names.includes(FunctionName))
    .map(({ FunctionName, Role }) =>
      additionalFinding(
        stack,
        `aws_lambda_function ${FunctionName}`,
        { function_name: FunctionName, role: Role },
        whyOf("aws_lambda_function."),
      ),
    );
}
