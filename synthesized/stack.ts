import { UserError } from "../errors/user-error";
import type { ElementJson, StackJson } from "./stack-json";

/** Where something is deployed. */
export interface Placement {
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
}

/** A synthesized stack, and where it is deployed. */
export interface Stack extends Placement {
  readonly name: string;
  readonly json: StackJson;
}

/**
 * A stack from its JSON. Account and region are those of its AWS provider, of the first if there are several.
 * @param fallback account and region for a provider that does not name them
 * @throws UserError if the provider names no account or no region, and there is no fallback
 */
export function stackOf(name: string, json: StackJson, fallback?: Placement): Stack {
  const [provider = {}] = json.provider?.aws ?? [];
  const accountId = accountOf(provider) ?? fallback?.accountId;
  const region = regionOf(provider) ?? fallback?.region;
  if (accountId !== undefined && region !== undefined) return { name, accountId, region, json };
  throw new UserError([
    {
      place: name,
      cause: "the stack's AWS provider names no account or no region",
      remedy:
        "Synthesize the stack with this project, or set `allowed_account_ids` and `region` of its provider",
    },
  ]);
}

/** Whether a stack's state is on a server that may run Terraform itself: Terraform Cloud, or another with its API. */
export function hasServer({ json }: Pick<Stack, "json">): boolean {
  return json.terraform?.cloud !== undefined;
}

/** The account that the provider is restricted to, or else the account of the role that it assumes. */
function accountOf({ allowed_account_ids, assume_role }: ElementJson): string | undefined {
  const [allowed] = Array.isArray(allowed_account_ids) ? allowed_account_ids : [];
  if (/^\d{12}$/.test(String(allowed))) return String(allowed);
  const [role] = Array.isArray(assume_role) ? assume_role : [];
  return /^arn:[\w-]+:iam::(\d{12}):role\//.exec(String(role?.role_arn))?.[1];
}

/** An expression is no region: only an apply resolves it. */
function regionOf({ region }: ElementJson): string | undefined {
  return typeof region === "string" && !region.includes("${") ? region : undefined;
}
