import { InvalidAccountId, InvalidRoleOptions } from "./errors";

/** Which role to assume, and how. */
export interface CrossAccountRoleOptions {
  /** ID of the role's account: a string of 12 digits. */
  readonly accountId: string;
  /**
   * Name of the role, with its path if it has one: `team/reader`.
   * @default external-role
   */
  readonly roleName?: string | undefined;
  /**
   * Name of the session, as the other account's CloudTrail shows it: 2 to 64 letters, digits and `_+=,.@-`.
   * @default the function's name (AWS_LAMBDA_FUNCTION_NAME) if it is valid, otherwise `cross-account`
   */
  readonly sessionName?: string | undefined;
  /**
   * How long the credentials last, seconds, 900 to 3600. A function runs under a role already, and a role that
   * assumes another role gets one hour at most, whatever the maximum of that role (IAM User Guide, "role chaining").
   * @default 3600
   */
  readonly durationSeconds?: number | undefined;
  /**
   * The external ID, if the role's trust policy requires one (`sts:ExternalId`).
   * @default none
   */
  readonly externalId?: string | undefined;
  /**
   * A session policy, which limits the session to a part of what the role may do: an object or its JSON text, 2048
   * characters at most.
   * @default none: the session may do everything that the role may do
   */
  readonly sessionPolicy?: string | object | undefined;
  /**
   * Region of the STS endpoint; it also determines the partition of the role's ARN.
   * @default AWS_REGION
   */
  readonly region?: string | undefined;
}

/** The request to STS that the options describe. */
export interface RoleRequest {
  readonly region: string;
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly DurationSeconds: number;
  readonly ExternalId?: string;
  readonly Policy?: string;
}

/** AWS STS API reference, AssumeRole: the limits of each parameter. */
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
const ROLE_NAME = /^([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;
const POLICY_CHARACTERS = 2048;
const DURATION_SECONDS = { min: 900, max: 3600 };

/**
 * Checks the options and fills in the defaults.
 * @throws InvalidAccountId if the account ID is not 12 digits
 * @throws InvalidRoleOptions that names every other problem
 */
export function readOptions(
  options: CrossAccountRoleOptions,
  variables: Readonly<Record<string, string | undefined>>,
): RoleRequest {
  if (typeof options.accountId !== "string" || !/^\d{12}$/.test(options.accountId))
    throw new InvalidAccountId();
  const roleName = options.roleName ?? "external-role";
  const region = options.region ?? variables.AWS_REGION ?? "";
  const request = {
    region,
    RoleArn: `arn:${partitionOf(region)}:iam::${options.accountId}:role/${roleName}`,
    RoleSessionName: options.sessionName ?? defaultSessionName(variables.AWS_LAMBDA_FUNCTION_NAME),
    DurationSeconds: options.durationSeconds ?? DURATION_SECONDS.max,
    ...(options.externalId !== undefined && { ExternalId: options.externalId }),
    ...(options.sessionPolicy !== undefined && { Policy: policyText(options.sessionPolicy) }),
  };
  const problems = problemsOf(request, roleName);
  if (problems.length > 0) throw new InvalidRoleOptions(problems);
  return request;
}

function problemsOf(request: RoleRequest, roleName: string): string[] {
  const { min, max } = DURATION_SECONDS;
  const duration = request.DurationSeconds;
  const isInBounds = Number.isInteger(duration) && duration >= min && duration <= max;
  return [
    !/^[a-z0-9-]+$/.test(request.region) && "region is missing: set AWS_REGION, or give it.",
    !ROLE_NAME.test(roleName) && "roleName must be a role's name, with its path but without a leading slash.",
    !SESSION_NAME.test(request.RoleSessionName) &&
      "sessionName must have 2 to 64 letters, digits and characters of _+=,.@-.",
    !isInBounds &&
      `durationSeconds must be a whole number from ${min} to ${max}: a role that assumes another role gets one hour at most.`,
    request.ExternalId !== undefined &&
      !EXTERNAL_ID.test(request.ExternalId) &&
      "externalId must have 2 to 1224 letters, digits and characters of _+=,.@:/-.",
    request.Policy !== undefined &&
      !isPolicy(request.Policy) &&
      `sessionPolicy must be the JSON of a policy, ${POLICY_CHARACTERS} characters at most.`,
  ].filter((problem) => problem !== false);
}

/** A function's name can be longer than a session's, and a name of one character is too short. */
function defaultSessionName(functionName: string | undefined): string {
  const name = (functionName ?? "").slice(0, 64);
  return SESSION_NAME.test(name) ? name : "cross-account";
}

/** An object that cannot be written as JSON becomes an empty text, which is then reported with the other problems. */
function policyText(policy: string | object): string {
  if (typeof policy === "string") return policy;
  try {
    return JSON.stringify(policy) ?? "";
  } catch {
    return "";
  }
}

function isPolicy(text: string): boolean {
  if (text.length > POLICY_CHARACTERS) return false;
  try {
    const policy: unknown = JSON.parse(text);
    return typeof policy === "object" && policy !== null && "Statement" in policy;
  } catch {
    return false;
  }
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
