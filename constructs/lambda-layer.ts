import { LambdaLayerVersion } from "@cdktf/provider-aws/lib/lambda-layer-version";
import { TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { assetOf, type FunctionCode } from "./code-asset";

export interface LambdaLayerProps {
  /** Name of the layer. Each change of the layer makes a new version of it. */
  readonly layerName: string;
  /** The content, which Lambda unpacks to `/opt`: Node.js finds modules in `nodejs/node_modules/`. */
  readonly code: FunctionCode;
  /**
   * What the layer contains, as the Lambda console shows it. A new description makes a new version.
   * @default no description
   */
  readonly description?: string;
}

/**
 * A Lambda layer with Node.js modules. Any function of the same account and region may use it.
 * @example
 * const layer = new LambdaLayer(this, "layer", {
 *   layerName: "pricing",
 *   code: bundle({
 *     entry: "src/pricing/index.ts",
 *     file: "nodejs/node_modules/pricing/index.js",
 *     projectRoot: __dirname,
 *   }),
 * });
 */
export class LambdaLayer extends Construct {
  /** ARN of the layer's version. */
  readonly arn: string;

  constructor(scope: Construct, id: string, { layerName, code, description }: LambdaLayerProps) {
    super(scope, id);
    const layer = new LambdaLayerVersion(this, "this", {
      layerName,
      description,
      filename: new TerraformAsset(this, "code", assetOf(code)).path,
      sourceCodeHash: code.sourceCodeHash,
      compatibleRuntimes: ["nodejs20.x", "nodejs22.x"],
    });
    this.arn = layer.arn;
  }
}
