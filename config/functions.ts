import { qualifiedRoleName, roleArn } from "./arns";
import { FUNCTION_PARTS, type FunctionPart, OWNER_KEYS } from "./function-parts";
import { functionVariables, meterVariables, readerVariables, switcherVariables } from "./function-variables";
import { fromLoaded } from "./loaded";
import { accountOf, regionOf } from "./placement";
import type { ConsumerConfig, Environment, FunctionConfig } from "./schema";

export type { FunctionPart };

/** The role that a function runs under. */
export interface FunctionRole {
  readonly roleName: string;
  readonly rolePath: string;
  readonly permissionsBoundaryArn?: string | undefined;
}

/** A function of an environment, with everything known about it before it is deployed. */
export interface ConfiguredFunction {
  readonly part: FunctionPart;
  /** Key of the consumer that it belongs to. */
  readonly consumer: string;
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
  readonly role: FunctionRole;
  /** ARN of the role. */
  readonly roleArn: string;
  readonly config: FunctionConfig;
  /** Whether it imports the module `cross-account` from the Lambda layer. */
  readonly layered: boolean;
  /** Its environment variables, as they are deployed. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The functions of an environment, in the order of the file. */
export function functionsOf(environment: Environment): ConfiguredFunction[] {
  return Object.keys(environment.consumers).flatMap((consumer) => functionsOfConsumer(environment, consumer));
}

/** The functions of one consumer: the stream handler, and the reader API, account switcher and usage meter if it has them. */
export function functionsOfConsumer(environment: Environment, consumer: string): ConfiguredFunction[] {
  const config = consumerOf(environment, consumer);
  const { id: accountId } = accountOf(config, environment);
  const region = regionOf(config, environment);
  return FUNCTION_PARTS.flatMap((part) => {
    const found = partOf(config, part);
    if (found === undefined) return [];
    const { role, config: functionConfig } = found;
    return [
      {
        part,
        consumer,
        accountId,
        region,
        role,
        roleArn: roleArn(accountId, qualifiedRoleName(role), region),
        config: functionConfig,
        layered: part === "reader-api" || part === "account-switcher",
        variables: {
          ...functionVariables(functionConfig),
          ...variablesOf(environment, config, part),
          ...functionConfig.environment,
        },
      },
    ];
  });
}

/** A consumer's function and its role, if the consumer has that part. */
export function partOf(
  consumer: ConsumerConfig,
  part: FunctionPart,
): { readonly role: FunctionRole; readonly config: FunctionConfig } | undefined {
  const key = OWNER_KEYS[part];
  const owner = key === undefined ? consumer : consumer[key];
  return owner && { role: owner, config: owner.function };
}

function variablesOf(
  environment: Environment,
  { readerApi, accountSwitcher, usageMeter }: ConsumerConfig,
  part: FunctionPart,
): Record<string, string> {
  if (part === "reader-api" && readerApi) return readerVariables(environment, readerApi);
  if (part === "usage-meter" && usageMeter) return meterVariables(usageMeter);
  return part === "account-switcher" && accountSwitcher ? switcherVariables(accountSwitcher) : {};
}

function consumerOf({ consumers }: Environment, key: string): ConsumerConfig {
  return fromLoaded(consumers[key], `consumers.${key}`);
}
