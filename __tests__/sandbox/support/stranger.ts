import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateFunctionCommand, DeleteFunctionCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { accountClients } from "../../../sandbox/account-clients";
import { requireRunning } from "../../../sandbox/require-running";

const NAME = "reader";

/** A function whose role's own policy allows to read a stream, whether or not the stream allows it. */
export async function makeReader(of: {
  accountId: string;
  roleName: string;
  streamArn: string;
}): Promise<{ functionName: string; lambda: LambdaClient; remove: () => Promise<void> }> {
  const { iam, lambda, destroy } = accountClients(requireRunning(), of.accountId);
  const role = await iam.send(
    new CreateRoleCommand({
      RoleName: of.roleName,
      AssumeRolePolicyDocument: policy("sts:AssumeRole", { Principal: { Service: "lambda.amazonaws.com" } }),
    }),
  );
  const identity = { RoleName: of.roleName, PolicyName: NAME };
  await iam.send(
    new PutRolePolicyCommand({
      ...identity,
      PolicyDocument: policy("dynamodb:*", { Resource: of.streamArn }),
    }),
  );
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: NAME,
      Role: role.Role?.Arn,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: zipSync({ "index.js": strToU8("exports.handler = async () => ({});") }) },
    }),
  );
  const remove = async () => {
    await lambda.send(new DeleteFunctionCommand({ FunctionName: NAME }));
    await iam.send(new DeleteRolePolicyCommand(identity));
    await iam.send(new DeleteRoleCommand({ RoleName: of.roleName }));
    destroy();
  };
  return { functionName: NAME, lambda, remove };
}

function policy(action: string, rest: Record<string, unknown>): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, ...rest }] });
}
