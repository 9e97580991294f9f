import { UserError } from "../errors/user-error";
import { deployRoleOf } from "./deploy-role";
import type { AccountConfig, BackendConfig, Environment } from "./schema";
import { ROLE_WITH_PATH } from "./schemas/role";

/** Variables that name other roles than the environment file, for those who may only read. */
export type PlanRoleVariables = Readonly<
  Partial<Record<"PLAN_ROLE" | "PLAN_STATE_ROLE", string | undefined>>
>;

/**
 * An environment with the roles of those who may plan but not deploy. The variable `PLAN_ROLE` is the name of the role to
 * assume in each account in place of its deploy role, `PLAN_STATE_ROLE` the ARN of the role to assume in place of the S3
 * backend's. Where the file names no role, none is assumed. Terraform knows no setting for this: the role is part of the
 * provider's and the backend's configuration.
 * @throws UserError if a variable names no role
 */
export function withPlanRoles(environment: Environment, variables: PlanRoleVariables): Environment {
  const { PLAN_ROLE: role, PLAN_STATE_ROLE: stateRole } = variables;
  if (!role && !stateRole) return environment;
  const { accounts, backend } = environment;
  return {
    ...environment,
    ...(role && { accounts: withRole(accounts, checked("PLAN_ROLE", role, ROLE_WITH_PATH, "name")) }),
    ...(stateRole && { backend: withStateRole(backend, checked("PLAN_STATE_ROLE", stateRole, ARN, "ARN")) }),
  };
}

/**
 * What the variables change, for people: a line for each that takes effect. A variable that somebody forgot would
 * otherwise change what every command does, without a word.
 * @param before the environment as the file has it
 */
export function planRoleNotes(before: Environment, after: Environment): string[] {
  const roles = Object.entries(before.accounts).flatMap(([key, account]) => {
    const [file, planned] = [account, after.accounts[key]].map((one) => one && deployRoleOf(one)?.name);
    return file === planned || planned === undefined ? [] : [{ file: `${file} (${key})`, planned }];
  });
  const [state, plannedState] = [before, after].map(({ backend }) =>
    backend.type === "s3" ? backend.roleArn : undefined,
  );
  const [role] = roles;
  return [
    ...(role
      ? [`PLAN_ROLE: ${role.planned} is assumed instead of ${roles.map(({ file }) => file).join(", ")}.`]
      : []),
    ...(state === plannedState
      ? []
      : [`PLAN_STATE_ROLE: ${plannedState} is assumed for the state instead of ${state}.`]),
  ];
}

const ARN = /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

function withRole(accounts: Environment["accounts"], name: string): Environment["accounts"] {
  const entries = Object.entries(accounts).map(([key, account]) => [key, planned(account, name)] as const);
  return Object.fromEntries(entries);
}

/** The external ID is stated to both roles. The duration of a session is the deploy role's own. */
function planned(account: AccountConfig, name: string): AccountConfig {
  const role = deployRoleOf(account);
  if (role === undefined) return account;
  const { externalId } = role;
  return { ...account, deployRole: externalId === undefined ? name : { name, externalId } };
}

function withStateRole(backend: BackendConfig, roleArn: string): BackendConfig {
  return backend.type === "s3" && backend.roleArn !== undefined ? { ...backend, roleArn } : backend;
}

function checked(variable: string, value: string, pattern: RegExp, what: "name" | "ARN"): string {
  if (pattern.test(value)) return value;
  const cause = `"${value}" is no ${what} of an IAM role`;
  throw new UserError([{ place: `variable ${variable}`, cause, remedy: `Use the ${what} of a role` }]);
}
