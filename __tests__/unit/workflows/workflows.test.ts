import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../config/paths";
import { scripts } from "../../../package.json";
import { type NpmCommand, npmCommands } from "./support/npm-commands";
import { problemsOf, stepProblems } from "./support/problems";
import { prepareSteps, readWorkflows, stepsOf } from "./support/read-workflows";

const workflows = readWorkflows();
const files = Object.keys(workflows);
const everyStep = [...Object.values(workflows).flatMap(stepsOf), ...prepareSteps()];
const known: Readonly<Record<string, string>> = scripts;

/** Each command once, with every option that some step gives it. */
function commands(): NpmCommand[] {
  const all = everyStep.flatMap(({ run = "" }) => npmCommands(run));
  const keys = [...new Set(all.map(({ script, subcommand = "" }) => `${script} ${subcommand}`))].sort();
  return keys.map((key) => {
    const same = all.filter(({ script, subcommand = "" }) => `${script} ${subcommand}` === key);
    const [script = "", subcommand] = key.trim().split(" ");
    return { script, subcommand, options: [...new Set(same.flatMap(({ options }) => options))].sort() };
  });
}

test("the workflows of the project", () => {
  expect(files).toEqual([
    "ci.yml",
    "deploy-environment.yml",
    "deploy.yml",
    "drift.yml",
    "nightly.yml",
    "plan.yml",
  ]);
});

test.each(files)("%s breaks no rule", (file) => {
  // Prepare
  const workflow = workflows[file];
  if (!workflow) throw new Error(`${file} is gone`);

  // Act
  const problems = problemsOf(workflow);

  // Assess
  expect(problems).toEqual([]);
});

test("the action that jobs start with breaks no rule", () => {
  expect(prepareSteps().flatMap(stepProblems)).toEqual([]);
});

test("each job has the permissions that it needs, and no other", () => {
  // Act
  const permissions = Object.entries(workflows).flatMap(([file, { jobs }]) =>
    Object.entries(jobs).map(([name, job]) => [
      `${file} ${name}`,
      Object.entries(job.permissions ?? {}).join(" "),
    ]),
  );

  // Assess
  expect(Object.fromEntries(permissions)).toEqual({
    "ci.yml test": "",
    "ci.yml audit": "",
    "ci.yml own-edits": "",
    "ci.yml changes": "",
    "ci.yml compat": "",
    "nightly.yml drills": "contents,read",
    "plan.yml environments": "contents,read",
    "plan.yml plan": "contents,read id-token,write",
    "plan.yml publish": "contents,read pull-requests,write security-events,write",
    "deploy.yml environments": "contents,read",
    "deploy.yml deploy": "actions,read contents,read id-token,write",
    "deploy-environment.yml plan": "actions,read contents,read id-token,write",
    "deploy-environment.yml apply": "contents,read id-token,write",
    "drift.yml environments": "contents,read",
    "drift.yml drift": "contents,read id-token,write",
    "drift.yml report": "contents,read issues,write",
  });
});

test("an action is at the same commit everywhere", () => {
  // Act
  const used = new Set(everyStep.flatMap(({ uses }) => (uses?.includes("@") ? [uses] : [])));

  // Assess
  const names = [...used].map((uses) => uses.split("@")[0]);
  expect(names.sort()).toEqual([...new Set(names)]);
});

test("only what was approved is applied: plan, comparison, apply, in this order", () => {
  // Act
  const steps = workflows["deploy-environment.yml"]?.jobs.apply?.steps ?? [];

  // Assess
  const order = steps.flatMap(({ run = "" }) => npmCommands(run));
  expect(order).toEqual([
    { script: "plan", options: ["--environment", "--out"] },
    { script: "pipeline", subcommand: "fingerprint", options: ["--plans", "--expect"] },
    { script: "apply", options: ["--plans"] },
    { script: "smoke", options: ["--environment"] },
  ]);
});

test("a plan leaves its job only as a review", () => {
  // Act
  const uploads = everyStep.filter(({ uses }) => uses?.startsWith("actions/upload-artifact@"));

  // Assess
  expect(uploads.map((step) => step.with?.path)).toEqual(["report/", "review-report/"]);
});

test("what a job hands to another replaces no folder of the project", () => {
  // Act
  const artifacts = everyStep.filter(({ uses }) => /^actions\/(up|down)load-artifact@/.test(uses ?? ""));
  const folders = artifacts.map((step) => String(step.with?.path));

  // Assess
  expect(folders).toHaveLength(4);
  expect(folders.filter((folder) => existsSync(join(PROJECT_ROOT, folder)))).toEqual([]);
});

test("every npm script that a step runs is one of this project", () => {
  // Act
  const unknown = commands().filter(({ script }) => known[script] === undefined);

  // Assess
  expect(unknown).toEqual([]);
});

test.each(commands().filter(({ script }) => !known[script]?.startsWith("jest ")))(
  "npm run $script $subcommand has the options $options",
  ({ script, subcommand, options }) => {
    // Prepare
    const command = known[script]?.split(" ") ?? [];
    if (command[0] !== "node") throw new Error(`no script ${script} of this project`);
    const [, ...args] = [...command, ...(subcommand ? [subcommand] : []), "--help"];

    // Act
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: PROJECT_ROOT, encoding: "utf8" });

    // Assess
    expect(status).toBe(0);
    expect(options.filter((option) => !stdout.includes(`${option} `))).toEqual([]);
  },
);
