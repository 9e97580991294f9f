import { TerraformOutput } from "cdktf";
import { LambdaLayer } from "../../../constructs/lambda-layer";
import { expression } from "../support/elements";
import { fakeCode } from "../support/fake-code";
import { onlyElement, synthAlone } from "../support/synth-alone";
import { temporaryFolder } from "../support/temporary-folder";

const code = fakeCode(temporaryFolder());

test("a layer has its code and a description", () => {
  // Act
  const json = synthAlone((scope) => {
    const layer = new LambdaLayer(scope, "layer", { layerName: "pricing", description: "Prices", code });
    new TerraformOutput(scope, "arn", { value: layer.arn });
  });

  // Assess
  const hash = Buffer.from(code.sourceCodeHash, "base64").toString("hex");
  expect(onlyElement(json, "aws_lambda_layer_version")).toEqual({
    compatible_runtimes: ["nodejs20.x", "nodejs22.x"],
    description: "Prices",
    filename: `assets/layer_code/${hash}/code.zip`,
    layer_name: "pricing",
    source_code_hash: code.sourceCodeHash,
  });
  expect(json.output?.arn?.value).toBe(expression("aws_lambda_layer_version.layer_this.arn"));
});
