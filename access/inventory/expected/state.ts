import { deployRoleOf } from "../../../config/deploy-role";
import type { AccountConfig, BackendConfig } from "../../../config/schema";
import type { Settings } from "../stack-inventory";
import { literal } from "./text";

/** AWS STS API reference, AssumeRole: characters of a session name. */
const SESSION_NAME_CHARACTERS = 64;

/** Where the state of an environment's stacks is kept. */
export interface ExpectedState {
  readonly environmentName: string;
  readonly backend: BackendConfig;
  /** Region of a bucket that names none. */
  readonly region: string;
}

/** The provider of a stack: one account, one region, the account's deploy role and tags. */
export function expectedProvider(
  stack: string,
  account: AccountConfig,
  { partition, region }: { readonly partition: string; readonly region: string },
): Settings {
  const role = deployRoleOf(account);
  const session = role && {
    role_arn: `arn:${partition}:iam::${account.id}:role/${role.name}`,
    session_name: `terraform-${stack}`.slice(0, SESSION_NAME_CHARACTERS),
    external_id: role.externalId,
    duration: role.sessionDuration === undefined ? undefined : `${role.sessionDuration}s`,
  };
  return {
    alias: "account",
    region,
    allowed_account_ids: [account.id],
    assume_role: session && [session],
    default_tags: [{ tags: literal(account.tags) }],
  };
}

/** The block of `terraform` that says where a stack's state is. */
export function expectedBackend(stack: string, state: ExpectedState): Settings {
  const { backend } = state;
  if (backend.type === "local") return { backend: { local: { path: localFile(stack, state) } } };
  if (backend.type === "s3") {
    const use_lockfile = backend.lockFile ? true : undefined;
    return { backend: { s3: { ...s3Object(stack, state), use_lockfile } } };
  }
  const { hostname, organization, project } = literal(backend);
  return { cloud: { hostname, organization, workspaces: { name: workspace(stack, backend), project } } };
}

/** The data source that reads the outputs of another stack. */
export function expectedRemoteState(
  stack: string,
  outputs: readonly string[],
  state: ExpectedState,
): Settings {
  const { backend } = state;
  const defaults = Object.fromEntries(outputs.map((output) => [output, ""]));
  const postcondition = outputs.map((output) => `\${self.outputs.${output} != ""}`);
  if (backend.type === "local") {
    const file = localFile(stack, state);
    const lifecycle = { precondition: [`\${fileexists("${file}")}`], postcondition };
    return { backend: "local", defaults, config: { path: file }, lifecycle };
  }
  if (backend.type === "s3") {
    const config = s3Object(stack, state);
    return { backend: "s3", defaults, workspace: "default", config, lifecycle: { postcondition } };
  }
  const { hostname, organization } = literal(backend);
  const config = { hostname, organization, workspaces: { name: workspace(stack, backend) } };
  return { backend: "remote", defaults, workspace: "default", config, lifecycle: { postcondition } };
}

/** The folder depends on where the stack was synthesized, so only the name of the file is expected. */
function localFile(stack: string, { environmentName }: ExpectedState): string {
  return `terraform.${environmentName}.${stack}.tfstate`;
}

function workspace(stack: string, { workspacePrefix }: Extract<BackendConfig, { type: "cloud" }>): string {
  return `${workspacePrefix}${stack}`;
}

function s3Object(stack: string, { backend, region }: ExpectedState): Settings {
  if (backend.type !== "s3") return {};
  return literal({
    bucket: backend.bucket,
    key: `${backend.keyPrefix}/${stack}.tfstate`,
    region: backend.region ?? region,
    encrypt: true,
    kms_key_id: backend.kmsKeyId,
    assume_role: backend.roleArn && { role_arn: backend.roleArn, session_name: "terraform-state" },
  });
}
