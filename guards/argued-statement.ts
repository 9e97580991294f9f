import { listOf, type Statement } from "../synthesized/statements";
import { type ArguedText, isOfForm } from "./form";
import type { PlacedStatement, PolicyRole } from "./placed-statement";

/** Condition keys, or kinds of principal, with their values. */
type ArguedValues = Readonly<Record<string, ArguedText | readonly ArguedText[]>>;

/**
 * A statement that leaves something open, or lets in whom the guards do not know, and why it may. A statement is covered
 * only if all of it is as written here. Its ID (`Sid`) does not matter.
 */
export interface ArguedStatement {
  /** Terraform's type of the resource that holds the policy, such as `aws_kms_key`. */
  readonly resourceType: string;
  /** Which policy of it: `trust` says who may assume a role, `identity` what a role may do, `resource` the rest. */
  readonly policy: PolicyRole;
  /**
   * Name or ARN of what the policy is attached to.
   * @default anything
   */
  readonly attachedTo?: string;
  readonly effect: "Allow" | "Deny";
  /**
   * `*`, or kind of principal → principals.
   * @default none, as in every policy of a role
   */
  readonly principal?: "*" | ArguedValues;
  /** All of the statement's actions, as they are written there. */
  readonly actions: readonly string[];
  /**
   * All of the statement's resources.
   * @default none, as in every trust policy
   */
  readonly resources?: readonly ArguedText[];
  /**
   * All of the statement's conditions: operator → condition key → values.
   * @default no condition
   */
  readonly condition?: Readonly<Record<string, ArguedValues>>;
  /** Why the statement may be as it is. */
  readonly because: string;
}

/** The fields of a statement that an argument can be about: nobody can argue for `NotAction` and its like. */
const FIELDS: readonly string[] = ["Sid", "Effect", "Principal", "Action", "Resource", "Condition"];

/** Whether one of the arguments is for exactly this statement. */
export function isArguedFor(place: PlacedStatement, argued: readonly ArguedStatement[]): boolean {
  return argued.some((one) => covers(one, place));
}

function covers(argued: ArguedStatement, place: PlacedStatement): boolean {
  const { statement, resourceType, policy, attachedTo } = place;
  const { principal = {}, actions, resources = [], condition = {} } = argued;
  return (
    resourceType === argued.resourceType &&
    policy === argued.policy &&
    (argued.attachedTo === undefined || argued.attachedTo === attachedTo) &&
    statement.Effect === argued.effect &&
    Object.keys(statement).every((field) => FIELDS.includes(field)) &&
    sameTexts(listOf(statement.Action), actions, place) &&
    sameTexts(listOf(statement.Resource), resources, place) &&
    samePrincipal(statement, principal, place) &&
    sameKeys(statement.Condition ?? {}, condition) &&
    Object.entries(condition).every(([operator, keys]) =>
      sameValues(statement.Condition?.[operator] ?? {}, keys, place),
    )
  );
}

function samePrincipal(
  { Principal = {} }: Statement,
  argued: "*" | ArguedValues,
  place: PlacedStatement,
): boolean {
  if (argued === "*" || typeof Principal !== "object" || Principal === null) return Principal === argued;
  return sameValues(Principal as Readonly<Record<string, unknown>>, argued, place);
}

function sameValues(
  found: Readonly<Record<string, unknown>>,
  argued: ArguedValues,
  place: PlacedStatement,
): boolean {
  return (
    sameKeys(found, argued) &&
    Object.entries(argued).every(([key, texts]) => sameTexts(listOf(found[key]), [texts].flat(), place))
  );
}

function sameKeys(a: object, b: object): boolean {
  return JSON.stringify(Object.keys(a).sort()) === JSON.stringify(Object.keys(b).sort());
}

/** Each text is argued for, and each argument is needed: the order does not matter. */
function sameTexts(found: readonly string[], argued: readonly ArguedText[], place: PlacedStatement): boolean {
  return (
    found.every((text) => argued.some((one) => isOfForm(text, one, place))) &&
    argued.every((one) => found.some((text) => isOfForm(text, one, place)))
  );
}
