import type { ElementJson, ElementsJson } from "../../synthesized/stack-json";
import { afterOf, beforeOf, elementOf } from "../plan/action";
import type { PlanJson } from "../plan/plan-json";

/** Attributes that hold the ARN of another resource, which synthesized JSON refers to. */
const REFERENCES: readonly { type: string; target: string; path: readonly string[] }[] = [
  { type: "aws_dynamodb_table", target: "aws_kms_key", path: ["server_side_encryption", "kms_key_arn"] },
  { type: "aws_iam_role_policy_attachment", target: "aws_iam_policy", path: ["policy_arn"] },
];

/**
 * Elements as their stack would be synthesized: ARNs of own keys and own managed policies as references, and roles
 * without the copies of inline policies that are resources of their own.
 * @param copies role and name of each such policy, before or after the plan, as `role/name`
 */
export function withOwnReferences(elements: ElementsJson, copies: ReadonlySet<string>): ElementsJson {
  const referring = Object.entries(elements).map(([type, byName]) => [
    type,
    mapped(byName, (element) => refer(element, type, elements)),
  ]);
  const all: ElementsJson = Object.fromEntries(referring);
  const roles = all.aws_iam_role;
  return roles ? { ...all, aws_iam_role: mapped(roles, (role) => withoutCopies(role, copies)) } : all;
}

function mapped(
  byName: Readonly<Record<string, ElementJson>>,
  change: (element: ElementJson) => ElementJson,
): Record<string, ElementJson> {
  return Object.fromEntries(Object.entries(byName).map(([name, element]) => [name, change(element)]));
}

function refer(element: ElementJson, type: string, elements: ElementsJson): ElementJson {
  return REFERENCES.filter((one) => one.type === type).reduce<ElementJson>((result, { target, path }) => {
    const owners = Object.entries(elements[target] ?? {});
    return elementOf(
      replaced(result, path, (arn) => {
        const [name] = owners.find(([, owner]) => owner.arn === arn) ?? [];
        return name === undefined ? arn : `\${${target}.${name}.arn}`;
      }),
    );
  }, element);
}

/** The value with what stands at a path replaced; blocks may be lists. */
function replaced(value: unknown, path: readonly string[], by: (found: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by(value);
  if (Array.isArray(value)) return value.map((one) => replaced(one, path, by));
  if (typeof value !== "object" || value === null || !(key in value)) return value;
  return { ...value, [key]: replaced((value as ElementJson)[key], rest, by) };
}

/** The provider reads inline policies into the role as well: there they would hide that one is removed. */
function withoutCopies(role: ElementJson, copies: ReadonlySet<string>): ElementJson {
  const { inline_policy: inline, ...rest } = role;
  if (inline === undefined) return role;
  const left = [inline].flat().filter((policy) => !copies.has(`${role.name}/${elementOf(policy).name}`));
  return left.length === 0 ? rest : { ...rest, inline_policy: left };
}

/** Role and name of every inline policy that is a resource of its own, before or after the plan. */
export function inlinePolicies({ resource_changes: changes = [] }: PlanJson): Set<string> {
  return new Set(
    changes
      .filter(({ type }) => type === "aws_iam_role_policy")
      .flatMap((change) => [beforeOf(change), afterOf(change)])
      .map(({ role, name }) => `${role}/${name}`),
  );
}
