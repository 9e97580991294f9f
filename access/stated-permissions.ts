import { accountOf } from "../config/placement";
import type { Environment } from "../config/schema";
import { streamGrantsOf } from "../config/stream-grants";
import { listOf, type Statement, statementsOf } from "../synthesized/statements";
import type { AccessModel, Principal, Resource } from "./access-model";
import { ACTIONS } from "./actions";
import { canonicalConditions } from "./canonical-conditions";
import type { Cell } from "./cell";
import { operatorPermissions } from "./expected-operators";
import {
  canBeSimulated,
  type ExpectedPermission,
  expectedPermissions,
  permittedActions,
} from "./expected-permissions";

/** One action on one resource that a statement of a role allows, as it is written there. */
interface Stated {
  readonly action: string;
  readonly resource: string;
  readonly conditions?: string;
  /** Sid and policy. */
  readonly by: string;
}

/**
 * Compares the policies of the functions' and operators' roles with the file as text, in both directions. The simulator answers
 * questions; what nobody asks about, and what it cannot answer, is found here: a statement that no question of the
 * matrix is about and the file does not mean, and a permission with conditions or wildcards that no statement repeats.
 */
export function statedPermissions(environment: Environment, model: AccessModel): Cell[] {
  const permissions = expectedPermissions(environment);
  const ofOperators = operatorPermissions(environment);
  const functions = model.principals.filter(({ kind, part }) => kind === "role" && part !== undefined);
  return functions.flatMap((principal) => {
    const isOperator = principal.part === "operator";
    const meant = (isOperator ? ofOperators : permissions).filter(
      ({ consumer, part }) => consumer === principal.consumer && part === principal.part,
    );
    const stated = principal.policies.flatMap(({ name, document }) => statedIn(name, document));
    const isKnown = (one: Stated) =>
      meant.some((permission) => isSame(one, permission)) ||
      isAssumption(environment, principal, one) ||
      isOfOrganization(environment, principal, one) ||
      // All that an operator role may do is written out: whatever else is stated is too much.
      (!isOperator &&
        [...model.resources, ...model.onlyDeployed].some((resource) => isAsked(one, resource, permissions)));
    return [
      ...meant.filter((one) => !canBeSimulated(one)).map((one) => meantCell(principal, one, stated)),
      ...stated.filter((one) => !isKnown(one)).map((one) => unknownCell(principal, one)),
    ];
  });
}

function statedIn(policy: string, document: unknown): Stated[] {
  return statementsOf(document)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap((statement) => {
      const conditions = statement.Condition && canonicalConditions(statement.Condition);
      const by = `${statement.Sid ?? "a statement without Sid"} (${policy})`;
      return fieldsOf(statement, "Action").flatMap((action) =>
        fieldsOf(statement, "Resource").map((resource) => ({
          ...{ action, resource, by },
          ...(conditions && { conditions }),
        })),
      );
    });
}

/** What is left out instead of listed is never what the file means. */
function fieldsOf(statement: Statement, field: "Action" | "Resource"): string[] {
  const excluded = listOf(statement[`Not${field}`]);
  return excluded.length > 0 ? [`all but ${excluded.join(", ")}`] : listOf(statement[field]);
}

function isSame(one: Stated, { action, resource, conditions }: ExpectedPermission): boolean {
  return (
    one.action.toLowerCase() === action.toLowerCase() &&
    one.resource === resource &&
    one.conditions === conditions
  );
}

/** Whether the matrix has a column for exactly this: of log groups and buckets, for what is in them. */
function isAsked(
  { action, resource: arn }: Stated,
  resource: Resource,
  permissions: readonly ExpectedPermission[],
): boolean {
  const asked = [...ACTIONS[resource.kind], ...permittedActions(resource, permissions)];
  const suffixes = asked.filter(({ name }) => name === action).map(({ suffix = "" }) => suffix);
  return suffixes.some(
    (suffix) =>
      arn === `${resource.arn}${suffix}` ||
      (resource.kind === "log group" && arn === `${resource.arn}:*`) ||
      (resource.kind === "bucket" && suffix !== "" && arn === `${resource.arn}/*`),
  );
}

/** The account switcher's target role need not be in the file, nor its account. */
function isAssumption(environment: Environment, { consumer, part }: Principal, one: Stated): boolean {
  const switcher = environment.consumers[consumer ?? ""]?.accountSwitcher;
  if (part !== "account-switcher" || !switcher || one.action !== "sts:AssumeRole") return false;
  const { accounts, targetRole } = switcher;
  const ids = accounts === "any" ? ["*"] : accounts.map((account) => accountOf({ account }, environment).id);
  const [, role] = /^arn:[\w-]+:iam::(.*)$/.exec(one.resource) ?? [];
  return ids.some((id) => role === `${id}:role/${targetRole}`);
}

/** What a function's role may do with the streams of too many tenants to be named, by the kind of ARN. */
const ON_STREAMS = ["DescribeStream", "GetRecords", "GetShardIterator"].map((name) => `dynamodb:${name}`);
const WITH_KEYS = ["kms:Decrypt", "kms:DescribeKey"];

function isOfOrganization(
  environment: Environment,
  { consumer, part, accountId }: Principal,
  one: Stated,
): boolean {
  if ((part !== "stream-handler" && part !== "usage-meter") || consumer === undefined) return false;
  const { inOrganization } = streamGrantsOf(environment, consumer, part);
  if (!inOrganization) return false;
  const { organizationId, streamArns, keyArns } = inOrganization;
  const within = canonicalConditions({
    StringEquals: { "aws:ResourceOrgID": organizationId },
    StringNotEquals: { "aws:ResourceAccount": accountId },
  });
  if (one.conditions !== within) return false;
  return (
    (ON_STREAMS.includes(one.action) && streamArns.includes(one.resource)) ||
    (WITH_KEYS.includes(one.action) && keyArns.includes(one.resource))
  );
}

function meantCell({ label }: Principal, permission: ExpectedPermission, stated: readonly Stated[]): Cell {
  const found = stated.find((one) => isSame(one, permission));
  return {
    principal: label,
    resource: permission.resource,
    action: actionText(permission),
    decision: found ? "allow" : "deny",
    expected: "allow",
    because: found ? `allowed by ${found.by}` : "no statement of its own policies says the same",
  };
}

function unknownCell({ label }: Principal, one: Stated): Cell {
  return {
    principal: label,
    resource: one.resource,
    action: actionText(one),
    decision: "allow",
    expected: "deny",
    because: `allowed by ${one.by}`,
  };
}

function actionText({ action, conditions }: Pick<Stated, "action" | "conditions">): string {
  return conditions === undefined ? action : `${action} if ${conditions}`;
}
