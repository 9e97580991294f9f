import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { crossAccountRole } from "cross-account";
import { functionLogger } from "../shared/redaction/function-logger";
import { watched } from "../shared/redaction/known-secrets";
import { TIME_LIMITS } from "../shared/time-limits";
import { createHandler } from "./create-handler";
import { readSettings } from "./settings";

const settings = readSettings(process.env);
const role = crossAccountRole(settings.role);

/** One client for all requests: it keeps its connections and credentials. */
const client = role.client(
  (credentials) =>
    new DynamoDBClient({
      region: settings.tableRegion,
      credentials: watched(credentials),
      requestHandler: {
        ...TIME_LIMITS,
        // While one large page is parsed, others wait unread, which is no silence of DynamoDB. `withinTime` ends them all.
        socketTimeout: 0,
        // The SDK's default is 50: further segments would wait for a connection and run into the limit above.
        httpsAgent: { maxSockets: settings.maxSegments },
      },
    }),
);

/** The Lambda handler. POWERTOOLS_SERVICE_NAME is the function's name in its logs. */
export const handler = createHandler({ client, logger: functionLogger(), settings });
