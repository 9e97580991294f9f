import { githubConnection } from "../../../../pipeline/github/connection";
import { GitHub } from "../../../../pipeline/github/github";
import { GitHubServer } from "./github-server";

/** A server for each test of a file, and a client of it. */
export function servingGitHub(): { server: GitHubServer; github: GitHub } {
  const serving = {} as { server: GitHubServer; github: GitHub };
  beforeEach(async () => {
    serving.server = new GitHubServer();
    await serving.server.start();
    serving.github = new GitHub(githubConnection(serving.server.variables));
  });
  afterEach(() => serving.server.stop());
  return serving;
}
