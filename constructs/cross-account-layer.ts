import { LambdaLayerVersion } from "@cdktf/provider-aws/lib/lambda-layer-version";
import { TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { LAYER_MODULE } from "../bundling/bundle-options";
import { assetOf, type FunctionCode } from "./consumer-function";

export interface CrossAccountLayerProps {
  /** Name of the layer; each new content becomes a version of it. */
  readonly layerName: string;
  readonly code: FunctionCode;
}

/** The Lambda layer that brings the module `cross-account`. Any function of the account and region may use it. */
export class CrossAccountLayer extends Construct {
  /** ARN of the layer's version. */
  readonly arn: string;

  constructor(scope: Construct, id: string, { layerName, code }: CrossAccountLayerProps) {
    super(scope, id);
    const layer = new LambdaLayerVersion(this, "this", {
      layerName,
      description: `The module ${LAYER_MODULE}: assumes roles of other accounts`,
      filename: new TerraformAsset(this, "code", assetOf(code)).path,
      sourceCodeHash: code.sourceCodeHash,
      compatibleRuntimes: ["nodejs20.x", "nodejs22.x"],
    });
    this.arn = layer.arn;
  }
}
