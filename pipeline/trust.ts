import { type GithubJobs, githubProviderArn, trustGithub } from "../constructs/github-trust";
import { PipelineError } from "./pipeline-error";

/** Which jobs may assume a role. */
export interface TrustRequest extends GithubJobs {
  /** The account of the role and of the OIDC provider, 12 digits. */
  readonly accountId: string;
  /** Decides the partition. @default the commercial one */
  readonly region?: string;
}

/** A trust policy of IAM. */
export interface TrustPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly object[];
}

/**
 * The trust policy of a role that jobs of GitHub Actions assume.
 * @throws PipelineError if the repository is not written as owner/name, or the account is no ID
 */
export function trustPolicy({ accountId, region = "", ...jobs }: TrustRequest): TrustPolicy {
  if (!/^\d{12}$/.test(accountId)) {
    throw new PipelineError(`"${accountId}" is no ID of an account.`, "Use exactly 12 digits.");
  }
  if (!/^[\w.-]+\/[\w.-]+$/.test(jobs.repository)) {
    throw new PipelineError(`"${jobs.repository}" is no repository.`, "Write it as owner/name.");
  }
  return { Version: "2012-10-17", Statement: [trustGithub(githubProviderArn(accountId, region), jobs)] };
}
