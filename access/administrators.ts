import { roleArn } from "../config/arns";
import type { Environment } from "../config/schema";
import type { NamedPolicy, Principal } from "./access-model";

/** The most that a role's own policies can allow: what still stops it is the resource's policy. */
export const EVERYTHING: NamedPolicy = {
  name: "AdministratorAccess",
  document: {
    Version: "2012-10-17",
    Statement: [{ Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" }],
  },
};

/** An account that is in nobody's file. */
export function strangersAccount(environment: Environment): string {
  const taken = new Set(Object.values(environment.accounts).map(({ id }) => id));
  return ["999999999999", "888888888888", ...taken].find((id) => !taken.has(id)) ?? "777777777777";
}

/**
 * Those who may do anything as far as their own policies go: the deploy role and another role of each account,
 * and a role of a stranger's. The deploy roles are not this project's, so the most is assumed of them.
 */
export function administrators(environment: Environment): Principal[] {
  const accounts = Object.entries(environment.accounts).flatMap(([key, { id, deployRole }]) => [
    ...(deployRole === null ? [] : [administrator(`deploy role of ${key}`, id, deployRole, environment)]),
    administrator(`another role of ${key}`, id, "AnotherRole", environment),
  ]);
  const stranger = administrator(
    "a stranger's role",
    strangersAccount(environment),
    "AnotherRole",
    environment,
  );
  return [...accounts, stranger];
}

function administrator(
  label: string,
  accountId: string,
  roleName: string,
  { region }: Environment,
): Principal {
  const arn = roleArn(accountId, roleName, region);
  return { label, kind: "administrator", arn, accountId, policies: [EVERYTHING] };
}

/** Lambda itself, which assumes the consumers' roles. */
export const LAMBDA: Principal = {
  label: "Lambda",
  kind: "service",
  arn: "lambda.amazonaws.com",
  policies: [],
};
