import { PutFunctionConcurrencyCommand } from "@aws-sdk/client-lambda";
import type { Drill } from "../drill";
import { NAMES } from "../site/content";
import { driftAt } from "../site/looks";

/** Somebody has taken the function's concurrency away. */
export const THROTTLED_FUNCTION: Drill = {
  name: "throttled-function",
  incident: "The function is throttled: somebody has set its concurrency to 0",
  breakIt: (site) =>
    site.acting("consumer", async ({ lambda }) => {
      await lambda.send(
        new PutFunctionConcurrencyCommand({
          FunctionName: NAMES.function,
          ReservedConcurrentExecutions: 0,
        }),
      );
    }),
  detect: (site) => driftAt(site, /aws_lambda_function/),
  fixedBy: ["npx cdktf deploy '*'"],
  fix: async (site) => {
    await site.deploy();
  },
};
