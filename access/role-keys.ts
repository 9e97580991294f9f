import { qualifiedRoleName, roleArn } from "../config/arns";
import { functionsOf } from "../config/functions";
import { operatorRoles } from "../config/operator-roles";
import { accountOf, regionOf } from "../config/placement";
import type { Environment } from "../config/schema";
import type { RoleKey } from "./access-model";

/** The roles of an environment by their ARNs. */
export function roleKeys(environment: Environment): Map<string, RoleKey> {
  const functions = functionsOf(environment).map(({ roleArn: arn, consumer, part }): [string, RoleKey] => [
    arn,
    { consumer, part },
  ]);
  const accessRoles = Object.entries(environment.sources).flatMap(([source, config]) =>
    Object.entries(config.accessRoles).map(([accessRole, role]): [string, RoleKey] => {
      const { id } = accountOf(config, environment);
      const arn = roleArn(id, qualifiedRoleName(role), regionOf(config, environment));
      return [arn, { source, accessRole }];
    }),
  );
  const operators = operatorRoles(environment).map(({ arn, consumer }): [string, RoleKey] => [
    arn,
    { consumer, part: "operator" },
  ]);
  return new Map([...functions, ...accessRoles, ...operators]);
}
