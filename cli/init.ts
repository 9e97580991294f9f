import { existsSync } from "node:fs";
import { relative } from "node:path";
import { Command } from "commander";
import { ENVIRONMENTS_DIRECTORY } from "../config/paths";
import { problemLine } from "../errors/user-problem";
import { type Answers, BACKENDS, QUESTIONS, unanswered } from "./init/answers";
import { ask } from "./init/ask";
import { checkAnswers } from "./init/check-answers";
import { existing, newEnvironmentFile, writeNew } from "./init/write-environment";
import { runCommand } from "./support/run-command";

interface Options extends Partial<Answers> {
  readonly json?: boolean;
}

/** Exit code if answers are missing and there is no terminal to ask at. */
const MISSING = 2;
/** Exit code of a program that was interrupted: 128 + SIGINT. */
const INTERRUPTED = 130;

void new Command("init")
  .description("Writes the file of a new environment. What no option says is asked for.")
  .argument("<name>", "name of the environment, which becomes environments/<name>.yaml")
  .option("--source-account <id>", "account that owns the table, 12 digits")
  .option("--consumer-account <id>", "account that owns the function, 12 digits")
  .option("--region <region>", "region of both")
  .option("--table <name>", "name of the table")
  .option("--partition-key <name>", "name of the table's partition key, a string (default: id)")
  .option("--backend <type>", `where Terraform keeps its state: ${BACKENDS.join(", ")}`)
  .option("--state-bucket <name>", "bucket of the backend s3, which exists already")
  .option("--organization <name>", "organization of the backend cloud")
  .option("--json", "print the result as JSON")
  .showHelpAfterError()
  .action((name: string, options: Options) => runCommand((signal) => init(name, options, signal)))
  .parseAsync();

async function init(name: string, { json = false, ...options }: Options, signal: AbortSignal): Promise<void> {
  const file = newEnvironmentFile(name, ENVIRONMENTS_DIRECTORY);
  // At once: nobody wants to answer questions for nothing.
  if (existsSync(file)) throw existing(file);
  const given = process.stdin.isTTY ? options : { ...initialAnswers(), ...options };
  const missing = unanswered(given);
  if (missing.length > 0 && !process.stdin.isTTY) {
    const flags = missing.map(({ flag, text }) => `  ${flag}  ${text}`);
    console.error(["There is no terminal to ask at. Add these options:", ...flags].join("\n"));
    process.exitCode = MISSING;
    return;
  }
  const answers = await ask(given, signal);
  if (answers === undefined) {
    console.error("Nothing was written.");
    process.exitCode = INTERRUPTED;
    return;
  }
  const { text, warnings } = checkAnswers(name, answers);
  writeNew(file, text);
  const path = relative(process.cwd(), file);
  const lines = warnings.map(problemLine);
  if (json) {
    console.log(JSON.stringify({ name, file, warnings: lines }));
    return;
  }
  for (const line of lines) console.error(`Warning: ${line}`);
  console.log(`Wrote ${path}. Look at the plan with\n  ENVIRONMENT=${name} npx cdktf diff source`);
}

/** Answers that need not be given. A region is not among them: a wrong one is expensive. */
function initialAnswers(): Partial<Answers> {
  const { initial } = QUESTIONS.find(({ key }) => key === "partitionKey") ?? {};
  return { partitionKey: initial };
}
