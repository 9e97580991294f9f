import type { PolicyStatement } from "./policy-document";

/** The trust policy's statement of every role that a function runs under. */
export const LAMBDA_ASSUMES: PolicyStatement = {
  Sid: "LambdaAssumes",
  Effect: "Allow",
  Principal: { Service: "lambda.amazonaws.com" },
  Action: "sts:AssumeRole",
};

/** What a function may leave behind: log lines in its own group and, if it is traced, traces. */
export function leaveTraces({
  logGroupArn,
  tracing,
}: {
  readonly logGroupArn: string;
  readonly tracing: boolean;
}): PolicyStatement[] {
  return tracing ? [writeLogs(logGroupArn), SEND_TRACES] : [writeLogs(logGroupArn)];
}

/** A role's path for Terraform. IAM's own default is left out: what Terraform reads back is then no difference. */
export function pathOf(rolePath: string): string | undefined {
  return rolePath === "/" ? undefined : rolePath;
}

/** X-Ray has no resources for these actions (Service Authorization Reference, AWS X-Ray). */
const SEND_TRACES: PolicyStatement = {
  Sid: "SendTraces",
  Effect: "Allow",
  Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
  Resource: "*",
};

/** Lambda names the log streams, so only the group can be named. Terraform makes the group itself. */
function writeLogs(logGroupArn: string): PolicyStatement {
  return {
    Sid: "WriteOwnLogStreams",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
  };
}
