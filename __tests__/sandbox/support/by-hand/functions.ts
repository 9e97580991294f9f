import {
  DeleteSubscriptionFilterCommand,
  PutSubscriptionFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  AddLayerVersionPermissionCommand,
  AddPermissionCommand,
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionConfigurationCommand,
  RemoveLayerVersionPermissionCommand,
  RemovePermissionCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { type ByHand, FUNCTION, LAYER, ROLE } from "./by-hand";

/** Changes of functions, their layer and their log. */
export const FUNCTIONS: readonly ByHand[] = [
  {
    name: "a URL without authorization",
    change: async ({ consumer: { lambda } }) => {
      await lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName: FUNCTION, AuthType: "NONE" }));
      return () => lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName: FUNCTION }));
    },
    found: () => [
      expect.stringMatching(
        /^consumer aws_lambda_function\.function URL: \{"FunctionUrl":"https:.*","AuthType":"NONE"\}$/,
      ),
    ],
  },
  {
    name: "a permission for everyone to invoke",
    change: async ({ consumer: { lambda } }) => {
      const named = { FunctionName: FUNCTION, StatementId: "everyone" };
      await lambda.send(
        new AddPermissionCommand({ ...named, Action: "lambda:InvokeFunction", Principal: "*" }),
      );
      return () => lambda.send(new RemovePermissionCommand(named));
    },
    found: ({ consumerId }) => [
      `consumer aws_lambda_permission of aws_lambda_function.function, statement everyone: Allow lambda:InvokeFunction on arn:aws:lambda:us-east-1:${consumerId}:function:${FUNCTION} to *`,
    ],
  },
  {
    name: "a variable that loads code",
    change: async ({ consumer: { lambda } }) => {
      const update = (Variables: Record<string, string>) =>
        lambda.send(
          new UpdateFunctionConfigurationCommand({ FunctionName: FUNCTION, Environment: { Variables } }),
        );
      const { Environment } = await lambda.send(
        new GetFunctionConfigurationCommand({ FunctionName: FUNCTION }),
      );
      await update({ ...Environment?.Variables, NODE_OPTIONS: "--require /tmp/more.js" });
      return () => update({ ...Environment?.Variables });
    },
    found: () => [
      "consumer aws_lambda_function.function environment.variables.NODE_OPTIONS: (22 characters)",
    ],
  },
  {
    name: "a subscription to the log",
    change: async ({ consumer: { logs }, sourceId }) => {
      const named = { logGroupName: `/aws/lambda/${FUNCTION}`, filterName: "copy" };
      const destinationArn = `arn:aws:logs:us-east-1:${sourceId}:destination:copy`;
      await logs.send(new PutSubscriptionFilterCommand({ ...named, filterPattern: "", destinationArn }));
      return () => logs.send(new DeleteSubscriptionFilterCommand(named));
    },
    found: ({ sourceId }) => [
      `consumer aws_cloudwatch_log_group.log_group subscription filter: {"filterName":"copy","destinationArn":"arn:aws:logs:us-east-1:${sourceId}:destination:copy"}`,
    ],
  },
  {
    name: "the layer for another account",
    change: async ({ consumer: { lambda }, sourceId }) => {
      const layer = { LayerName: LAYER, VersionNumber: 1, StatementId: "more" };
      await lambda.send(
        new AddLayerVersionPermissionCommand({
          ...layer,
          Action: "lambda:GetLayerVersion",
          Principal: sourceId,
        }),
      );
      return () => lambda.send(new RemoveLayerVersionPermissionCommand(layer));
    },
    found: () => [
      expect.stringMatching(/^consumer aws_lambda_layer_version\.cross_account_layer permission: .*"more"/),
    ],
  },
  {
    name: "a function of another name under the same role",
    change: async ({ consumer: { lambda }, consumerId }) => {
      const FunctionName = "more";
      const Role = `arn:aws:iam::${consumerId}:role/${ROLE}`;
      const Code = { ZipFile: zipSync({ "index.js": strToU8("exports.handler = async () => {};") }) };
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName,
          Role,
          Code,
          Runtime: "nodejs22.x",
          Handler: "index.handler",
        }),
      );
      return () => lambda.send(new DeleteFunctionCommand({ FunctionName }));
    },
    found: ({ consumerId }) => [
      `consumer aws_lambda_function more: {"function_name":"more","role":"arn:aws:iam::${consumerId}:role/${ROLE}"}`,
    ],
  },
];
