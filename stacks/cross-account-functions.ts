import { FunctionApi } from "../constructs/function-api";
import { FunctionWithRole } from "../constructs/function-with-role";
import { LambdaLayer } from "../constructs/lambda-layer";
import type { AccountStack } from "./account-stack";
import { type ConsumerStackProps, type PlacedFunction, partOf } from "./consumer-props";
import { LAYER_ENTRY, LAYER_MODULE, packagingOf } from "./function-code";
import { functionProps } from "./props/functions";
import { readerApiProps } from "./props/reader-api";

/**
 * Adds the reader API and the account switcher, if the environment has them, and the layer that both use.
 * @returns ID of the reader API; undefined if there is none
 */
export function addCrossAccountFunctions(stack: AccountStack, props: ConsumerStackProps): string | undefined {
  const reader = partOf(props, "reader-api");
  const switcher = partOf(props, "account-switcher");
  if (!reader && !switcher) return undefined;
  const layerArn = addLayer(stack, props);
  const apiId = reader && addReader(stack, props, reader, layerArn);
  if (switcher) addSwitcher(stack, props, switcher, layerArn);
  return apiId;
}

/** @returns ARN of the layer's version */
function addLayer(stack: AccountStack, { config, bundle }: ConsumerStackProps): string {
  const { arn } = new LambdaLayer(stack, "cross-account-layer", {
    layerName: `${config.function.name}-cross-account`,
    // A new description would replace the layer's version.
    description: `The module ${LAYER_MODULE}: assumes roles of other accounts`,
    code: bundle(LAYER_ENTRY, "layer"),
  });
  stack.addOutput("cross_account_layer_arn", "ARN of the Lambda layer with the module cross-account.", arn);
  return arn;
}

/** @returns ID of the API */
function addReader(
  stack: AccountStack,
  { account, region, config, bundle }: ConsumerStackProps,
  reader: PlacedFunction,
  layerArn: string,
): string | undefined {
  if (!config.readerApi) return undefined;
  const fn = addFunction(stack, "reader", reader, {
    bundle,
    description: "Reads a DynamoDB table in another account",
    layerArn,
  });
  const api = new FunctionApi(
    stack,
    "reader-api",
    readerApiProps(config.readerApi, { accountId: account.id, region, fn }),
  );
  stack.addOutput("reader_api_url", "URL of the reader API.", api.url);
  stack.addOutput("reader_function_name", "Name of the reader API's function.", fn.functionName);
  stack.addOutput("reader_role_arn", "ARN of the execution role of the reader API's function.", fn.roleArn);
  stack.addOutput("reader_access_log_name", "Name of the access log's group.", api.accessLogGroupName);
  return api.apiId;
}

function addSwitcher(
  stack: AccountStack,
  { bundle }: ConsumerStackProps,
  switcher: PlacedFunction,
  layerArn: string,
): void {
  const fn = addFunction(stack, "switcher", switcher, {
    bundle,
    description: "Assumes a role in the account that the event names",
    layerArn,
  });
  stack.addOutput("switcher_function_name", "Name of the account switcher.", fn.functionName);
  stack.addOutput("switcher_role_arn", "ARN of the account switcher's execution role.", fn.roleArn);
}

interface CrossAccountFunction extends Pick<ConsumerStackProps, "bundle"> {
  readonly description: string;
  readonly layerArn: string;
}

/** A function that assumes roles of other accounts. */
function addFunction(
  stack: AccountStack,
  id: string,
  fn: PlacedFunction,
  { bundle, description, layerArn }: CrossAccountFunction,
): FunctionWithRole {
  const context = {
    code: bundle(fn.config.entry, packagingOf(fn)),
    description,
    // Name of the deployed policy: a new one would replace it.
    policyName: "reach-into-accounts",
    permissions: { assumeRoles: fn.assumes },
    layerArn,
  };
  return new FunctionWithRole(stack, id, functionProps(fn, context));
}
