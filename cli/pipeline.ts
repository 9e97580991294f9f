import { Command, InvalidArgumentError } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { JOB_AUTHOR, writeComment } from "../pipeline/comment";
import { fingerprintOf, requireFingerprint } from "../pipeline/fingerprint";
import { githubConnection } from "../pipeline/github/connection";
import { GitHub } from "../pipeline/github/github";
import { closeIssue, writeIssue } from "../pipeline/issue";
import { pipelineMatrix } from "../pipeline/matrix";
import { requireProtection } from "../pipeline/protection";
import { uploadSarif } from "../pipeline/sarif";
import { trustPolicy } from "../pipeline/trust";
import { matrixText } from "./pipeline/matrix-text";
import { readText } from "./pipeline/read-text";
import { requireVariable } from "./pipeline/require-variable";
import { runCommand } from "./support/run-command";

const program = new Command("pipeline")
  .description(
    "What the jobs of a pipeline do beside Terraform. Commands that talk to GitHub read GITHUB_TOKEN, GITHUB_REPOSITORY and GITHUB_API_URL.",
  )
  .showHelpAfterError();

program
  .command("matrix")
  .description("print what a pipeline runs: environments, their stacks in the order of deployment, and roles")
  .requiredOption("--environments <names>", "names of environments, separated by blanks", names)
  .option("--json", "print JSON on one line, the `matrix` of a job of GitHub Actions")
  .action(({ environments, json }: { environments: string[]; json?: boolean }) =>
    runCommand(async () => {
      const matrix = pipelineMatrix(environments.map((name) => loadEnvironment(name)));
      console.log(json ? JSON.stringify(matrix) : matrixText(matrix));
    }),
  );

program
  .command("fingerprint")
  .description("print what the plans of a folder would do as a hash, or compare it with an approved one")
  .requiredOption("--plans <folder>", "folder that `npm run plan` wrote")
  .option("--expect <fingerprint>", "exit code 1 if the plans do something else")
  .action(({ plans, expect }: { plans: string; expect?: string }) =>
    runCommand(async () => {
      if (expect === undefined) console.log(fingerprintOf(plans));
      else requireFingerprint(plans, expect);
    }),
  );

program
  .command("comment")
  .description("write a comment on a pull request, in place of the earlier one with the same marker")
  .requiredOption("--pr <number>", "number of the pull request", wholeNumber)
  .requiredOption("--file <file>", "the text, as Markdown")
  .requiredOption("--marker <name>", "tells the comment from others")
  .option("--author <login>", "author of the earlier comment", JOB_AUTHOR)
  .action(({ pr, file, marker, author }: { pr: number; file: string; marker: string; author: string }) =>
    onGitHub(async (github) => {
      const comment = { pullRequest: pr, text: readText(file), marker, author };
      const { what, url } = await writeComment(github, comment);
      console.log(`Comment ${what}: ${url}`);
    }),
  );

program
  .command("issue")
  .description("open an issue, or update the open one with the same marker")
  .requiredOption("--title <text>", "title of the issue")
  .requiredOption("--file <file>", "the text, as Markdown")
  .requiredOption("--marker <name>", "tells the issue from others")
  .option("--author <login>", "author of the earlier issue", JOB_AUTHOR)
  .action(
    ({ title, file, marker, author }: { title: string; file: string; marker: string; author: string }) =>
      onGitHub(async (github) => {
        const { what, url } = await writeIssue(github, { title, text: readText(file), marker, author });
        console.log(`Issue ${what}: ${url}`);
      }),
  );

program
  .command("close-issue")
  .description("close the open issue with a marker, if there is one")
  .requiredOption("--marker <name>", "the issue's marker")
  .requiredOption("--reason <text>", "comment that says why, as Markdown")
  .option("--author <login>", "author of the issue", JOB_AUTHOR)
  .action((options: { marker: string; reason: string; author: string }) =>
    onGitHub(async (github) => {
      const closed = await closeIssue(github, options);
      console.log(closed ? `Issue closed: ${closed.url}` : "No issue is open.");
    }),
  );

program
  .command("sarif")
  .description("hand findings to GitHub's code scanning; the commit is that of GITHUB_SHA and GITHUB_REF")
  .requiredOption("--file <file>", "findings as SARIF 2.1.0")
  .action(({ file }: { file: string }) =>
    onGitHub(async (github) => {
      const commit = requireVariable("GITHUB_SHA");
      const ref = requireVariable("GITHUB_REF");
      console.log(`Findings uploaded: ${await uploadSarif(github, { text: readText(file), commit, ref })}`);
    }),
  );

program
  .command("approval")
  .description("exit code 1 if nobody has to approve a deployment, or if every branch may deploy")
  .requiredOption("--environment <name>", "name of the environment on GitHub")
  .option("--unreviewed <names>", "environments that need no approval, separated by blanks", names, [])
  .action(({ environment, unreviewed }: { environment: string; unreviewed: string[] }) =>
    onGitHub(async (github) => {
      await requireProtection(github, { environment, unreviewed: unreviewed.includes(environment) });
      console.log(`The environment "${environment}" is protected.`);
    }),
  );

program
  .command("trust")
  .description("print the trust policy of a role that jobs of GitHub Actions assume")
  .requiredOption("--repository <owner/name>", "the repository on GitHub")
  .requiredOption("--account <id>", "account of the role and of the OIDC provider")
  .option("--region <name>", "a region of the account, outside the commercial partition")
  .option("--environment <name>", "the environment that deploys (default: pull requests and the branch plan)")
  .option("--branch <name>", "the branch whose jobs plan", "main")
  .option("--no-pull-requests", "only the branch: for the role that looks for drift")
  .action(({ account: accountId, ...request }: TrustOptions) =>
    runCommand(async () => console.log(JSON.stringify(trustPolicy({ ...request, accountId }), null, 2))),
  );

interface TrustOptions {
  readonly repository: string;
  readonly account: string;
  readonly region?: string;
  readonly environment?: string;
  readonly branch: string;
  readonly pullRequests: boolean;
}

/** Runs a command that talks to GitHub. */
function onGitHub(action: (github: GitHub) => Promise<void>): Promise<void> {
  return runCommand((signal) => action(new GitHub(githubConnection(process.env), { signal })));
}

function names(text: string): string[] {
  return text.split(/[\s,]+/).filter((name) => name !== "");
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a whole number.");
}

void program.parseAsync();
