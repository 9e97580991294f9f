import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { DescribeKeyCommand, type DescribeKeyCommandOutput } from "@aws-sdk/client-kms";
import type { Settings } from "../../inventory/stack-inventory";
import { apiNamed, apisOf } from "./account-apis";
import { type DeployedStack, expectedOf } from "./deployed-stack";
import { existingTables } from "./existing-tables";
import { versionsOf } from "./layers";
import { type Read, valueIn } from "./notes";

/** What references to elements of a stack stand for, by address and attribute. */
export type References = ReadonlyMap<string, string>;

/** The ID of an API that is not there, or that nobody could read. */
export const UNKNOWN_API = "API";

/** Reads what only AWS knows: streams, keys, APIs and versions of layers. All else follows from the file. */
export async function referencesOf(stack: DeployedStack): Promise<References> {
  const { accountId, region, partition } = stack;
  const arn = (service: string, suffix: string, where = region) =>
    `arn:${partition}:${service}:${where}:${accountId}:${suffix}`;
  const named = (type: string, attributesOf: (settings: Settings) => Record<string, string>) =>
    expectedOf(stack, type).flatMap(({ address, settings }) =>
      Object.entries(attributesOf(settings)).map(([name, value]) => [`${address}.${name}`, value] as const),
    );
  return new Map([
    ...named("aws_iam_role", ({ name, path = "/" }) => ({
      id: String(name),
      name: String(name),
      arn: arn("iam", `role${path}${name}`, ""),
    })),
    ...named("aws_iam_policy", ({ name, path = "/" }) => ({ arn: arn("iam", `policy${path}${name}`, "") })),
    ...named("aws_dynamodb_table", ({ name }) => ({
      id: String(name),
      name: String(name),
      arn: arn("dynamodb", `table/${name}`),
    })),
    ...existingTables(stack).flatMap(({ address, settings: { name } }) => [
      [`${address}.name`, String(name)] as const,
      [`${address}.arn`, arn("dynamodb", `table/${name}`)] as const,
    ]),
    ...named("aws_lambda_function", ({ function_name: name }) => ({
      function_name: String(name),
      arn: arn("lambda", `function:${name}`),
      invoke_arn: `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${arn("lambda", `function:${name}`)}/invocations`,
    })),
    ...named("aws_cloudwatch_log_group", ({ name }) => ({
      name: String(name),
      arn: arn("logs", `log-group:${name}`),
    })),
    ...(await executionArns(stack, (id) => arn("execute-api", id))),
    ...(await streams(stack, (name) => arn("dynamodb", `table/${name}`))),
    ...(await keys(stack)),
    ...(await layers(stack, (name) => arn("lambda", `layer:${name}`))),
  ]);
}

async function executionArns(
  stack: DeployedStack,
  arnOf: (id: string) => string,
): Promise<[string, string][]> {
  const expected = expectedOf(stack, "aws_apigatewayv2_api");
  if (expected.length === 0) return [];
  const apis = (await apisOf(stack)) ?? [];
  return expected.map(({ address, settings }) => [
    `${address}.execution_arn`,
    arnOf(apiNamed(apis, settings.name)?.ApiId ?? UNKNOWN_API),
  ]);
}

/** Of a table that is gone, or never had a stream, only the label of its stream stays unknown. */
async function streams(stack: DeployedStack, arnOf: (name: string) => string): Promise<[string, string][]> {
  const tables = [...expectedOf(stack, "aws_dynamodb_table"), ...existingTables(stack)];
  const found = tables.map(async ({ address, settings }) => {
    const TableName = String(settings.name);
    const read = await stack.notes.read(`stream of table ${TableName}`, () =>
      stack.reader.dynamodb.send(new DescribeTableCommand({ TableName })),
    );
    const unlabelled = `${arnOf(TableName)}/stream/\${label of the stream of ${TableName}}`;
    const arn = valueIn(read)?.Table?.LatestStreamArn ?? unlabelled;
    return [`${address}.stream_arn`, arn] as [string, string];
  });
  return Promise.all(found);
}

/** A key of the stack is found by its alias, whatever the table uses. */
async function keys(stack: DeployedStack): Promise<[string, string][]> {
  const found = expectedOf(stack, "aws_kms_alias").map(async ({ settings }) => {
    const read = await readAlias(stack, String(settings.name));
    const { Arn, KeyId: id } = valueIn(read)?.KeyMetadata ?? {};
    const [, address] = /^\$\{(.+)\.key_id\}$/.exec(String(settings.target_key_id)) ?? [];
    if (Arn === undefined || id === undefined || address === undefined) return [];
    return [
      [`${address}.arn`, Arn],
      [`${address}.key_id`, id],
    ] as [string, string][];
  });
  return (await Promise.all(found)).flat();
}

/** The key that an alias stands for. */
export function readAlias(
  { reader, notes }: DeployedStack,
  alias: string,
): Promise<Read<DescribeKeyCommandOutput>> {
  return notes.read(`key ${alias}`, () => reader.kms.send(new DescribeKeyCommand({ KeyId: alias })));
}

async function layers(stack: DeployedStack, arnOf: (name: string) => string): Promise<[string, string][]> {
  const found = expectedOf(stack, "aws_lambda_layer_version").map(async ({ address, settings }) => {
    const name = String(settings.layer_name);
    const read = await stack.notes.read(`layer ${name}`, () => versionsOf(stack, name));
    const [newest] = valueIn(read) ?? [];
    return newest === undefined ? [] : [[`${address}.arn`, `${arnOf(name)}:${newest}`] as [string, string]];
  });
  return (await Promise.all(found)).flat();
}
