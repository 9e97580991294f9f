import type { PolicySource } from "../authorization/policy-source";
import type { Scope } from "../aws/identity";
import { type FunctionReference, parseFunctionReference } from "../model/arns";
import { invalidParameter } from "./errors";

/** The function that a mapping invokes. */
export interface Target {
  readonly name: string;
  /** With the qualifier, if one was given. */
  readonly arn: string;
  readonly roleArn: string;
}

/** Finds the functions that calls name. */
export class Targets {
  constructor(private readonly functions: Pick<PolicySource, "function">) {}

  /**
   * The function that a call names, which must be in the caller's account and region.
   * @throws ApiError when there is none; recorded: the status is not 404
   */
  async find(scope: Scope, text: string): Promise<Target> {
    const reference = parseFunctionReference(text);
    const info =
      reference && isOwn(reference, scope)
        ? await this.functions.function(scope, reference.name, reference.qualifier)
        : undefined;
    if (!reference || !info) throw invalidParameter("Function does not exist");
    const arn = reference.qualifier ? `${info.arn}:${reference.qualifier}` : info.arn;
    return { name: reference.name, arn, roleArn: info.roleArn };
  }
}

function isOwn({ account, region }: FunctionReference, scope: Scope): boolean {
  return (account ?? scope.account) === scope.account && (region ?? scope.region) === scope.region;
}
