import { listOf, principalsOf, type Statement, statementsOf } from "../synthesized/statements";
import type { Principal, Resource } from "./access-model";
import { matchesPattern } from "./matches-pattern";
import type { Question } from "./questions";

/** What a principal's own policies may allow, conditions and denials aside. */
interface Reach {
  readonly actions: readonly string[];
  readonly exact: ReadonlySet<string>;
  readonly patterns: readonly string[];
}

/** Whom a statement of a resource's own policy may let in, conditions about anything but roles aside. */
interface Admission {
  readonly everyone: boolean;
  /** Accounts that it names, or principals of which it names. */
  readonly accounts: ReadonlySet<string>;
  /** Roles and services that it names. */
  readonly named: ReadonlySet<string>;
  /** Lists of patterns of which a role has to match one each, as conditions of `aws:PrincipalArn` ask for. */
  readonly roles: readonly (readonly string[])[];
  readonly actions: readonly string[];
}

/**
 * Whether any policy could let the principal act on the resource. If not, the simulator denies everything: across
 * accounts both sides must allow, and within one account the principal's own policies or a resource's policy that names
 * more than the account (IAM User Guide, policy evaluation logic). Says yes too often rather than too seldom, as
 * conditions and denials are left to the simulator.
 */
export function mayTouch(principal: Principal, resource: Resource): boolean {
  if (principal.kind !== "service" && principal.accountId === resource.accountId) return true;
  return admissionsOf(resource).some((one) => admits(one, principal));
}

/** The same for one action. */
export function mayAllow({ principal, resource, action }: Question): boolean {
  const name = action.name.toLowerCase();
  const admissions = admissionsOf(resource).filter(
    (one) => admits(one, principal) && includesAction(one.actions, name),
  );
  if (principal.kind === "service") return admissions.length > 0;
  const isOwn = principal.accountId === resource.accountId;
  if (isOwn && admissions.some(({ everyone, named }) => everyone || named.has(principal.arn))) return true;
  const arn = `${resource.arn}${action.suffix ?? ""}`;
  return (isOwn || admissions.length > 0) && reachOf(principal).some((reach) => covers(reach, name, arn));
}

/** Whether a resource's own policy denies anything to anybody. */
export function denies({ policy }: Resource): boolean {
  return statementsOf(policy?.document).some(({ Effect }) => Effect === "Deny");
}

function admits(
  { everyone, accounts, named, roles }: Admission,
  { kind, arn, accountId }: Principal,
): boolean {
  if (!everyone && !named.has(arn) && !accounts.has(accountId ?? "")) return false;
  return kind === "service" || roles.every((patterns) => patterns.some((one) => matchesPattern(one, arn)));
}

function covers({ actions, exact, patterns }: Reach, action: string, arn: string): boolean {
  return (
    (exact.has(arn) || patterns.some((pattern) => pattern === "*" || matchesPattern(pattern, arn))) &&
    includesAction(actions, action)
  );
}

function includesAction(actions: readonly string[], action: string): boolean {
  return actions.some((one) => one === "*" || one === action || matchesPattern(one, action));
}

const REACHES = new WeakMap<Principal, readonly Reach[]>();

function reachOf(principal: Principal): readonly Reach[] {
  const known = REACHES.get(principal) ?? principal.policies.flatMap(({ document }) => reachesIn(document));
  REACHES.set(principal, known);
  return known;
}

function reachesIn(document: unknown): Reach[] {
  return allowing(document).map((statement) => {
    // Without the field the statement says what it is not about. A variable stands for anything.
    const { Resource: named } = statement;
    const resources = named === undefined ? ["*"] : listOf(named).map((one) => one.replace(VARIABLE, "*"));
    return {
      actions: actionsIn(statement),
      exact: new Set(resources),
      patterns: resources.filter((one) => /[*?]/.test(one)),
    };
  });
}

const VARIABLE = /\$\{[^}]*\}/g;

const ADMISSIONS = new WeakMap<Resource, readonly Admission[]>();

function admissionsOf(resource: Resource): readonly Admission[] {
  const known = ADMISSIONS.get(resource) ?? allowing(resource.policy?.document).map(admissionIn);
  ADMISSIONS.set(resource, known);
  return known;
}

function admissionIn(statement: Statement): Admission {
  const values = principalsOf(statement);
  return {
    everyone: statement.Principal === undefined || values.some((value) => !isKnown(value)),
    accounts: new Set(values.flatMap((value) => /(?:^|:)(\d{12})(?=:|$)/.exec(value)?.[1] ?? [])),
    named: new Set(values.filter((value) => !ACCOUNT.test(value))),
    roles: rolesIn(statement),
    actions: actionsIn(statement),
  };
}

/** Other operators, and values with variables, are left to the simulator. */
function rolesIn({ Condition = {} }: Statement): string[][] {
  return Object.entries(Condition)
    .filter(([operator]) => /^(?:Arn|String)(?:Equals|Like)(?:IfExists)?$/.test(operator))
    .flatMap(([, byKey]) => Object.entries(byKey))
    .filter(([key]) => key.toLowerCase() === "aws:principalarn")
    .map(([, values]) => listOf(values))
    .filter((values) => !values.some((value) => value.includes("${")));
}

/** Without the field, the statement says what it is not about. */
function actionsIn({ Action }: Statement): string[] {
  return Action === undefined ? ["*"] : listOf(Action).map((one) => one.toLowerCase());
}

const ACCOUNT = /^(?:arn:[\w-]+:iam::)?\d{12}(?::root)?$/;

/** Roles, accounts and services. Who else is meant is left to the simulator. */
function isKnown(value: string): boolean {
  return ACCOUNT.test(value) || /^arn:[\w-]+:iam::\d{12}:role\/[^*?]+$/.test(value) || SERVICE.test(value);
}

const SERVICE = /^[\w-]+(\.[\w-]+)*\.amazonaws\.com(\.cn)?$/;

function allowing(document: unknown): Statement[] {
  return statementsOf(document).filter(({ Effect }) => Effect === "Allow");
}
