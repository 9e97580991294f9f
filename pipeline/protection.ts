import { GitHubError } from "./github/failure";
import type { GitHub } from "./github/github";
import { PipelineError } from "./pipeline-error";

/** GitHub's settings of an environment, as far as they matter here. */
interface GitHubEnvironment {
  readonly protection_rules?: readonly { readonly type: string; readonly reviewers?: readonly unknown[] }[];
  readonly deployment_branch_policy?: object | null;
}

/** What is asked about an environment. */
export interface ProtectionQuestion {
  /** Name of the environment on GitHub. */
  readonly environment: string;
  /** Whether it may be deployed without anybody's approval. */
  readonly unreviewed: boolean;
}

/**
 * Makes sure that a deployment waits for an approval and comes from chosen branches only. GitHub creates an environment
 * that a job names and nobody made, without any protection: a forgotten or misspelled one would deploy at once.
 * @throws PipelineError if the environment is not there or is not protected
 */
export async function requireProtection(
  github: GitHub,
  { environment, unreviewed }: ProtectionQuestion,
): Promise<void> {
  const found = await settingsOf(github, environment);
  if (!found.deployment_branch_policy) {
    throw new PipelineError(
      `Every branch may deploy to the environment "${environment}" on GitHub.`,
      "Limit it to your main branch: Settings, Environments, Deployment branches and tags.",
    );
  }
  if (unreviewed || isReviewed(found)) return;
  throw new PipelineError(
    `Nobody has to approve a deployment to the environment "${environment}" on GitHub.`,
    "Add required reviewers (Settings, Environments), or name it in the variable UNREVIEWED_ENVIRONMENTS of the repository.",
  );
}

function isReviewed({ protection_rules: rules = [] }: GitHubEnvironment): boolean {
  return rules.some(({ type, reviewers = [] }) => type === "required_reviewers" && reviewers.length > 0);
}

async function settingsOf(github: GitHub, environment: string): Promise<GitHubEnvironment> {
  try {
    return await github.get(`/environments/${encodeURIComponent(environment)}`);
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status !== 404) throw error;
    throw new PipelineError(
      `The repository has no environment "${environment}" on GitHub.`,
      "Create it, with required reviewers and limited to your main branch: Settings, Environments.",
    );
  }
}
