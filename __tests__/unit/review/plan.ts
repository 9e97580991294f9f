import { checkEnvironment } from "../../../config/load-environment";
import type { Environment } from "../../../config/schema";
import type { PlanManifest, PlannedStack } from "../../../plan/manifest";
import type { Change, PlanJson, ResourceChange, Step } from "../../../review/plan/plan-json";
import type { ReviewedStack } from "../../../review/plan/reviewed-stack";
import { type Review, reviewPlans } from "../../../review/review";
import type { ElementJson, StackJson } from "../../../synthesized/stack-json";
import { type Content, edited } from "../config/sample";

/** What a plan does to a resource, in short. */
export interface PlannedChange {
  readonly actions: readonly Step[];
  readonly before?: ElementJson;
  readonly after?: ElementJson;
  readonly unknown?: ElementJson;
  readonly sensitive?: ElementJson;
  readonly replacePaths?: Change["replace_paths"];
  /** What the configuration says. @default the same as `after` */
  readonly configured?: ElementJson;
}

/** Changes by address. */
export type PlannedChanges = Readonly<Record<string, PlannedChange>>;

/** Parts of a stack's plan that most tests leave out. */
export interface PlanParts {
  readonly planned?: Partial<PlannedStack>;
  readonly outputs?: Readonly<Record<string, Change>>;
  readonly drift?: readonly ResourceChange[];
  readonly data?: StackJson["data"];
  /** What data sources have read, by type and name. */
  readonly read?: Readonly<Record<string, ElementJson>>;
  readonly output?: StackJson["output"];
  readonly providers?: Readonly<Record<string, string>>;
}

const ACCOUNTS: Readonly<Record<string, string>> = { source: "111111111111", consumer: "222222222222" };
const FILE = { file: "stack/file.json", sha256: "0".repeat(64) };

/** A stack with a plan in the form in which Terraform writes it as JSON. */
export function stackWith(name: string, changes: PlannedChanges, parts: PlanParts = {}): ReviewedStack {
  const entries = Object.entries(changes);
  const plan: PlanJson = {
    format_version: "1.2",
    prior_state: {
      values: {
        root_module: {
          resources: [
            ...entries
              .filter(([, { before }]) => before !== undefined)
              .map(([address, { before = {}, sensitive = {} }]) => ({
                ...namesOf(address),
                values: before,
                sensitive_values: sensitive,
              })),
            ...Object.entries(parts.read ?? {}).map(([address, values]) => ({
              ...namesOf(address),
              mode: "data" as const,
              address: `data.${address}`,
              values,
            })),
          ],
        },
      },
    },
    resource_changes: entries.map(
      ([address, { actions, before, after, unknown = {}, sensitive = {}, replacePaths }]) => ({
        ...namesOf(address),
        change: {
          replace_paths: replacePaths,
          actions,
          before: before ?? null,
          after: after ?? null,
          after_unknown: unknown,
          before_sensitive: sensitive,
          after_sensitive: sensitive,
        },
      }),
    ),
    resource_drift: parts.drift ?? [],
    output_changes: parts.outputs ?? {},
  };
  const planned: PlannedStack = {
    name,
    accountId: ACCOUNTS[name] ?? "333333333333",
    region: "eu-central-1",
    dependsOn: name === "consumer" ? ["source"] : [],
    changes: true,
    sampleOutputsOf: [],
    configuration: FILE,
    lockFile: FILE,
    plan: FILE,
    json: FILE,
    state: { lineage: "lineage", serial: 1 },
    ...parts.planned,
  };
  return {
    planned,
    plan,
    configuration: configurationOf(name, changes, parts),
    providers: parts.providers ?? {},
  };
}

function namesOf(address: string): Pick<ResourceChange, "address" | "mode" | "type" | "name"> {
  const [type = "", name = ""] = address.split(".");
  return { address, mode: "managed", type, name };
}

function configurationOf(name: string, changes: PlannedChanges, { data, output }: PlanParts): StackJson {
  const resource: Record<string, Record<string, ElementJson>> = {};
  for (const [address, { after, configured = after }] of Object.entries(changes)) {
    const { type, name: element } = namesOf(address);
    if (configured) resource[type] = { ...resource[type], [element]: configured };
  }
  return { resource, data, output, terraform: { backend: { local: { path: `${name}.tfstate` } } } };
}

/** The sample environment with edits. */
export function environmentWith(edits: Content = {}): Environment {
  const { environment } = checkEnvironment(edited(edits));
  if (!environment) throw new Error("the edits are no valid environment");
  return environment;
}

/** A manifest of stacks. */
export function manifestOf(stacks: readonly ReviewedStack[], more: Partial<PlanManifest> = {}): PlanManifest {
  return {
    version: 1,
    environment: "test",
    createdAt: "2026-01-01T00:00:00.000Z",
    terraform: "1.11.4",
    stacks: stacks.map(({ planned }) => planned),
    removedStacks: [],
    ...more,
  };
}

/** Reviews stacks of the sample environment. */
export function reviewOf(
  stacks: readonly ReviewedStack[],
  more: {
    readonly manifest?: Partial<PlanManifest>;
    readonly previous?: readonly ReviewedStack[];
    readonly edits?: Content;
  } = {},
): Promise<Review> {
  const previous = more.previous && { manifest: manifestOf(more.previous), stacks: more.previous };
  return reviewPlans(
    { manifest: manifestOf(stacks, more.manifest), stacks },
    environmentWith(more.edits),
    previous,
  );
}
