import type { Logger } from "@aws-lambda-powertools/logger";
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import type { Context } from "aws-lambda";
import { type CrossAccountRole, crossAccountRole, InvalidAccountId } from "cross-account";
import { errorFields } from "../shared/redaction/error-fields";
import { forgetSessions, watched } from "../shared/redaction/known-secrets";
import { LAST_MILLISECONDS, TIME_LIMITS, withinTime } from "../shared/time-limits";
import { type Action, findAction, isActionName } from "./action";
import { type Answer, badEvent, failure, success } from "./answer";
import type { Settings } from "./settings";

const DEFAULT_ACTION = "get-caller-identity";

export interface HandlerParts {
  readonly logger: Logger;
  readonly settings: Settings;
}

/** A Lambda function that acts in the account that its event names. It always answers and never throws. */
export type SwitchHandler = (event: unknown, invocation: Context) => Promise<Answer>;

/** Creates the function's handler. */
export function createHandler({ logger, settings }: HandlerParts): SwitchHandler {
  return async (event, invocation) => {
    logger.addContext(invocation);
    try {
      const timeLeft = () => invocation.getRemainingTimeInMillis() - LAST_MILLISECONDS;
      return await answerTo(event, { logger, settings, timeLeft });
    } catch (error) {
      logger.error("The action failed", { error: errorFields(error) });
      return failure(error);
    } finally {
      forgetSessions();
    }
  };
}

interface Work extends HandlerParts {
  /** How long the function may wait for AWS, ms. */
  readonly timeLeft: () => number;
}

async function answerTo(event: unknown, work: Work): Promise<Answer> {
  const { account_id: accountId, action: name = DEFAULT_ACTION } = fieldsOf(event);
  const refuse = (body: string) => {
    work.logger.warn("Invalid event", { reason: body });
    return badEvent(body);
  };
  if (accountId === undefined || accountId === null || accountId === "") return refuse("Missing account_id");
  const role = roleIn(accountId, work.settings);
  if (!role) return refuse("Invalid account ID format");
  const action = await findAction(name);
  if (!action) return refuse(`Unknown action: ${unknown(name)}`);
  return success(await actAs(role, String(name), action, work));
}

/** The role in an account; undefined if that is not an account ID. The layer checks it and everything else. */
function roleIn(accountId: unknown, settings: Settings): CrossAccountRole | undefined {
  try {
    return crossAccountRole({ ...settings, accountId: accountId as string });
  } catch (error) {
    if (error instanceof InvalidAccountId) return undefined;
    throw error;
  }
}

/** Repeats only a valid name, because the caller is not trusted and the answer is logged. */
function unknown(name: unknown): string {
  if (isActionName(name))
    return `${name}. Give the name of a file in the function's folder actions, without .ts.`;
  return "a name has up to 63 lower-case letters, digits and hyphens and starts with a letter.";
}

function fieldsOf(event: unknown): Readonly<Record<string, unknown>> {
  return typeof event === "object" && event !== null ? { ...event } : {};
}

/**
 * Runs an action, and then drops its credentials: the next event may name another account, or come hours later. If AWS
 * says that the credentials are dead, the action runs once more with new ones.
 */
async function actAs(
  role: CrossAccountRole,
  name: string,
  action: Action,
  { logger, settings: { region }, timeLeft }: Work,
): Promise<unknown> {
  const fields = { roleArn: role.arn, action: name };
  let isAssumed = false;
  const act = async (provider: AwsCredentialIdentityProvider) => {
    const credentials = watched(provider);
    await credentials();
    isAssumed = true;
    logger.info("Assumed role", fields);
    return await action.run({ credentials, region, requestHandler: TIME_LIMITS });
  };
  logger.info("Assuming role", fields);
  try {
    return await withinTime(timeLeft(), () => role.run(act));
  } finally {
    role.release();
    if (isAssumed) logger.info("Released credentials", fields);
  }
}
