import { partitionOf } from "../config/arns";
import type { Stack } from "../synthesized/stack";
import type { ElementJson } from "../synthesized/stack-json";
import { type Grant, permit } from "./grant";

/** Settings of Terraform's S3 backend. */
export interface S3State {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  readonly kms_key_id?: string;
  readonly use_lockfile?: boolean;
  readonly assume_role?: { readonly role_arn?: string };
}

/** The S3 backend of a stack; undefined if its state is elsewhere. */
export function s3StateOf({ json }: Stack): S3State | undefined {
  return json.terraform?.backend?.s3 as S3State | undefined;
}

/**
 * What keeping a stack's state in S3 needs, and reading the states of other stacks (Terraform documentation, "Backend
 * type: s3"). A plan locks the state, too. Nothing for state that is elsewhere.
 */
export function stateGrants(stack: Stack): Grant[] {
  const own = s3StateOf(stack);
  return [...(own ? ownState(own) : []), ...foreignStates(stack).flatMap((state) => readable(state))];
}

function ownState(state: S3State): Grant[] {
  const actions = {
    read: ["GetObject"],
    create: ["PutObject"],
    update: ["PutObject"],
    delete: ["PutObject"],
  };
  return [
    ...listing(state),
    ...permit({ service: "s3", resources: [objectArn(state)] }, actions),
    ...(state.use_lockfile ? lock(state) : []),
    ...keyOf(state, ["Decrypt", "GenerateDataKey"]),
  ];
}

/** Taken and given back; read to say who holds it. */
function lock(state: S3State): Grant[] {
  const resources = [`${objectArn(state)}.tflock`];
  return permit({ service: "s3", resources }, { read: ["GetObject", "PutObject", "DeleteObject"] });
}

function readable(state: S3State): Grant[] {
  return [
    ...listing(state),
    ...permit({ service: "s3", resources: [objectArn(state)] }, { read: ["GetObject"] }),
    ...keyOf(state, ["Decrypt"]),
  ];
}

/** `init` looks for workspaces, and without it S3 answers 403 instead of 404 where there is no state yet. */
function listing(state: S3State): Grant[] {
  return permit({ service: "s3", resources: [bucketArn(state)] }, { read: ["ListBucket"] });
}

/** S3 uses the state's key on behalf of its caller. Of an alias, no policy can name the key but by a condition. */
function keyOf({ kms_key_id: key, region }: S3State, actions: readonly string[]): Grant[] {
  if (key === undefined) return [];
  const viaS3 = { "kms:ViaService": `s3.${region}.amazonaws.com` };
  const documented = 'S3 User Guide, "Using server-side encryption with AWS KMS keys", permissions';
  const [account, alias] = key.split(":alias/");
  const target: Pick<Grant, "resources" | "because" | "conditions"> =
    alias === undefined
      ? { resources: [key], conditions: { StringEquals: viaS3 } }
      : {
          resources: [`${account}:key/*`],
          because: "a policy cannot name a key by its alias; the condition does",
          conditions: {
            StringEquals: viaS3,
            "ForAnyValue:StringEquals": { "kms:ResourceAliases": `alias/${alias}` },
          },
        };
  return permit({ service: "kms", ...target, documented }, { read: actions });
}

function foreignStates({ json }: Stack): S3State[] {
  return Object.values(json.data?.terraform_remote_state ?? {})
    .filter(({ backend }) => backend === "s3")
    .map(({ config }) => config as ElementJson as unknown as S3State);
}

function bucketArn({ bucket, region }: S3State): string {
  return `arn:${partitionOf(region)}:s3:::${bucket}`;
}

function objectArn(state: S3State): string {
  return `${bucketArn(state)}/${state.key}`;
}
