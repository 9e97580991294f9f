import { PipelineError } from "../pipeline-error";

/** Where GitHub's REST API is, and what it is asked about. */
export interface GitHubConnection {
  /** Without a trailing slash. */
  readonly url: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
}

const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;
const OWN_MACHINE = ["127.0.0.1", "localhost", "[::1]"];

/**
 * The connection that the variables of a GitHub Actions job describe: `GITHUB_TOKEN`, `GITHUB_REPOSITORY` and
 * `GITHUB_API_URL`, which is GitHub's own if it is not set.
 * @throws PipelineError if one is missing, or if the token would travel unencrypted
 */
export function githubConnection(variables: NodeJS.ProcessEnv): GitHubConnection {
  const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository = "" } = variables;
  if (!token) {
    throw new PipelineError(
      "The variable GITHUB_TOKEN is not set.",
      "Give the step the token of its job, `github.token`, in this variable.",
    );
  }
  if (!REPOSITORY.test(repository)) {
    throw new PipelineError(
      "The variable GITHUB_REPOSITORY names no repository.",
      "Set it to owner/name; GitHub Actions does so by itself.",
    );
  }
  return { url: apiUrl(variables.GITHUB_API_URL || "https://api.github.com"), repository, token };
}

function apiUrl(text: string): string {
  const { protocol, hostname, href } = parsed(text);
  if (protocol === "https:" || OWN_MACHINE.includes(hostname)) return href.replace(/\/+$/, "");
  throw new PipelineError(
    "GITHUB_API_URL does not start with https://, and the token would travel in clear.",
    "Use https://.",
  );
}

function parsed(text: string): URL {
  if (URL.canParse(text)) return new URL(text);
  throw new PipelineError("GITHUB_API_URL is no URL.", "Use one such as https://api.github.com.");
}
