import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import type { FunctionConfig } from "../config/schema";
import { exceptFromScan } from "./scan-exceptions";
import { terraformLiterals } from "./terraform-literal";

/** Namespace of the function's own metrics in CloudWatch. */
export const METRICS_NAMESPACE = "CrossAccountStreams";

/** The newest Node.js runtime that the pinned AWS provider knows. */
const RUNTIME = "nodejs22.x";

/** What scanners would like a function to have. */
const EXCEPTIONS = {
  CKV_AWS_50: "traces only where the environment asks for them: they cost, and name the tables",
  CKV_AWS_115: "reserving takes concurrency from all other functions, so the environment says it",
  CKV_AWS_116: "a mapping invokes it synchronously; failed batches go to the mapping's own destination",
  CKV_AWS_117: "it reaches AWS's public endpoints only, and no network of the account",
  CKV_AWS_173: "its variables hold no secrets; Lambda encrypts them with its own key",
  CKV_AWS_272: "the code is built and uploaded by the same pipeline; its hash is in the plan",
};

/** A function's code, packed for Lambda. */
export interface FunctionCode {
  /** Where the ZIP archive lies. */
  readonly zipPath: string;
  /** SHA-256 of the archive, base64: Terraform uploads the code again when this changes. */
  readonly sourceCodeHash: string;
}

export interface ConsumerFunctionProps {
  readonly config: FunctionConfig;
  readonly code: FunctionCode;
  /** ARN of the role that the function runs under. */
  readonly roleArn: string;
  /** Name of the log group that it writes to. */
  readonly logGroupName: string;
}

/** The Lambda function that handles the records of a stream. */
export class ConsumerFunction extends Construct {
  /** Name of the function. */
  readonly functionName: string;
  /** ARN of the function, without a version. */
  readonly functionArn: string;

  constructor(scope: Construct, id: string, { config, code, roleArn, logGroupName }: ConsumerFunctionProps) {
    super(scope, id);
    const fn = new LambdaFunction(this, "this", {
      functionName: config.name,
      description: "Handles the changes of DynamoDB tables of other accounts",
      role: roleArn,
      runtime: RUNTIME,
      handler: "index.handler",
      architectures: [config.architecture],
      memorySize: config.memorySize,
      timeout: config.timeout,
      filename: new TerraformAsset(this, "code", assetOf(code)).path,
      sourceCodeHash: code.sourceCodeHash,
      reservedConcurrentExecutions: config.reservedConcurrency,
      tracingConfig: config.tracing ? { mode: "Active" } : undefined,
      loggingConfig: {
        logFormat: "JSON",
        applicationLogLevel: config.logLevel,
        logGroup: logGroupName,
      },
      environment: { variables: variables(config) },
    });
    exceptFromScan(fn, EXCEPTIONS);
    this.functionName = fn.functionName;
    this.functionArn = fn.arn;
  }
}

function assetOf({ zipPath, sourceCodeHash }: FunctionCode) {
  const assetHash = Buffer.from(sourceCodeHash, "base64").toString("hex");
  return { path: zipPath, type: AssetType.FILE, assetHash };
}

/** What the environment file sets wins over what is set for Powertools here. */
function variables(config: FunctionConfig): Record<string, string> {
  return terraformLiterals({
    POWERTOOLS_SERVICE_NAME: config.name,
    POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
    ...config.environment,
  });
}
