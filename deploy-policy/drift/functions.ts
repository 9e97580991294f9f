import { partitionOf } from "../../config/arns";
import { permit } from "../grant";
import { arnOf, type Subject, setting } from "../subject";
import type { Rows } from "../types/row";

/** Service Authorization Reference, "AWS Lambda" and "Amazon API Gateway Management V2". */
export const FUNCTION_READS: Rows = {
  aws_lambda_function: (fn) => {
    const arn = arnOf(fn, "lambda", `function:${setting(fn, "function_name")}`);
    return [
      ...permit(
        { service: "lambda", resources: [arn] },
        {
          read: [
            "GetFunctionConcurrency",
            "GetFunctionConfiguration",
            "GetPolicy",
            "ListAliases",
            "ListFunctionEventInvokeConfigs",
            "ListFunctionUrlConfigs",
            "ListVersionsByFunction",
          ],
        },
      ),
      ...permit(
        {
          service: "lambda",
          resources: [`${arn}:*`],
          because: "each version and alias of a function has a policy of its own",
        },
        { read: ["GetPolicy"] },
      ),
      ...permit(
        {
          service: "lambda",
          resources: ["*"],
          because: "lists of functions and mappings have no resource: the account is searched for others",
        },
        { read: ["ListEventSourceMappings", "ListFunctions"] },
      ),
      ...permit(
        {
          service: "apigateway",
          resources: [apis(fn), `${apis(fn)}/*`],
          because: "the APIs of the account are searched for others that call the functions",
        },
        { read: ["GET"] },
      ),
    ];
  },

  aws_lambda_layer_version: (layer) => {
    const name = setting(layer, "layer_name");
    return [
      ...permit(
        { service: "lambda", resources: ["*"], because: "ListLayerVersions has no resource" },
        { read: ["ListLayerVersions"] },
      ),
      ...permit(
        {
          service: "lambda",
          resources: [arnOf(layer, "lambda", `layer:${name}:*`)],
          because: "Lambda numbers the versions of a layer",
        },
        { read: ["GetLayerVersionPolicy"] },
      ),
    ];
  },
};

/** Paths of API Gateway have no account. */
function apis({ resource: { stack } }: Subject): string {
  return `arn:${partitionOf(stack.region)}:apigateway:${stack.region}::/apis`;
}
