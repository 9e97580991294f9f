import { OperatorRole } from "../constructs/operator-role";
import type { AccountStack } from "./account-stack";
import type { ConsumerStackProps } from "./consumer-props";

/** Adds the role of those who look after the consumer, if the environment has one. */
export function addOperatorRole(
  stack: AccountStack,
  { operator, functions, config, account, region }: ConsumerStackProps,
  failureBucketArn: string,
): void {
  if (!operator) return;
  const { roleName, rolePath, permissionsBoundaryArn, trusted, externalId } = operator.config;
  const role = new OperatorRole(stack, "operator", {
    roleName,
    rolePath,
    permissionsBoundaryArn,
    trusted,
    externalId,
    accountId: account.id,
    region,
    failureBucketArn,
    functionName: config.function.name,
    functionNames: functions.map((fn) => fn.config.name),
    accessRoleArns: operator.assumes,
  });
  stack.addOutput("operator_role_arn", "ARN of the role for operators.", role.arn);
}
