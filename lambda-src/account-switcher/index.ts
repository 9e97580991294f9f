import { Logger } from "@aws-lambda-powertools/logger";
import { createHandler } from "./create-handler";
import { readSettings } from "./settings";

/** What Lambda calls. POWERTOOLS_SERVICE_NAME names the function in its logs. */
export const handler = createHandler({ logger: new Logger(), settings: readSettings(process.env) });
