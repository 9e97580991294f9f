import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readWorkflows, type Step } from "../../../unit/workflows/support/read-workflows";
import { bash } from "./bash";
import { type Contexts, evaluated } from "./expressions";

/** A job of a workflow, and where its steps run. */
export interface JobRun {
  /** File of the workflow, such as `plan.yml`. */
  readonly workflow: string;
  readonly job: string;
  readonly contexts: Contexts;
  /** Folder of the checkout. */
  readonly folder: string;
  /** Variables of the runner. */
  readonly variables: NodeJS.ProcessEnv;
}

/** What became of a job. */
export interface JobResult {
  /** Exit code of each step that ran a script, by the step's name or ID. */
  readonly codes: Readonly<Record<string, number>>;
  /** What the steps wrote to `GITHUB_OUTPUT`. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly log: string;
}

/** What GitHub adds to the fields of a step that other tests read. */
interface ScriptStep extends Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
}

/** Runs the scripts of a job's steps in their order, each with bash and the variables that the file gives it. */
export async function runJob({
  workflow,
  job: name,
  contexts,
  folder,
  variables,
}: JobRun): Promise<JobResult> {
  const job = readWorkflows()[workflow]?.jobs[name] as { env?: object; steps?: ScriptStep[] } | undefined;
  if (!job) throw new Error(`${workflow} has no job ${name}`);
  const files = mkdtempSync(join(tmpdir(), "job-"));
  const [output, summary] = [join(files, "output"), join(files, "summary")];
  const runner = { ...variables, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary };
  const codes: Record<string, number> = {};
  let log = "";
  for (const step of (job.steps ?? []).filter(isRun)) {
    const env = { ...runner, ...variablesOf(job.env, contexts), ...variablesOf(step.env, contexts) };
    const ended = await bash(step.run ?? "", folder, env);
    codes[step.name ?? step.id ?? ""] = ended.code;
    log += ended.log;
    if (ended.code !== 0) break;
  }
  const result = { codes, outputs: readOutputs(output), summary: read(summary), log };
  rmSync(files, { recursive: true });
  return result;
}

/** A job goes on as long as no step fails, so what is for failures does not run. */
function isRun({ run, if: condition }: ScriptStep): boolean {
  return run !== undefined && condition !== "failure()";
}

function variablesOf(env: object = {}, contexts: Contexts): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, evaluated(value, contexts)]));
}

function readOutputs(file: string): Record<string, string> {
  const lines = read(file).split("\n").filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.split("=")[0], line.slice(line.indexOf("=") + 1)]));
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
