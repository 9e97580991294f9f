import type { NamedPolicy, Principal, Resource } from "../../access/access-model";
import { EXISTING_TABLE } from "../../synthesized/existing-tables";
import { attributeOf } from "../../synthesized/references";
import { resourcesOf } from "../../synthesized/resources";
import type { AccessChange } from "../model/access-change";
import { principalOf, resourceOf } from "../model/judged-side";
import type { Sides } from "../model/sides";
import { sortedJson } from "../model/sorted-json";
import { placeOfPolicy, type ReviewInput, type Violation } from "./rule";

/**
 * Where access that is gained comes from: the policy that changes and decides it, or else the stack of the resource, or
 * of the principal. What belongs to no stack is named by its account.
 */
export function placeOfGain(
  { principal, resource, accountId, because }: AccessChange,
  { access, sides }: ReviewInput,
): Pick<Violation, "stack" | "address" | "accountId"> {
  const { before, after } = access;
  const who = after && principalOf(after, principal);
  const what = after && resourceOf(after, resource);
  const old = before
    ? [principalOf(before, principal), resourceOf(before, resource)].flatMap(policiesOf)
    : [];
  const known = new Set(old.map(sortedJson));
  const changed = [who, what].flatMap(policiesOf).filter((policy) => !known.has(sortedJson(policy)));
  const deciding = changed.find(({ name }) => because.includes(`(${name})`)) ?? changed[0];
  if (deciding) return placeOfPolicy(deciding.name);
  const stack = stackOf(what?.arn, sides) ?? stackOf(who?.arn, sides);
  if (stack !== undefined) return { stack };
  return accountId === undefined ? {} : { accountId };
}

function policiesOf(one: Principal | Resource | undefined): NamedPolicy[] {
  if (one === undefined) return [];
  if ("policies" in one) return one.kind === "role" ? [...one.policies] : [];
  return one.policy && one.hypothesis === undefined ? [one.policy] : [];
}

/** The attributes by which a resource of a stack is known to the report about access. */
const ARNS: readonly (readonly [type: string, attribute: string])[] = [
  ["aws_dynamodb_table", "arn"],
  ["aws_dynamodb_table", "stream_arn"],
  [EXISTING_TABLE, "arn"],
  [EXISTING_TABLE, "stream_arn"],
  ["aws_kms_key", "arn"],
  ["aws_s3_bucket", "arn"],
  ["aws_cloudwatch_log_group", "arn"],
  ["aws_iam_role", "arn"],
];

function stackOf(arn: string | undefined, { after }: Sides): string | undefined {
  const [owner] = ARNS.flatMap(([type, attribute]) =>
    resourcesOf(after, type).filter((one) => attributeOf(one, attribute, after) === arn),
  );
  return owner?.stack.name;
}
