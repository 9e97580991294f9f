import type { Scope } from "../aws/identity";
import type { SignedHttp } from "../aws/signed-http";
import { qualifiedName } from "../model/arns";

/** What the service needs to know of a function. */
export interface FunctionInfo {
  readonly roleArn: string;
  /** ARN without qualifier. */
  readonly arn: string;
}

/**
 * Asks Lambda for a function.
 * @returns undefined when there is no such function, version or alias
 * @throws Error when Lambda does not answer properly
 */
export async function lookUpFunction(
  http: SignedHttp,
  scope: Scope,
  name: string,
  qualifier?: string,
): Promise<FunctionInfo | undefined> {
  const answer = await http.send({
    ...scope,
    service: "lambda",
    method: "GET",
    path: `/2015-03-31/functions/${encodeURIComponent(name)}/configuration`,
    query: qualifier ? { Qualifier: qualifier } : {},
  });
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) {
    throw new Error(
      `Lambda answered ${answer.status} about ${qualifiedName({ name, qualifier })}: ${answer.body}`,
    );
  }
  const { Role, FunctionArn } = JSON.parse(answer.body) as Record<string, string | undefined>;
  const arn = (FunctionArn ?? "").split(":").slice(0, 7).join(":");
  return { roleArn: Role ?? "", arn };
}
