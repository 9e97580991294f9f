import { attributeOf } from "./references";
import { resourcesOf } from "./resources";
import type { Stack } from "./stack";

/** The ARNs that API Gateway's APIs of the stacks invoke functions with; stage and route follow after a slash. */
export function executionArnsOf(stacks: readonly Stack[]): string[] {
  return ["aws_apigatewayv2_api", "aws_api_gateway_rest_api"].flatMap((type) =>
    resourcesOf(stacks, type).map((api) => attributeOf(api, "execution_arn", stacks)),
  );
}
