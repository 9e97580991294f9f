import { type Draft, entriesOf, entryOf } from "../draft";
import { error, type Problem } from "../problem";
import { deployRoleName } from "./collisions";

/** A role that is there to deploy: it may do nearly everything. */
interface PowerfulRole {
  /** The account that it is in; undefined if every account may have it. */
  readonly account?: string | undefined;
  readonly name: string;
  readonly what: string;
}

/**
 * Roles with administrator rights that AWS makes in member accounts (AWS Organizations User Guide, "Accessing member
 * accounts"; AWS Control Tower User Guide, "How AWS Control Tower works with roles").
 */
const MADE_BY_AWS: readonly PowerfulRole[] = [
  "OrganizationAccountAccessRole",
  "AWSControlTowerExecution",
].map((name) => ({
  name: name.toLowerCase(),
  what: "the role that AWS makes for administrators of the organization",
}));

const REMEDY = "Use a role that allows only what the function needs, such as one of `accessRoles`";

/**
 * The account switcher may become no role that deploys, because everyone who can invoke it could do all that deployments do. That no
 * stack makes a role of that name is the business of `checkCollisions`.
 */
export function checkDeployRoles(draft: Draft): Problem[] {
  const roles = powerfulRoles(draft);
  return entriesOf(draft.consumers).flatMap(([key, { accountSwitcher }]) => {
    const name = lastOf(accountSwitcher?.targetRole);
    const accounts = accountSwitcher?.accounts;
    if (name === undefined || accounts === undefined) return [];
    const ids =
      accounts === "any" ? accounts : accounts.map((account) => entryOf(draft.accounts, account)?.id);
    const found = roles.find(
      (role) =>
        role.name === name && (role.account === undefined || ids === "any" || ids.includes(role.account)),
    );
    if (!found) return [];
    const path = ["consumers", key, "accountSwitcher", "targetRole"];
    return [error(path, `is ${found.what}, which may do nearly everything`, REMEDY)];
  });
}

function powerfulRoles(draft: Draft): PowerfulRole[] {
  const deploying = entriesOf(draft.accounts).flatMap(([key, { id, deployRole }]): PowerfulRole[] => {
    const name = lastOf(deployRoleName(deployRole));
    return name === undefined || id === undefined
      ? []
      : [{ account: id, name, what: `accounts.${key}.deployRole` }];
  });
  return [...deploying, ...stateRole(draft), ...MADE_BY_AWS];
}

/** Who can read the state can read all that Terraform knows, and who can write it decides what Terraform does. */
function stateRole({ backend }: Draft): PowerfulRole[] {
  const arn = backend?.type === "s3" ? backend.roleArn : undefined;
  const name = lastOf(arn);
  return name === undefined ? [] : [{ account: arn?.split(":")[4], name, what: "backend.roleArn" }];
}

/** A role's name without its path, in lower case: names are unique in an account, whatever their path and case. */
function lastOf(role: string | undefined): string | undefined {
  return role?.split("/").at(-1)?.toLowerCase();
}
