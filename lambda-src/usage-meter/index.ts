import { Metrics } from "@aws-lambda-powertools/metrics";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { functionLogger } from "../shared/redaction/function-logger";
import { TIME_LIMITS } from "../shared/time-limits";
import { createHandler } from "./create-handler";
import { tableLedger } from "./ledger";
import { readSettings } from "./settings";

const settings = readSettings(process.env);
const client = new DynamoDBClient({ requestHandler: TIME_LIMITS });

/** The Lambda handler. POWERTOOLS_SERVICE_NAME and POWERTOOLS_METRICS_NAMESPACE name its logs and metrics. */
export const handler = createHandler({
  ledger: tableLedger(client, settings.ledgerTable),
  logger: functionLogger(),
  metrics: new Metrics(),
  settings,
});
