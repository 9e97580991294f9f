import { functionLogger } from "../shared/redaction/function-logger";
import { createHandler } from "./create-handler";
import { readSettings } from "./settings";

/** The Lambda handler. POWERTOOLS_SERVICE_NAME is the function's name in its logs. */
export const handler = createHandler({ logger: functionLogger(), settings: readSettings(process.env) });
