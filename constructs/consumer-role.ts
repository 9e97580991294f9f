import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { LAMBDA_ASSUMES, leaveTraces, pathOf } from "./function-statements";
import { type PolicyStatement, policyDocument } from "./policy-document";
import { STREAM_READ_ACTIONS } from "./stream-policy";

export interface ConsumerRoleProps {
  /** The consumer account: 12 digits. */
  readonly accountId: string;
  readonly roleName: string;
  /** Begins and ends with a slash; part of the role's ARN. */
  readonly rolePath: string;
  /**
   * ARN of the managed policy that bounds the role.
   * @default none
   */
  readonly permissionsBoundaryArn?: string | undefined;
  /** Name of the function, for the role's description. */
  readonly functionName: string;
  /** ARNs of the streams that it reads. */
  readonly streamArns: readonly string[];
  /** ARNs of the customer-managed keys that encrypt those streams; empty if AWS owns the keys. */
  readonly keyArns: readonly string[];
  /** ARN of the function's log group, without `:*`. */
  readonly logGroupArn: string;
  /** ARN of the bucket for the batches that could not be handled. */
  readonly failureBucketArn: string;
  /** Whether the function sends traces to X-Ray. */
  readonly tracing: boolean;
}

/**
 * The role of the consumer's function. Lambda reads the stream and writes to the failure bucket with it, too:
 * this is the consumer account's half of the permission.
 */
export class ConsumerRole extends Construct {
  /** ARN of the role. */
  readonly arn: string;
  /** What must exist before anything relies on the role's permissions. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ConsumerRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "this", {
      name: props.roleName,
      path: pathOf(props.rolePath),
      permissionsBoundary: props.permissionsBoundaryArn,
      description: `Runs the function ${props.functionName} and reads its DynamoDB streams`,
      assumeRolePolicy: policyDocument([LAMBDA_ASSUMES]),
    });
    this.arn = role.arn;
    this.policy = new IamRolePolicy(this, "policy", {
      name: "consume-streams",
      role: role.name,
      policy: policyDocument(permissions(props)),
    });
  }
}

function permissions(props: ConsumerRoleProps): PolicyStatement[] {
  const decrypts = props.keyArns.length > 0 ? [decryptStreams(props.keyArns)] : [];
  return [readStreams(props.streamArns), ...decrypts, ...leaveTraces(props), ...keepFailures(props)];
}

function readStreams(streamArns: readonly string[]): PolicyStatement {
  return { Sid: "ReadStreams", Effect: "Allow", Action: STREAM_READ_ACTIONS, Resource: streamArns };
}

function decryptStreams(keyArns: readonly string[]): PolicyStatement {
  return { Sid: "DecryptStreams", Effect: "Allow", Action: "kms:Decrypt", Resource: keyArns };
}

/**
 * Lambda Developer Guide, "Retaining discarded records": an S3 destination needs both actions, and the account
 * condition keeps the records at home should the bucket be deleted and its name be taken by someone else.
 */
function keepFailures({ accountId, failureBucketArn }: ConsumerRoleProps): PolicyStatement[] {
  const Condition = { StringEquals: { "s3:ResourceAccount": accountId } };
  return [
    {
      Sid: "KeepFailedBatches",
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: `${failureBucketArn}/*`,
      Condition,
    },
    {
      Sid: "FindFailureBucket",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: failureBucketArn,
      Condition,
    },
  ];
}
