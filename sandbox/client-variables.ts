import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "./credentials";
import { type DaemonState, type SandboxState, statePath } from "./state-folder";

/** Variables of the user that would make `aws`, `terraform` or `cdktf` bypass the sandbox. */
const UNSET = [
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_SESSION_TOKEN",
  "AWS_ROLE_ARN",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
] as const;

/** What to set and what to unset so that AWS clients talk to the sandbox. */
export interface ClientVariables {
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
}

/**
 * The variables that make `aws`, `terraform` and `cdktf` use the sandbox.
 * @param accountId the account whose root user the caller is. @default the management account, which may assume every
 * deploy role
 * @param region the region of calls that name none. @default the one that the sandbox was started with
 */
export function clientVariables(
  state: Pick<SandboxState, "emulatorUrl" | "region" | "terraformCliConfig"> & {
    readonly streamMappings: Pick<DaemonState, "url">;
  },
  accountId = MANAGEMENT_ACCOUNT_ID,
  region = state.region,
): ClientVariables {
  const { accessKeyId, secretAccessKey } = rootCredentials(accountId);
  return {
    set: {
      AWS_ENDPOINT_URL: state.emulatorUrl,
      AWS_ENDPOINT_URL_LAMBDA: state.streamMappings.url,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      // The user's own profiles and endpoints must not apply.
      AWS_CONFIG_FILE: statePath("aws-config"),
      AWS_SHARED_CREDENTIALS_FILE: statePath("aws-config"),
      AWS_EC2_METADATA_DISABLED: "true",
      // The provider tries 25 times by default, which takes 25 s if an endpoint is down. A single attempt is too few:
      // one lost connection would fail the whole run.
      AWS_MAX_ATTEMPTS: "3",
      CHECKPOINT_DISABLE: "1",
      ...(state.terraformCliConfig ? { TF_CLI_CONFIG_FILE: state.terraformCliConfig } : {}),
    },
    unset: UNSET,
  };
}

/** `environment` with the sandbox's variables in place of the user's. */
export function withClientVariables(
  environment: NodeJS.ProcessEnv,
  { set, unset }: ClientVariables,
): NodeJS.ProcessEnv {
  const merged = { ...environment, ...set };
  for (const name of unset) delete merged[name];
  return merged;
}
