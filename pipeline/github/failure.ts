import { PipelineError } from "../pipeline-error";

/** What GitHub said to a request that it refused. */
export interface GitHubFailure {
  /** Method and path. */
  readonly request: string;
  /** HTTP status. */
  readonly status: number;
  /** GitHub's own words, without the token. */
  readonly message: string;
  /** What would help. @default what usually helps with the status */
  readonly remedy?: string;
}

/** GitHub refused a request. */
export class GitHubError extends PipelineError {
  override readonly name = "GitHubError";

  constructor(
    cause: string,
    remedy: string,
    /** HTTP status. */
    readonly status: number,
  ) {
    super(cause, remedy);
  }
}

/** The error of a refused request. */
export function failureOf({ request, status, message, remedy }: GitHubFailure): GitHubError {
  return new GitHubError(
    `GitHub answered ${request} with ${status}: ${message}`,
    remedy ?? remedyOf(status),
    status,
  );
}

function remedyOf(status: number): string {
  if (status >= 300 && status < 400) return "Set GITHUB_REPOSITORY to the repository's present name.";
  if (status === 401) return "The token is not valid, or no longer: give the step the token of its own job.";
  if (status === 403) return "Give the job the permission in its workflow (`permissions`), and run it again.";
  if (status === 404)
    return "Check the number or the name, and that the job's `permissions` allow to read it.";
  if (status === 422) return "Check what the request was given: GitHub does not accept it.";
  return "Run the job again later.";
}
