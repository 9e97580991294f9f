import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import type { FunctionConfig } from "../config/schema";
import { exceptFromScan } from "./scan-exceptions";
import { terraformLiterals } from "./terraform-literal";

/** The newest Node.js runtime that the pinned AWS provider knows. */
const RUNTIME = "nodejs22.x";

/** What scanners would like a function to have. */
const EXCEPTIONS = {
  CKV_AWS_50: "traces only where the environment asks for them: they cost, and name the tables",
  CKV_AWS_115: "reserving takes concurrency from all other functions, so the environment says it",
  CKV_AWS_116: "it is invoked synchronously; a mapping sends failed batches to a destination of its own",
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
  /** What it is for, as AWS's console shows it. */
  readonly description: string;
  /** All its environment variables. */
  readonly variables: Readonly<Record<string, string>>;
  /**
   * ARN of the layer version that brings the module `cross-account`.
   * @default no layer
   */
  readonly layerArn?: string | undefined;
}

/** A Lambda function of a consumer. */
export class ConsumerFunction extends Construct {
  /** Name of the function. */
  readonly functionName: string;
  /** ARN of the function, without a version. */
  readonly functionArn: string;
  /** What API Gateway calls. */
  readonly invokeArn: string;

  constructor(scope: Construct, id: string, props: ConsumerFunctionProps) {
    super(scope, id);
    const { config, code, layerArn } = props;
    const fn = new LambdaFunction(this, "this", {
      functionName: config.name,
      description: props.description,
      role: props.roleArn,
      runtime: RUNTIME,
      handler: "index.handler",
      architectures: [config.architecture],
      memorySize: config.memorySize,
      timeout: config.timeout,
      filename: new TerraformAsset(this, "code", assetOf(code)).path,
      sourceCodeHash: code.sourceCodeHash,
      layers: layerArn === undefined ? undefined : [layerArn],
      reservedConcurrentExecutions: config.reservedConcurrency,
      tracingConfig: config.tracing ? { mode: "Active" } : undefined,
      loggingConfig: {
        logFormat: "JSON",
        applicationLogLevel: config.logLevel,
        logGroup: props.logGroupName,
      },
      environment: { variables: terraformLiterals(props.variables) },
    });
    exceptFromScan(fn, EXCEPTIONS);
    this.functionName = fn.functionName;
    this.functionArn = fn.arn;
    this.invokeArn = fn.invokeArn;
  }
}

/** An archive as CDKTF copies it into the stack's folder. */
export function assetOf({ zipPath, sourceCodeHash }: FunctionCode) {
  const assetHash = Buffer.from(sourceCodeHash, "base64").toString("hex");
  return { path: zipPath, type: AssetType.FILE, assetHash };
}
