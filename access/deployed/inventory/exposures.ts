import {
  GetPolicyCommand,
  paginateListAliases,
  paginateListFunctionEventInvokeConfigs,
  paginateListFunctionUrlConfigs,
  paginateListVersionsByFunction,
} from "@aws-sdk/client-lambda";
import type { ExpectedStatement } from "../../inventory/stack-inventory";
import {
  additionalFinding,
  type DeployedFinding,
  type DeployedStack,
  type ExpectedElement,
  expectedOf,
  statementFindings,
  whyOf,
} from "./deployed-stack";
import { valueIn } from "./notes";
import { UNKNOWN_API } from "./references";

/** How a function can be reached, and where it sends what it returns: permissions, URLs and destinations. */
export async function exposureFindings(
  stack: DeployedStack,
  fn: ExpectedElement,
): Promise<DeployedFinding[]> {
  const name = String(fn.settings.function_name);
  const qualifiers = await qualifiersOf(stack, name);
  const permissions = [undefined, ...qualifiers].map((qualifier) =>
    permissionFindings(stack, fn, name, qualifier),
  );
  return [
    ...(await Promise.all(permissions)).flat(),
    ...(await urlFindings(stack, fn, name)),
    ...(await destinationFindings(stack, fn, name)),
  ];
}

/** Versions and aliases have policies of their own. */
async function qualifiersOf({ reader, notes }: DeployedStack, FunctionName: string): Promise<string[]> {
  const read = await notes.read(`versions and aliases of function ${FunctionName}`, async () => {
    const names: string[] = [];
    const client = reader.lambda;
    for await (const { Versions = [] } of paginateListVersionsByFunction({ client }, { FunctionName })) {
      names.push(...Versions.flatMap(({ Version = "$LATEST" }) => (Version === "$LATEST" ? [] : Version)));
    }
    for await (const { Aliases = [] } of paginateListAliases({ client }, { FunctionName })) {
      names.push(...Aliases.flatMap(({ Name }) => Name ?? []));
    }
    return names;
  });
  return valueIn(read) ?? [];
}

async function permissionFindings(
  stack: DeployedStack,
  { address }: ExpectedElement,
  FunctionName: string,
  Qualifier: string | undefined,
): Promise<DeployedFinding[]> {
  const qualified = [FunctionName, Qualifier].filter(Boolean).join(":");
  const read = await stack.notes.read(`permissions of function ${qualified}`, () =>
    stack.reader.lambda.send(new GetPolicyCommand({ FunctionName, Qualifier })),
  );
  if (read.kind === "unread") return [];
  const expected = expectedOf(stack, "aws_lambda_permission").filter(
    ({ settings }) => Qualifier === undefined && settings.function_name === FunctionName,
  );
  const place = {
    address: expected[0]?.address ?? "aws_lambda_permission",
    what: `of ${address}${Qualifier === undefined ? "" : `, ${Qualifier}`}`,
  };
  const policy = valueIn(read)?.Policy;
  return statementFindings(
    stack,
    place,
    expected.map((one) => permissionStatement(one, stack, FunctionName)),
    policy !== undefined && expected.some(isOfUnknownApi) ? withoutApiId(policy, stack) : policy,
  );
}

/** The statement that Lambda makes of a permission (Lambda Developer Guide, "Resource-based policies"). */
function permissionStatement(
  { settings: { action, principal, source_arn } }: ExpectedElement,
  { partition, region, accountId }: DeployedStack,
  name: string,
): ExpectedStatement {
  return {
    Effect: "Allow",
    Principal: { Service: String(principal) },
    Action: String(action),
    Resource: `arn:${partition}:lambda:${region}:${accountId}:function:${name}`,
    Condition: { ArnLike: { "AWS:SourceArn": String(source_arn) } },
  };
}

function isOfUnknownApi({ settings: { source_arn } }: ExpectedElement): boolean {
  return String(source_arn).includes(`:${UNKNOWN_API}/`);
}

/** AWS chooses the ID of an API: if it cannot be read, everything else of a route's ARN is known. */
function withoutApiId(policy: string, { region, accountId }: DeployedStack): string {
  return policy.replaceAll(
    new RegExp(`(:execute-api:${region}:${accountId}:)[a-z0-9]+/`, "g"),
    (_match, start: string) => `${start}${UNKNOWN_API}/`,
  );
}

async function urlFindings(
  stack: DeployedStack,
  { address }: ExpectedElement,
  FunctionName: string,
): Promise<DeployedFinding[]> {
  const read = await stack.notes.read(`URLs of function ${FunctionName}`, async () => {
    const urls: unknown[] = [];
    const pages = paginateListFunctionUrlConfigs({ client: stack.reader.lambda }, { FunctionName });
    for await (const { FunctionUrlConfigs = [] } of pages) {
      urls.push(...FunctionUrlConfigs.map(({ FunctionUrl, AuthType }) => ({ FunctionUrl, AuthType })));
    }
    return urls;
  });
  const why = "A URL lets everyone on the internet call the function whom it does not ask for credentials.";
  return (valueIn(read) ?? []).map((url) => additionalFinding(stack, `${address} URL`, url, why));
}

async function destinationFindings(
  stack: DeployedStack,
  { address }: ExpectedElement,
  FunctionName: string,
): Promise<DeployedFinding[]> {
  const read = await stack.notes.read(`destinations of function ${FunctionName}`, async () => {
    const destinations: unknown[] = [];
    const pages = paginateListFunctionEventInvokeConfigs({ client: stack.reader.lambda }, { FunctionName });
    for await (const { FunctionEventInvokeConfigs = [] } of pages) {
      destinations.push(...FunctionEventInvokeConfigs.map(({ DestinationConfig }) => DestinationConfig));
    }
    return destinations;
  });
  return (valueIn(read) ?? [])
    .filter((one) => JSON.stringify(one ?? {}).includes('"arn:'))
    .map((one) =>
      additionalFinding(stack, `${address} destination`, one, whyOf("aws_lambda_event_source_mapping.")),
    );
}
