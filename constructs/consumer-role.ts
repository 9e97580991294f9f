import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
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
      // IAM's own default, left out: what Terraform reads back is then no difference.
      path: props.rolePath === "/" ? undefined : props.rolePath,
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

const LAMBDA_ASSUMES: PolicyStatement = {
  Sid: "LambdaAssumes",
  Effect: "Allow",
  Principal: { Service: "lambda.amazonaws.com" },
  Action: "sts:AssumeRole",
};

function permissions(props: ConsumerRoleProps): PolicyStatement[] {
  const decrypts = props.keyArns.length > 0 ? [decryptStreams(props.keyArns)] : [];
  const traces = props.tracing ? [SEND_TRACES] : [];
  return [
    readStreams(props.streamArns),
    ...decrypts,
    writeLogs(props.logGroupArn),
    ...traces,
    ...keepFailures(props),
  ];
}

/** X-Ray has no resources for these actions (Service Authorization Reference, AWS X-Ray). */
const SEND_TRACES: PolicyStatement = {
  Sid: "SendTraces",
  Effect: "Allow",
  Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
  Resource: "*",
};

function readStreams(streamArns: readonly string[]): PolicyStatement {
  return { Sid: "ReadStreams", Effect: "Allow", Action: STREAM_READ_ACTIONS, Resource: streamArns };
}

function decryptStreams(keyArns: readonly string[]): PolicyStatement {
  return { Sid: "DecryptStreams", Effect: "Allow", Action: "kms:Decrypt", Resource: keyArns };
}

/** Lambda names the log streams, so only the group can be named. Terraform makes the group itself. */
function writeLogs(logGroupArn: string): PolicyStatement {
  return {
    Sid: "WriteOwnLogStreams",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
  };
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
