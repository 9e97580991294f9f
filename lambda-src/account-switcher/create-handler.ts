import type { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "aws-lambda";
import { type CrossAccountRole, crossAccountRole } from "cross-account";
import { type Action, findAction, isActionName } from "./action";
import { type Answer, badEvent, failure, success } from "./answer";
import { errorFields, ownSecrets, secretsOf } from "./error-fields";
import type { Settings } from "./settings";

const DEFAULT_ACTION = "get-caller-identity";

export interface HandlerParts {
  readonly logger: Logger;
  readonly settings: Settings;
}

/** A Lambda function that acts in the account that its event names. It answers always, and never throws. */
export type SwitchHandler = (event: unknown, invocation: Context) => Promise<Answer>;

/** Makes the function's handler of its parts. */
export function createHandler({ logger, settings }: HandlerParts): SwitchHandler {
  return async (event, invocation) => {
    logger.addContext(invocation);
    const secrets = ownSecrets(process.env);
    try {
      return await answerTo(event, { logger, settings, secrets });
    } catch (error) {
      logger.error("The action failed", { error: errorFields(error, secrets) });
      return failure(error);
    }
  };
}

interface Work extends HandlerParts {
  /** What must not be logged; it grows with the credentials that are got. */
  readonly secrets: string[];
}

async function answerTo(event: unknown, work: Work): Promise<Answer> {
  const { account_id: accountId, action: name = DEFAULT_ACTION } = fieldsOf(event);
  const refuse = (body: string) => {
    work.logger.warn("The event is wrong", { reason: body });
    return badEvent(body);
  };
  if (accountId === undefined || accountId === null || accountId === "") return refuse("Missing account_id");
  if (!isAccountId(accountId)) return refuse("Invalid account ID format");
  const action = await findAction(name);
  if (!action) return refuse(`Unknown action: ${unknown(name)}`);
  const role = crossAccountRole({ accountId, ...work.settings });
  return success(await actAs(role, String(name), action, work));
}

/** Only a name that could be one is repeated: the caller may be anybody, and the answer is logged. */
function unknown(name: unknown): string {
  if (isActionName(name)) return `${name}. Name a file of the function's folder actions, without .ts.`;
  return "its name must be up to 63 lower-case letters, digits and hyphens, a letter first.";
}

function isAccountId(value: unknown): value is string {
  return typeof value === "string" && /^\d{12}$/.test(value);
}

function fieldsOf(event: unknown): Readonly<Record<string, unknown>> {
  return typeof event === "object" && event !== null ? { ...event } : {};
}

/** The credentials do not outlive the action: the next event may be about another account, or come hours later. */
async function actAs(
  role: CrossAccountRole,
  name: string,
  action: Action,
  { logger, settings: { region }, secrets }: Work,
): Promise<unknown> {
  const fields = { roleArn: role.arn, action: name };
  logger.info("Assuming role", fields);
  secrets.push(...secretsOf(await role.credentials()));
  logger.info("Assumed role", fields);
  try {
    return await action.run({ credentials: role.credentials, region });
  } finally {
    role.release();
    logger.info("Let go of credentials", fields);
  }
}
