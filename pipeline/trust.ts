import { partitionOf } from "../config/arns";
import { PipelineError } from "./pipeline-error";

/** The issuer of the tokens that GitHub gives to jobs, without `https://`. */
const ISSUER = "token.actions.githubusercontent.com";

/** The audience that the action `aws-actions/configure-aws-credentials` asks for. */
const AUDIENCE = "sts.amazonaws.com";

/** Which jobs may assume a role. */
export interface TrustRequest {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  /** The account of the role and of the OIDC provider, 12 digits. */
  readonly accountId: string;
  /** Decides the partition. @default the commercial one */
  readonly region?: string;
  /** Name of the environment on GitHub that the job must name: for the role that deploys. @default the jobs that plan */
  readonly environment?: string;
  /** The branch whose jobs may plan, beside pull requests. @default main */
  readonly branch?: string;
}

/** A trust policy of IAM. */
export interface TrustPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly object[];
}

/**
 * The trust policy of a role that jobs of GitHub Actions assume. Values are compared as a whole: no pattern lets another
 * repository, branch or environment in.
 * @throws PipelineError if the repository is not written as owner/name
 * @see GitHub documentation, "OpenID Connect reference", the subject claim
 */
export function trustPolicy(request: TrustRequest): TrustPolicy {
  const { accountId, region = "" } = request;
  if (!/^\d{12}$/.test(accountId)) {
    throw new PipelineError(`"${accountId}" is no ID of an account.`, "Use exactly 12 digits.");
  }
  const provider = `arn:${partitionOf(region)}:iam::${accountId}:oidc-provider/${ISSUER}`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: provider },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { [`${ISSUER}:aud`]: AUDIENCE, [`${ISSUER}:sub`]: subjectsOf(request) } },
      },
    ],
  };
}

/** A job that names an environment has it as its subject; which branches may name it is a setting of the environment. */
function subjectsOf({ repository, environment, branch = "main" }: TrustRequest): string | string[] {
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new PipelineError(`"${repository}" is no repository.`, "Write it as owner/name.");
  }
  if (environment !== undefined) return `repo:${repository}:environment:${environment}`;
  return [`repo:${repository}:pull_request`, `repo:${repository}:ref:refs/heads/${branch}`];
}
