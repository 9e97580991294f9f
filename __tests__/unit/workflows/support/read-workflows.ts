import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { PROJECT_ROOT } from "../../../../config/paths";

/** A step of a job. */
export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

/** A job of a workflow. */
export interface Job {
  readonly if?: string;
  readonly uses?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

/** A workflow file, parsed. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = join(PROJECT_ROOT, ".github", "workflows");

/** Every workflow of this project, by the name of its file. */
export function readWorkflows(): Readonly<Record<string, Workflow>> {
  const files = readdirSync(FOLDER).sort();
  return Object.fromEntries(files.map((file) => [file, parse(readFileSync(join(FOLDER, file), "utf8"))]));
}

/** The steps of the action that every job starts with. */
export function prepareSteps(): readonly Step[] {
  const file = join(PROJECT_ROOT, ".github", "actions", "prepare", "action.yml");
  return parse(readFileSync(file, "utf8")).runs.steps;
}

/** Every step of a workflow. */
export function stepsOf({ jobs }: Workflow): Step[] {
  return Object.values(jobs).flatMap(({ steps = [] }) => steps);
}
