import { qualifiedRoleName, roleArn } from "./arns";
import { fromLoaded } from "./loaded";
import { accountOf, regionOf } from "./placement";
import type { AccessRoleConfig, Environment, OperatorRoleConfig } from "./schema";

/** The operator role of a consumer, with everything known about it before it is deployed. */
export interface OperatorRole {
  /** Key of the consumer. */
  readonly consumer: string;
  /** 12 digits. */
  readonly accountId: string;
  /** Of the consumer. */
  readonly region: string;
  /** Name of the role, with its path but without a leading slash. */
  readonly name: string;
  readonly arn: string;
  readonly config: OperatorRoleConfig;
}

/** An access role that an operator role may assume. */
export interface OperatorsAccess {
  /** Keys of the source and of the access role. */
  readonly source: string;
  readonly accessRole: string;
  /** Name of the access role, with its path but without a leading slash. */
  readonly name: string;
  readonly arn: string;
  readonly config: AccessRoleConfig;
}

/** The operator role of a consumer; undefined if it has none. */
export function operatorRoleOf(environment: Environment, consumer: string): OperatorRole | undefined {
  const owner = fromLoaded(environment.consumers[consumer], `consumers.${consumer}`);
  const { operatorRole: config } = owner;
  if (!config) return undefined;
  const { id: accountId } = accountOf(owner, environment);
  const region = regionOf(owner, environment);
  const name = qualifiedRoleName(config);
  return { consumer, accountId, region, name, arn: roleArn(accountId, name, region), config };
}

/** All operator roles of an environment, in the order of the file. */
export function operatorRoles(environment: Environment): OperatorRole[] {
  return Object.keys(environment.consumers).flatMap((key) => operatorRoleOf(environment, key) ?? []);
}

/** The access roles that admit the operator role of a consumer, in the order of the file. */
export function accessOfOperator(environment: Environment, consumer: string): OperatorsAccess[] {
  return Object.entries(environment.sources).flatMap(([source, config]) =>
    Object.entries(config.accessRoles)
      .filter(([, { operators }]) => operators.includes(consumer))
      .map(([accessRole, role]) => {
        const name = qualifiedRoleName(role);
        const arn = roleArn(accountOf(config, environment).id, name, regionOf(config, environment));
        return { source, accessRole, name, arn, config: role };
      }),
  );
}
