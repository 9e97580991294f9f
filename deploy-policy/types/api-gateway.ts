import { partitionOf } from "../../config/arns";
import { type Actions, type Grant, permit } from "../grant";
import { type Subject, sets } from "../subject";
import { hasTags } from "../tagging";
import type { Row, Rows } from "./row";

const ID = "API Gateway chooses the ID of an API";

/**
 * Service Authorization Reference, "Amazon API Gateway Management V2": the actions are HTTP verbs, and the resources are
 * paths.
 */
export const API_GATEWAY_ROWS: Rows = {
  aws_apigatewayv2_api: (api) => [
    ...permit({ service: "apigateway", resources: [path(api, "/apis")] }, { create: ["POST"] }),
    ...onPath(api, "/apis/*", { read: ["GET"], update: ["PATCH"], delete: ["DELETE"] }),
    ...tagsOf(api, "/apis/*", "/apis"),
  ],
  aws_apigatewayv2_authorizer: part("authorizers"),
  aws_apigatewayv2_integration: part("integrations"),
  aws_apigatewayv2_route: part("routes"),
  aws_apigatewayv2_stage: (stage) => [
    ...part("stages")(stage),
    ...tagsOf(stage, "/apis/*/stages/*", "/apis/*/stages"),
    ...accessLog(stage),
  ],
};

function part(collection: string): Row {
  return (subject) => [
    ...onPath(subject, `/apis/*/${collection}`, { create: ["POST"] }),
    ...onPath(subject, `/apis/*/${collection}/*`, { read: ["GET"], update: ["PATCH"], delete: ["DELETE"] }),
  ];
}

function onPath(subject: Subject, pattern: string, actions: Actions): Grant[] {
  return permit({ service: "apigateway", resources: [path(subject, pattern)], because: ID }, actions);
}

function path({ resource: { stack } }: Subject, pattern: string): string {
  return `arn:${partitionOf(stack.region)}:apigateway:${stack.region}::${pattern}`;
}

/** @param collection where something of this kind is created */
function tagsOf(subject: Subject, pattern: string, collection: string): Grant[] {
  if (!hasTags(subject)) return [];
  // The tagged ARN is a part of the path: encoded, but for the pattern's own asterisks.
  const encoded = path(subject, pattern).split("*").map(encodeURIComponent).join("*");
  return [
    ...onPath(subject, `/tags/${encoded}`, { update: ["POST", "DELETE"] }),
    ...permit(
      {
        service: "apigateway",
        resources: [path(subject, collection), path(subject, pattern)],
        because: ID,
        documented:
          "seen on AWS (aws-amplify/amplify-cli#12316): what is created with tags needs it, though the Service Authorization Reference does not list it",
      },
      { create: ["TagResource"], update: ["TagResource"] },
    ),
  ];
}

/** API Gateway sets up the delivery of access logs with the rights of its caller. */
function accessLog(stage: Subject): Grant[] {
  if (!sets(stage, "access_log_settings")) return [];
  const deliveries = ["CreateLogDelivery", "GetLogDelivery", "ListLogDeliveries", "UpdateLogDelivery"];
  const policies = ["DescribeResourcePolicies", "PutResourcePolicy"];
  return permit(
    {
      service: "logs",
      resources: ["*"],
      because: "log deliveries and resource policies of CloudWatch Logs are no resources",
      documented:
        'API Gateway Developer Guide, "Configure logging for HTTP APIs", permissions to activate logging',
    },
    {
      create: [...deliveries, ...policies],
      update: [...deliveries, ...policies],
      delete: ["DeleteLogDelivery", "ListLogDeliveries"],
    },
  );
}
