import { Metrics } from "@aws-lambda-powertools/metrics";
import { functionLogger } from "../shared/redaction/function-logger";
import { createHandler } from "./create-handler";
import { onChange } from "./on-change";
import { readSettings } from "./settings";

/** The Lambda handler. POWERTOOLS_SERVICE_NAME and POWERTOOLS_METRICS_NAMESPACE name its logs and metrics. */
export const handler = createHandler({
  onChange,
  logger: functionLogger(),
  metrics: new Metrics(),
  settings: readSettings(process.env),
});
