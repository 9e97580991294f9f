import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { assetOf, type FunctionCode } from "./code-asset";
import { exceptFromScan } from "./scan-exceptions";

/** The newest Node.js runtime that the pinned AWS provider accepts. */
const RUNTIME = "nodejs22.x";

/** The checks of security scanners that functions fail on purpose. */
const EXCEPTIONS = {
  CKV_AWS_50: "tracing is a setting: traces cost money and contain table names",
  CKV_AWS_115:
    "reserved concurrency is a setting: it takes concurrency from all other functions of the account",
  CKV_AWS_116:
    "event source mappings have a failure destination; a dead-letter queue serves asynchronous calls only",
  CKV_AWS_117: "it reaches AWS's public endpoints only, and no network of the account",
  CKV_AWS_173: "the variables hold no secrets; Lambda encrypts them with a key of its own",
  CKV_AWS_272: "the code is built and uploaded by the same pipeline; its hash is in the plan",
};

/** The settings of a Lambda function. */
export interface FunctionSettings {
  /** Name of the function: 1 to 64 letters, digits, hyphens and underscores. A new name makes a new function. */
  readonly functionName: string;
  /** The code, whose `index.js` exports `handler`. */
  readonly code: FunctionCode;
  /**
   * What the function does, as the Lambda console shows it.
   * @default no description
   */
  readonly description?: string;
  /**
   * Environment variables: 4 KB together. Not for secrets.
   * @default none
   */
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * ARNs of the layer versions that the function uses.
   * @default none
   */
  readonly layerArns?: readonly string[];
  /**
   * Memory: 128 to 10,240 MB.
   * @default 256
   */
  readonly memorySize?: number;
  /**
   * Time limit of an invocation: 1 to 900 seconds.
   * @default 60
   */
  readonly timeout?: number;
  /**
   * The processor that it runs on.
   * @default arm64
   */
  readonly architecture?: "arm64" | "x86_64";
  /**
   * Concurrent invocations that are reserved for the function, and their limit. 0 stops the function.
   * @default none reserved
   */
  readonly reservedConcurrency?: number;
  /**
   * Whether the function sends traces to AWS X-Ray.
   * @default false
   */
  readonly tracing?: boolean;
  /**
   * Log events below this level are dropped.
   * @default INFO
   */
  readonly logLevel?: "TRACE" | "DEBUG" | "INFO" | "WARN" | "ERROR" | "FATAL";
}

export interface NodeFunctionProps extends FunctionSettings {
  /** ARN of the function's execution role. */
  readonly roleArn: string;
  /** Name of the log group that the function writes to. */
  readonly logGroupName: string;
}

/**
 * A Lambda function on Node.js.
 * @example
 * const fn = new NodeFunction(this, "function", {
 *   functionName: "orders",
 *   code: bundle({ entry: "src/orders.ts", projectRoot: __dirname }),
 *   roleArn: role.arn,
 *   logGroupName: logs.logGroupName,
 * });
 */
export class NodeFunction extends Construct {
  /** Name of the function. */
  readonly functionName: string;
  /** ARN of the function, without a version. */
  readonly functionArn: string;
  /** ARN that API Gateway calls the function by. */
  readonly invokeArn: string;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id);
    const { code, layerArns = [], variables } = props;
    const fn = new LambdaFunction(this, "this", {
      functionName: props.functionName,
      description: props.description,
      role: props.roleArn,
      runtime: RUNTIME,
      handler: "index.handler",
      architectures: [props.architecture ?? "arm64"],
      memorySize: props.memorySize ?? 256,
      timeout: props.timeout ?? 60,
      filename: new TerraformAsset(this, "code", assetOf(code)).path,
      sourceCodeHash: code.sourceCodeHash,
      layers: layerArns.length === 0 ? undefined : [...layerArns],
      reservedConcurrentExecutions: props.reservedConcurrency,
      // Always said: without the block a function that was traced stays so.
      tracingConfig: { mode: props.tracing ? "Active" : "PassThrough" },
      loggingConfig: {
        logFormat: "JSON",
        applicationLogLevel: props.logLevel ?? "INFO",
        logGroup: props.logGroupName,
      },
      environment: variables && { variables },
    });
    exceptFromScan(fn, EXCEPTIONS);
    this.functionName = fn.functionName;
    this.functionArn = fn.arn;
    this.invokeArn = fn.invokeArn;
  }
}
