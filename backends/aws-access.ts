import type { AwsCredentialIdentity } from "@smithy/types";
import type { Environment } from "../config/schema";
import { clientVariables, withClientVariables } from "../sandbox/client-variables";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "../sandbox/credentials";
import { requireRunning } from "../sandbox/require-running";
import { ownAwsLine, sandboxLine } from "../sandbox/which-aws";

/** Which AWS to talk to, and as whom. */
export interface AwsAccess {
  /** URL of an AWS elsewhere. @default AWS, or where the variables of the AWS SDK point to */
  readonly endpoint?: string;
  /** @default those that the AWS SDK finds */
  readonly credentials?: AwsCredentialIdentity;
  /** The same for Terraform: its whole environment. */
  readonly variables: NodeJS.ProcessEnv;
  /** A line that says which AWS it is. */
  readonly where: string;
}

/**
 * The AWS of an environment: the sandbox if it is one, and otherwise what the caller's own settings say.
 * @param accountId whose root user the caller is in the sandbox. @default the management account
 * @throws SandboxError if the environment is a sandbox that does not run
 */
export function awsAccess(
  { sandbox, region }: Pick<Environment, "sandbox" | "region">,
  accountId = MANAGEMENT_ACCOUNT_ID,
): AwsAccess {
  const automation = { ...process.env, TF_IN_AUTOMATION: "1" };
  if (!sandbox) return { variables: automation, where: ownAwsLine(process.env, region) };
  const state = requireRunning();
  return {
    endpoint: state.emulatorUrl,
    credentials: rootCredentials(accountId),
    variables: withClientVariables(automation, clientVariables(state, accountId, region)),
    where: sandboxLine(state),
  };
}
