import { partitionOf } from "../config/arns";
import type { PolicyStatement } from "./policy-document";

/** The issuer of the tokens that GitHub gives to jobs, without `https://`. */
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";

/** The audience that the action `aws-actions/configure-aws-credentials` asks for. */
export const GITHUB_AUDIENCE = "sts.amazonaws.com";

/** Which jobs of GitHub Actions a role trusts. */
export interface GithubJobs {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  /** Name of the environment on GitHub that a job must name. @default the jobs of pull requests and of `branch` */
  readonly environment?: string;
  /** The branch whose jobs are trusted beside those of pull requests. @default main */
  readonly branch?: string;
  /** Whether jobs of pull requests are trusted, whose code nobody may have read yet. @default true */
  readonly pullRequests?: boolean;
}

/**
 * ARN of the OIDC provider for GitHub, known before it exists.
 * @param region any region of the partition
 */
export function githubProviderArn(accountId: string, region: string): string {
  return `arn:${partitionOf(region)}:iam::${accountId}:oidc-provider/${GITHUB_ISSUER}`;
}

/**
 * The statement of a trust policy that lets in some jobs of one repository. Values are compared as a whole: no pattern
 * lets another repository, branch or environment in.
 * @see GitHub documentation, "OpenID Connect reference", the subject claim
 */
export function trustGithub(providerArn: string, jobs: GithubJobs): PolicyStatement {
  return {
    Sid: "JobsOfGitHub",
    Effect: "Allow",
    Principal: { Federated: providerArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: {
        [`${GITHUB_ISSUER}:aud`]: GITHUB_AUDIENCE,
        [`${GITHUB_ISSUER}:sub`]: subjectsOf(jobs),
      },
    },
  };
}

/** A job that names an environment has it as its subject; which branches may name it is a setting of the environment. */
function subjectsOf(jobs: GithubJobs): string | string[] {
  const { repository, environment, branch = "main", pullRequests = true } = jobs;
  if (environment !== undefined) return `repo:${repository}:environment:${environment}`;
  const ofBranch = `repo:${repository}:ref:refs/heads/${branch}`;
  return pullRequests ? [`repo:${repository}:pull_request`, ofBranch] : ofBranch;
}
