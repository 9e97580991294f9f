import { roleArn } from "../config/arns";
import { deployRoleOf } from "../config/deploy-role";
import { operatorRoles } from "../config/operator-roles";
import type { Environment } from "../config/schema";
import type { NamedPolicy, Principal } from "./access-model";
import type { MadeUpNames } from "./made-up-names";

/** The most that the policies of a role can allow: only the resource's policy still limits it. */
export const FULL_ACCESS: NamedPolicy = {
  name: "AdministratorAccess",
  document: {
    Version: "2012-10-17",
    Statement: [{ Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" }],
  },
};

/**
 * Principals whose own policies allow everything: the deploy role and another role of each account, and a role of an
 * account that the file does not list. Deploy roles are not this project's, so the most is assumed of them.
 */
export function administrators(environment: Environment, names: MadeUpNames): Principal[] {
  const accounts = Object.entries(environment.accounts).flatMap(([key, account]) => {
    const role = deployRoleOf(account);
    return [
      ...(role ? [administrator(`deploy role of ${key}`, account.id, role.name, environment)] : []),
      made(
        administrator(`another role of ${key}`, account.id, names.role, environment),
        "Stands for every administrator of the account",
      ),
    ];
  });
  const stranger = administrator("a stranger's role", names.accountId, names.role, environment);
  const known = new Set(accounts.map(({ arn }) => arn));
  const others = [...operators(environment), ...readers(environment)].filter(({ arn }) => {
    const isNew = !known.has(arn);
    known.add(arn);
    return isNew;
  });
  return [
    ...accounts,
    ...others,
    made(stranger, "Stands for the administrators of every account that the file does not list"),
  ];
}

/** The roles that operator roles admit. */
function operators(environment: Environment): Principal[] {
  const trusted = new Set(operatorRoles(environment).flatMap(({ config }) => config.trusted));
  return [...trusted].map((arn) => notOurs(`operators' ${arn}`, arn));
}

/** The roles that read streams and are none of the file. */
function readers({ sources }: Environment): Principal[] {
  const roles = Object.values(sources).flatMap((source) => source.readers.flatMap(({ role }) => role ?? []));
  return roles.map((arn) => ({ ...notOurs(`reader ${arn}`, arn), isOtherReader: true }));
}

/** A role whose own policies are somebody else's business. */
function notOurs(label: string, arn: string): Principal {
  return { label, kind: "administrator", arn, accountId: arn.split(":")[4] ?? "", policies: [FULL_ACCESS] };
}

function made(principal: Principal, hypothesis: string): Principal {
  return { ...principal, hypothesis };
}

function administrator(
  label: string,
  accountId: string,
  roleName: string,
  { region }: Environment,
): Principal {
  const arn = roleArn(accountId, roleName, region);
  return { label, kind: "administrator", arn, accountId, policies: [FULL_ACCESS] };
}

/** Lambda itself, which assumes the roles of the functions. */
export const LAMBDA: Principal = {
  label: "Lambda",
  kind: "service",
  arn: "lambda.amazonaws.com",
  policies: [],
};
