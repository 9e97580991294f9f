import { type Job, type Step, stepsOf, type Workflow } from "./read-workflows";

/** What a workflow must not do, a line for each place. */
export function problemsOf(workflow: Workflow): string[] {
  return [
    ...triggerProblems(workflow),
    ...permissionProblems(workflow),
    ...stepsOf(workflow).flatMap(stepProblems),
    ...Object.entries(workflow.jobs).flatMap(([name, job]) => [
      ...jobProblems(job).map((problem) => `${name}: ${problem}`),
      ...("pull_request" in workflow.on ? forkProblems(job).map((problem) => `${name}: ${problem}`) : []),
    ]),
  ];
}

function triggerProblems({ on }: Workflow): string[] {
  // They run with the base branch's credentials for whatever a fork sends.
  const dangerous = ["pull_request_target", "workflow_run", "issue_comment"];
  return dangerous.filter((trigger) => trigger in on).map((trigger) => `starts on ${trigger}`);
}

function permissionProblems({ permissions }: Workflow): string[] {
  if (permissions === undefined) return ["leaves the permissions of its token to the repository"];
  const allowed =
    JSON.stringify(permissions) === "{}" || JSON.stringify(permissions) === '{"contents":"read"}';
  return allowed ? [] : ["gives permissions to every job"];
}

/** What is wrong with a step, in a workflow or in an action. */
export function stepProblems({ uses, run, with: settings = {}, env = {} }: Step): string[] {
  const pinned = /^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/;
  return [
    ...(uses && !uses.startsWith("./") && !pinned.test(uses) ? [`${uses} is not pinned to a commit`] : []),
    ...(uses?.startsWith("actions/checkout@") && settings["persist-credentials"] !== false
      ? ["checkout keeps the token for later steps"]
      : []),
    ...(run?.includes("${{") ? [`a value becomes part of a script: ${run}`] : []),
    ...(env.GITHUB_TOKEN !== undefined && !run?.includes("npm run pipeline -- ")
      ? ["a step gets the token that does not talk to GitHub"]
      : []),
  ];
}

function jobProblems({ permissions = {}, environment, steps = [] }: Job): string[] {
  const writes = writtenBy(permissions);
  const deploys = steps.some(({ run }) => run?.includes("npm run apply"));
  const cloud = permissions["id-token"] === "write";
  return [
    ...(cloud && writes.length > 0 ? [`has credentials of AWS and writes ${writes.join(", ")}`] : []),
    ...(deploys && environment === undefined
      ? ["deploys without an environment, so without an approval"]
      : []),
  ];
}

function forkProblems(job: Job): string[] {
  const { permissions = {}, if: condition = "" } = job;
  const more = permissions["id-token"] === "write" || writtenBy(permissions).length > 0;
  const secrets = /\$\{\{[^}]*secrets\./.test(JSON.stringify(job));
  const own = condition.includes("github.event.pull_request.head.repo.full_name == github.repository");
  const joined = !condition.includes("||");
  return (more || secrets) && !(own && joined) ? ["gives a fork credentials or a token that writes"] : [];
}

function writtenBy(permissions: Readonly<Record<string, string>>): string[] {
  const written = Object.entries(permissions).filter(([, level]) => level === "write");
  return written.map(([name]) => name).filter((name) => name !== "id-token");
}
