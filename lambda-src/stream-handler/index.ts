import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { createHandler } from "./create-handler";
import { onChange } from "./on-change";
import { readSettings } from "./settings";

/** What Lambda calls. POWERTOOLS_SERVICE_NAME names the function in its logs and metrics. */
export const handler = createHandler({
  onChange,
  logger: new Logger(),
  metrics: new Metrics({ namespace: process.env.POWERTOOLS_METRICS_NAMESPACE || "CrossAccountStreams" }),
  settings: readSettings(process.env),
});
