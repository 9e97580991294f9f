import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { crossAccountRole } from "cross-account";
import { createHandler } from "./create-handler";
import { keepProtoAttributes } from "./keep-proto-attributes";
import { readSettings } from "./settings";

const settings = readSettings(process.env);

const role = crossAccountRole({
  accountId: settings.sourceAccountId,
  roleName: settings.accessRoleName,
  externalId: settings.externalId,
  durationSeconds: settings.sessionDurationSeconds,
});

/** One client for all requests: it keeps connections and credentials. */
const client = new DynamoDBClient({
  region: settings.tableRegion,
  credentials: role.credentials,
  requestHandler: {
    // A call that hangs becomes an error in the log before the function's time is over.
    connectionTimeout: 2_000,
    requestTimeout: 5_000,
    throwOnRequestTimeout: true,
    // The SDK has 50; a segment that waits for a connection would run into the time limit above.
    httpsAgent: { maxSockets: settings.maxSegments },
  },
});
keepProtoAttributes(client);

/** What Lambda calls. POWERTOOLS_SERVICE_NAME names the function in its logs. */
export const handler = createHandler({ client, logger: new Logger(), settings });
