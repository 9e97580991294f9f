import { EXISTING_TABLE, readsOwnTable } from "../synthesized/existing-tables";
import { policyIn, type SynthesizedPolicy } from "../synthesized/policies";
import { attributeOf } from "../synthesized/references";
import { resourcesOf, type SynthesizedResource } from "../synthesized/resources";
import type { Stack } from "../synthesized/stack";
import { isEncryptedWith } from "../synthesized/table-key";
import type { Resource } from "./access-model";
import { namedPolicy } from "./named-policy";

/** What a resource's own JSON says of it. */
export type Described = Pick<Resource, "label" | "kind" | "arn" | "policy" | "tableName">;
type Describe = (
  resource: SynthesizedResource,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
) => Described[];

/** How each type of resource is read. */
export const RESOURCES: readonly { readonly type: string; readonly describe: Describe }[] = [
  { type: "aws_dynamodb_table", describe: madeTable },
  { type: EXISTING_TABLE, describe: existingTable },
  { type: "aws_kms_key", describe: key },
  { type: "aws_s3_bucket", describe: bucket },
  { type: "aws_cloudwatch_log_group", describe: logGroup },
];

function madeTable(
  resource: SynthesizedResource,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
): Described[] {
  const [stream, table] = tableAndStream(resource, policies, stacks);
  return resource.element.stream_enabled === true ? [stream, table] : [table];
}

/** A plan fails if the table has no stream. */
function existingTable(
  resource: SynthesizedResource,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
): Described[] {
  return readsOwnTable(resource.element) ? [] : tableAndStream(resource, policies, stacks);
}

function tableAndStream(
  resource: SynthesizedResource,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
): [stream: Described, table: Described] {
  const tableName = String(resource.element.name);
  const table: Described = {
    label: `table ${tableName}`,
    kind: "table",
    arn: attributeOf(resource, "arn", stacks),
    tableName,
  };
  const streamArn = attributeOf(resource, "stream_arn", stacks);
  const policy = policies.find(({ kind, attachedTo }) => kind === "stream" && attachedTo === streamArn);
  const stream: Described = {
    label: `stream of ${tableName}`,
    kind: "stream",
    arn: streamArn,
    tableName,
    ...(policy && { policy: namedPolicy(policy) }),
  };
  return [stream, table];
}

function key(
  resource: SynthesizedResource,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
): Described[] {
  const policy = policyIn(resource, "key", policies);
  const table = resourcesOf([resource.stack], "aws_dynamodb_table").find((one) =>
    isEncryptedWith(one, resource.address),
  );
  return [
    {
      label: `key ${resource.name} of ${resource.stack.name}`,
      kind: "key",
      arn: attributeOf(resource, "arn", stacks),
      ...(table && { tableName: String(table.element.name) }),
      ...(policy && { policy: namedPolicy(policy) }),
    },
  ];
}

function bucket(
  resource: SynthesizedResource,
  policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
): Described[] {
  const name = String(resource.element.bucket);
  const policy = policies.find(({ kind, attachedTo }) => kind === "bucket" && attachedTo === name);
  const arn = attributeOf(resource, "arn", stacks);
  return [{ label: `bucket ${name}`, kind: "bucket", arn, ...(policy && { policy: namedPolicy(policy) }) }];
}

function logGroup(
  resource: SynthesizedResource,
  _policies: readonly SynthesizedPolicy[],
  stacks: readonly Stack[],
): Described[] {
  const arn = attributeOf(resource, "arn", stacks);
  return [{ label: `log group ${resource.element.name}`, kind: "log group", arn }];
}
