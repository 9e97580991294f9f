import {
  CloudBackend,
  DataTerraformRemoteState,
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  LocalBackend,
  NamedCloudWorkspace,
  NamedRemoteWorkspace,
  S3Backend,
  type S3BackendConfig,
  type TerraformRemoteState,
  type TerraformStack,
} from "cdktf";
import type { BackendConfig } from "../config/schema";
import { withoutVersionCheck } from "../constructs/without-version-check";

type S3Settings = Extract<BackendConfig, { type: "s3" }>;
type CloudSettings = Extract<BackendConfig, { type: "cloud" }>;

/** Where the stacks of an environment store their state. */
export interface StateLocation {
  readonly backend: BackendConfig;
  /** Name of the environment: two environments with local state do not share a file. */
  readonly environmentName: string;
  /** The environment's region, for a bucket that names none. */
  readonly region: string;
  /**
   * Where files of local state are, relative to the folder of a stack, so that the JSON is the same everywhere.
   * @default beside CDKTF's output folder
   */
  readonly folder?: string | undefined;
}

/** Beside CDKTF's output folder, as seen from the folder of a stack in it: `stacks/<stack>`. */
export const STATE_BESIDE_OUTPUT = "../../..";

/** Name of the file that holds a stack's local state. */
export function stateFile(environmentName: string, stackName: string): string {
  return `terraform.${environmentName}.${stackName}.tfstate`;
}

/**
 * The required versions of Terraform or OpenTofu: lock files in S3 came with 1.10, `removed` blocks with 1.7.
 * @param forgets whether the stack has `removed` blocks
 */
export function terraformVersions({ backend }: StateLocation, { forgets = false } = {}): string {
  if (backend.type === "s3" && backend.lockFile) return ">= 1.10.0";
  return forgets ? ">= 1.7.0" : ">= 1.5.0";
}

/** Sets the backend of a stack. */
export function keepState(stack: TerraformStack, location: StateLocation): void {
  const { backend } = location;
  const stackName = stack.node.id;
  if (backend.type === "local") {
    new LocalBackend(stack, { path: localPath(location, stackName) });
    return;
  }
  if (backend.type === "cloud") {
    const state = new CloudBackend(stack, {
      hostname: backend.hostname,
      organization: backend.organization,
      workspaces: new NamedCloudWorkspace(workspaceName(backend, stackName), backend.project),
    });
    withoutVersionCheck(state);
    return;
  }
  const state = new S3Backend(stack, s3Object(backend, location, stackName));
  // CDKTF 0.21 has no prop for it.
  if (backend.lockFile) state.addOverride("use_lockfile", true);
}

/** What is read from the state of another stack of the same environment. */
export interface StateToRead {
  readonly location: StateLocation;
  readonly stackName: string;
  /**
   * Values of outputs that are not there. Without them Terraform could not even destroy a stack that refers to an output
   * of a stack that is destroyed already.
   */
  readonly defaults: Readonly<Record<string, string>>;
  /** What to tell who plans before the other stack has a state. */
  readonly neverDeployed: string;
}

/** The outputs of another stack of the same environment. */
export function readState(
  scope: TerraformStack,
  id: string,
  { location, stackName, defaults, neverDeployed }: StateToRead,
): TerraformRemoteState {
  const { backend } = location;
  if (backend.type === "local") {
    return new DataTerraformRemoteStateLocal(scope, id, { defaults, path: localPath(location, stackName) });
  }
  const workspace = defaultWorkspace(neverDeployed);
  if (backend.type === "cloud") {
    return new DataTerraformRemoteState(scope, id, {
      defaults,
      workspace,
      hostname: backend.hostname,
      organization: backend.organization,
      workspaces: new NamedRemoteWorkspace(workspaceName(backend, stackName)),
    });
  }
  return new DataTerraformRemoteStateS3(scope, id, {
    defaults,
    workspace,
    ...s3Object(backend, location, stackName),
  });
}

/**
 * The workspace that is read if none is named, with a comment. If there is no state, Terraform and OpenTofu quote the
 * line of this setting below their "Unable to find remote state", and so say the comment: no condition can ask a bucket
 * or a workspace before them.
 */
function defaultWorkspace(comment: string): string {
  return `\${"default" /* ${comment} */}`;
}

/**
 * Whether the state of another stack exists, as a condition of Terraform; undefined where Terraform cannot tell without
 * failing.
 */
export function stateExists(location: StateLocation, stackName: string): string | undefined {
  if (location.backend.type !== "local") return undefined;
  // A condition must refer to something, and the path of the stack's folder is something.
  return `fileexists("\${path.module}/${localPath(location, stackName)}")`;
}

function localPath(
  { folder = STATE_BESIDE_OUTPUT, environmentName }: StateLocation,
  stackName: string,
): string {
  return `${folder}/${stateFile(environmentName, stackName)}`;
}

/** Name of the workspace that holds the state of a stack. */
export function workspaceName(
  { workspacePrefix }: Pick<CloudSettings, "workspacePrefix">,
  stackName: string,
): string {
  return `${workspacePrefix}${stackName}`;
}

function s3Object(backend: S3Settings, { region }: StateLocation, stackName: string): S3BackendConfig {
  return {
    bucket: backend.bucket,
    key: `${backend.keyPrefix}/${stackName}.tfstate`,
    region: backend.region ?? region,
    encrypt: true,
    kmsKeyId: backend.kmsKeyId,
    ...(backend.roleArn && { assumeRole: { roleArn: backend.roleArn, sessionName: "terraform-state" } }),
  };
}
