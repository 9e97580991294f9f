import { randomUUID } from "node:crypto";
import {
  CloudWatchLogsClient,
  DeleteLogGroupCommand,
  ResourceNotFoundException as NoSuchLogGroup,
} from "@aws-sdk/client-cloudwatch-logs";
import { GetRoleCommand, IAMClient, NoSuchEntityException } from "@aws-sdk/client-iam";
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  InvokeCommand,
  LambdaClient,
  ResourceNotFoundException as NoSuchFunction,
} from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { rootCredentials } from "./credentials";
import { SandboxError } from "./sandbox-error";
import type { SandboxState } from "./state-folder";

/** Credentials of a role session. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Returns the credentials that Lambda gives the function. */
const CODE = `exports.handler = async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
});`;

/**
 * Credentials of a role that only Lambda may assume. A temporary function that runs under the role returns them. For the
 * sandbox only: on AWS, credentials must never leave a function.
 * @param roleArn the role's ARN, with its path
 * @param signal stops the wait when aborted; the temporary function is deleted nevertheless
 * @returns undefined if the sandbox has no such role
 * @throws SandboxError if the function does not return credentials
 */
export async function roleCredentials(
  state: SandboxState,
  roleArn: string,
  signal?: AbortSignal,
): Promise<RoleCredentials | undefined> {
  const accountId = roleArn.split(":")[4] ?? "";
  const shared = { region: state.region, credentials: rootCredentials(accountId), maxAttempts: 1 };
  const iam = new IAMClient({ ...shared, endpoint: state.emulatorUrl });
  const logs = new CloudWatchLogsClient({ ...shared, endpoint: state.emulatorUrl });
  const lambda = new LambdaClient({ ...shared, endpoint: state.streamMappings.url });
  try {
    if (!(await roleExists(iam, roleArn, signal))) return undefined;
    return await throughFunction(lambda, logs, roleArn, signal);
  } finally {
    for (const client of [iam, logs, lambda]) client.destroy();
  }
}

async function roleExists(iam: IAMClient, roleArn: string, abortSignal?: AbortSignal): Promise<boolean> {
  try {
    const RoleName = roleArn.split("/").at(-1);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }), { abortSignal });
    return Role?.Arn === roleArn;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return false;
    throw error;
  }
}

async function throughFunction(
  lambda: LambdaClient,
  logs: CloudWatchLogsClient,
  roleArn: string,
  signal?: AbortSignal,
): Promise<RoleCredentials> {
  const name = `role-credentials-${randomUUID()}`;
  try {
    return await answerUnder(lambda, roleArn, name, signal);
  } finally {
    await remove(lambda, logs, name);
  }
}

async function answerUnder(
  lambda: LambdaClient,
  Role: string,
  FunctionName: string,
  abortSignal?: AbortSignal,
): Promise<RoleCredentials> {
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: zipSync({ "index.js": strToU8(CODE) }) },
    }),
    { abortSignal },
  );
  const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName }), { abortSignal });
  const answer: Partial<RoleCredentials> = JSON.parse(Payload?.transformToString() || "{}");
  const { accessKeyId, secretAccessKey, sessionToken } = answer;
  if (!FunctionError && accessKeyId && secretAccessKey && sessionToken) {
    return { accessKeyId, secretAccessKey, sessionToken };
  }
  throw new SandboxError(
    `The sandbox returned no credentials for the role ${Role}.`,
    "Check its status (`npm run sandbox -- status`), or restart it.",
  );
}

/** Deletes the function and the log group that the emulator created for it. */
async function remove(lambda: LambdaClient, logs: CloudWatchLogsClient, FunctionName: string): Promise<void> {
  const logGroupName = `/aws/lambda/${FunctionName}`;
  await ignoring(NoSuchFunction, lambda.send(new DeleteFunctionCommand({ FunctionName })));
  await ignoring(NoSuchLogGroup, logs.send(new DeleteLogGroupCommand({ logGroupName })));
}

async function ignoring(
  kind: typeof NoSuchFunction | typeof NoSuchLogGroup,
  call: Promise<unknown>,
): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof kind)) throw error;
  }
}
