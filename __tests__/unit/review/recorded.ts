import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkEnvironment } from "../../../config/load-environment";
import { PROJECT_ROOT } from "../../../config/paths";
import type { Environment } from "../../../config/schema";
import type { Change, PlanJson, ResourceChange } from "../../../review/plan/plan-json";
import type { ReviewedStack } from "../../../review/plan/reviewed-stack";
import { type Review, reviewPlans } from "../../../review/review";
import type { ElementJson, StackJson } from "../../../synthesized/stack-json";
import { type Content, REMOVED, setAt } from "../config/sample";
import { manifestOf } from "./plan";

/** Plans that Terraform 1.11.4 made for the environment `sandbox`, after it was deployed to the local AWS. */
const FOLDER = join(PROJECT_ROOT, "__tests__/fixtures/plans");

/** The environment, and the plans when nothing changes. */
interface Deployed {
  readonly environment: Content;
  readonly stacks: Readonly<Record<string, DeployedStack>>;
}

interface DeployedStack {
  readonly accountId: string;
  readonly region: string;
  readonly plan: PlanJson;
  readonly configuration: StackJson;
}

/** A change of the file, and what differs in the plans then. */
interface Recording {
  readonly edits: Content;
  readonly stacks: Readonly<Record<string, RecordedStack>>;
}

interface RecordedStack {
  readonly changes: readonly ResourceChange[];
  readonly outputs: Readonly<Record<string, Change>>;
  readonly drift: readonly ResourceChange[];
  /** Elements by address; null for what is gone. */
  readonly configuration: Readonly<Record<string, ElementJson | null>>;
  /** The outputs in the configuration. */
  readonly output?: StackJson["output"];
}

const NOTHING: RecordedStack = { changes: [], outputs: {}, drift: [], configuration: {} };

/** The names of all recordings. */
export const RECORDINGS: readonly string[] = readdirSync(FOLDER)
  .map((file) => file.replace(/\.json$/, ""))
  .sort();

/** The plans of a change, and the environment file's content. @param name of the recording; `nothing` if nothing changes */
export function recordedPlans(name: string): { stacks: readonly ReviewedStack[]; content: Content } {
  const deployed: Deployed = read("nothing");
  const { edits, stacks }: Recording = name === "nothing" ? { edits: {}, stacks: {} } : read(name);
  const reviewed = Object.entries(deployed.stacks).map(([stack, plan]) =>
    stackOf(stack, plan, stacks[stack] ?? NOTHING),
  );
  const content = deployed.environment;
  for (const [path, value] of Object.entries(edits)) setAt(content, path.split("."), value ?? REMOVED);
  return { stacks: reviewed, content };
}

/** Reviews the plans of a change. @param name of the recording; `nothing` if nothing changes */
export function reviewRecorded(name: string): Promise<Review> {
  const { stacks, content } = recordedPlans(name);
  const manifest = manifestOf(stacks, { environment: "sandbox" });
  return reviewPlans({ manifest, stacks }, environmentOf(content));
}

function read(name: string) {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8"));
}

function environmentOf(content: Content): Environment {
  const { environment, problems } = checkEnvironment(content);
  if (!environment) throw new Error(JSON.stringify(problems));
  return environment;
}

function stackOf(name: string, deployed: DeployedStack, recorded: RecordedStack): ReviewedStack {
  const { accountId, region, plan, configuration } = deployed;
  const changed = new Set(recorded.changes.map(({ address }) => address));
  const unchanged = (plan.resource_changes ?? []).filter(({ address }) => !changed.has(address));
  const resource = structuredClone(configuration.resource) as Record<string, Record<string, ElementJson>>;
  for (const [address, element] of Object.entries(recorded.configuration)) {
    const [type = "", key = ""] = address.split(".");
    const { [key]: _gone, ...others } = resource[type] ?? {};
    resource[type] = element === null ? others : { ...others, [key]: element };
  }
  const file = { file: `${name}/file.json`, sha256: "0".repeat(64) };
  return {
    planned: {
      ...{ name, accountId, region, dependsOn: [], changes: true, sampleOutputsOf: [], state: null },
      ...{ configuration: file, lockFile: file, plan: file, json: file },
    },
    plan: {
      ...plan,
      resource_changes: [...unchanged, ...recorded.changes],
      output_changes: { ...plan.output_changes, ...recorded.outputs },
      resource_drift: recorded.drift,
    },
    configuration: { ...configuration, resource, output: recorded.output ?? configuration.output },
    providers: {},
  };
}
