import { type Grant, permit } from "../grant";
import { arnOf, referred, type Subject, sets, setting } from "../subject";
import { tagging } from "../tagging";
import { roleArn } from "./iam";
import type { Rows } from "./row";

const UUID = "Lambda chooses the UUID of a mapping";
const VERSION = "Lambda numbers the versions of a layer";

/** Service Authorization Reference, "AWS Lambda". */
export const LAMBDA_ROWS: Rows = {
  aws_lambda_function: (fn) => [
    ...permit(
      { service: "lambda", resources: [functionArn(fn)] },
      {
        read: ["GetFunction", "GetFunctionCodeSigningConfig", "ListVersionsByFunction"],
        create: ["CreateFunction", ...concurrency(fn, "PutFunctionConcurrency")],
        update: [
          "UpdateFunctionCode",
          "UpdateFunctionConfiguration",
          ...concurrency(fn, "PutFunctionConcurrency", "DeleteFunctionConcurrency"),
        ],
        delete: ["DeleteFunction"],
      },
    ),
    ...tagging(fn, "lambda", { resources: [functionArn(fn)] }),
    ...permit(
      {
        service: "lambda",
        resources: [functionArn(fn)],
        documented: "Lambda API Reference, GetFunction: without it the answer has no tags",
      },
      { read: ["ListTags"] },
    ),
    ...passRole(fn),
  ],

  aws_lambda_event_source_mapping: (mapping) => {
    const any = { resources: [arnOf(mapping, "lambda", "event-source-mapping:*")], because: UUID };
    const conditions = { ArnEquals: { "lambda:FunctionArn": functionArn(mapping) } };
    return [
      ...permit(
        {
          service: "lambda",
          resources: ["*"],
          because: "CreateEventSourceMapping has no resource; the condition names the function",
          conditions,
        },
        { create: ["CreateEventSourceMapping"] },
      ),
      ...permit(
        { service: "lambda", ...any, because: `${UUID}; the condition names the function`, conditions },
        {
          read: ["GetEventSourceMapping"],
          update: ["UpdateEventSourceMapping"],
          delete: ["DeleteEventSourceMapping"],
        },
      ),
      ...permit({ service: "lambda", ...any }, { read: ["ListTags"] }),
      ...tagging(mapping, "lambda", any),
    ];
  },

  aws_lambda_layer_version: (layer) => {
    const arn = arnOf(layer, "lambda", `layer:${setting(layer, "layer_name")}`);
    return [
      ...permit({ service: "lambda", resources: [arn] }, { create: ["PublishLayerVersion"] }),
      ...permit(
        { service: "lambda", resources: [`${arn}:*`], because: VERSION },
        { read: ["GetLayerVersion"], delete: ["DeleteLayerVersion"] },
      ),
    ];
  },

  aws_lambda_permission: (permission) =>
    permit(
      { service: "lambda", resources: [functionArn(permission)] },
      { read: ["GetPolicy"], create: ["AddPermission"], delete: ["RemovePermission"] },
    ),
};

function functionArn(subject: Subject): string {
  return arnOf(subject, "lambda", `function:${setting(subject, "function_name")}`);
}

function concurrency(fn: Subject, ...actions: string[]): string[] {
  return sets(fn, "reserved_concurrent_executions") ? actions : [];
}

/** Creating a function, and giving it another role, passes the role to Lambda. */
function passRole(fn: Subject): Grant[] {
  const role = referred(fn, "role");
  return permit(
    {
      service: "iam",
      resources: [role ? roleArn(role) : setting(fn, "role")],
      conditions: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
      documented: 'IAM User Guide, "Grant a user permissions to pass a role to an AWS service"',
    },
    { create: ["PassRole"], update: ["PassRole"] },
  );
}
