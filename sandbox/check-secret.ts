import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "./credentials";
import { SandboxError } from "./sandbox-error";

/**
 * Makes sure that an emulator of the user's takes the secret of the accounts' roots.
 * @throws SandboxError if it does not
 */
export async function checkSecret(endpoint: string, region: string): Promise<void> {
  const credentials = rootCredentials(MANAGEMENT_ACCOUNT_ID);
  const sts = new STSClient({ endpoint, region, credentials, maxAttempts: 1 });
  try {
    await sts.send(new GetCallerIdentityCommand({}));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "SignatureDoesNotMatch") throw error;
    throw new SandboxError(
      `The emulator at ${endpoint} does not accept the secret access key of its accounts' roots.`,
      "Set SANDBOX_SECRET to it. `npm run sandbox -- env` prints that of a sandbox.",
    );
  } finally {
    sts.destroy();
  }
}
