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
  // A call that hangs becomes an error in the log before the function's time is over.
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
});
keepProtoAttributes(client);

/** What Lambda calls. POWERTOOLS_SERVICE_NAME names the function in its logs. */
export const handler = createHandler({ client, logger: new Logger(), settings });
