import { Metrics } from "@aws-lambda-powertools/metrics";
import { functionLogger } from "../../lambda-src/shared/redaction/function-logger";
import { createHandler } from "../../lambda-src/stream-handler/create-handler";
import { readSettings } from "../../lambda-src/stream-handler/settings";
import { onChange } from "./on-change";

/** The stream handler with the change function of docs/backfill.md. */
export const handler = createHandler({
  onChange,
  logger: functionLogger(),
  metrics: new Metrics(),
  settings: readSettings(process.env),
});
