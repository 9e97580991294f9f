import { Logger } from "@aws-lambda-powertools/logger";
import { createHandler } from "./create-handler";
import { readSettings } from "./settings";

/** The Lambda handler. POWERTOOLS_SERVICE_NAME is the function's name in its logs. */
export const handler = createHandler({ logger: new Logger(), settings: readSettings(process.env) });
