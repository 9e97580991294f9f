import type { SynthesizedPolicy } from "../synthesized/policies";
import { substitute } from "../synthesized/references";
import { type PlacedElement, resourcesOf, type Stack } from "../synthesized/stack-json";
import type { Resource } from "./access-model";

/** What is told of a resource by its own JSON. */
export type Described = Pick<Resource, "label" | "kind" | "arn" | "policy" | "tableName">;
type Describe = (
  placed: PlacedElement,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
) => Described[];

/** How each type of resource is read. */
export const RESOURCES: readonly { readonly type: string; readonly describe: Describe }[] = [
  { type: "aws_dynamodb_table", describe: tableAndStream },
  { type: "aws_kms_key", describe: key },
  { type: "aws_s3_bucket", describe: bucket },
  { type: "aws_cloudwatch_log_group", describe: logGroup },
];

function tableAndStream(
  placed: PlacedElement,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
): Described[] {
  const tableName = String(placed.element.name);
  const table: Described = {
    label: `table ${tableName}`,
    kind: "table",
    arn: arnOf(placed, "arn", stacks),
    tableName,
  };
  if (placed.element.stream_enabled !== true) return [table];
  const streamArn = arnOf(placed, "stream_arn", stacks);
  const policy = policies.find(({ kind, attachedTo }) => kind === "stream" && attachedTo === streamArn);
  const stream: Described = {
    label: `stream of ${tableName}`,
    kind: "stream",
    arn: streamArn,
    tableName,
    ...(policy && { policy: asNamed(policy) }),
  };
  return [stream, table];
}

function key(
  placed: PlacedElement,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
): Described[] {
  const policy = policies.find(
    ({ kind, stack, address }) =>
      kind === "key" && stack === placed.stack && address === `aws_kms_key.${placed.name}`,
  );
  const tableName = tableEncryptedWith(placed);
  return [
    {
      label: `key ${placed.name} of ${placed.stack.name}`,
      kind: "key",
      arn: arnOf(placed, "arn", stacks),
      ...(tableName !== undefined && { tableName }),
      ...(policy && { policy: asNamed(policy) }),
    },
  ];
}

function tableEncryptedWith({ stack, name }: PlacedElement): string | undefined {
  const table = resourcesOf([stack], "aws_dynamodb_table").find(({ element }) =>
    JSON.stringify(element.server_side_encryption ?? null).includes(`\${aws_kms_key.${name}.arn}`),
  );
  return table && String(table.element.name);
}

function bucket(
  placed: PlacedElement,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
): Described[] {
  const name = String(placed.element.bucket);
  const policy = policies.find(({ kind, attachedTo }) => kind === "bucket" && attachedTo === name);
  const arn = arnOf(placed, "arn", stacks);
  return [{ label: `bucket ${name}`, kind: "bucket", arn, ...(policy && { policy: asNamed(policy) }) }];
}

function logGroup(
  placed: PlacedElement,
  _policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
): Described[] {
  const arn = arnOf(placed, "arn", stacks);
  return [{ label: `log group ${placed.element.name}`, kind: "log group", arn }];
}

function arnOf({ stack, type, name }: PlacedElement, attribute: string, stacks: readonly Stack[]): string {
  return substitute(`\${${type}.${name}.${attribute}}`, stack, stacks);
}

function asNamed({ stack, address, document }: SynthesizedPolicy) {
  return { name: `${stack.name} ${address}`, document };
}
