import { join } from "node:path";
import {
  CreatePolicyVersionCommand,
  GetPolicyVersionCommand,
  ListPolicyVersionsCommand,
} from "@aws-sdk/client-iam";
import type { ConsumerConfig, Environment, SourceConfig } from "../../config/schema";
import { DRIFT_ROWS } from "../../deploy-policy/drift";
import { holdersOf } from "../../deploy-policy/holders";
import { stateFolder } from "../../sandbox/state-folder";
import type { Stack } from "../../synthesized/stack";
import { APPLY_TIMEOUT_MS } from "./support/apply-timeout";
import { grown } from "./support/deploy-role/growing";
import { notMissed } from "./support/deploy-role/leaving-out";
import { Rehearsal } from "./support/deploy-role/rehearsal";
import { APPLY, DESTROY, emptyPlan, PLAN, printed, refused, succeed } from "./support/deploy-role/runs";
import { decisionsOn, type Unit, unitsOf } from "./support/deploy-role/units";
import { makeTable, STREAM } from "./support/existing-table";

/** Each stream counts as 2,800 characters: the inline policy has room for two, as has each managed policy. */
jest.mock("../../config/stream-arns", () => ({
  ...jest.requireActual("../../config/stream-arns"),
  streamArnCharacters: (_: unknown, sources: readonly string[]) => 2800 * sources.length,
}));

/*
 * A role whose streams managed policies name, from its first deployment to its destruction; each test goes on where the
 * one before it stopped. Terraform runs with exactly the policies that the command prints, or without some of them. The
 * tables are there already, which is quicker.
 */

const SOURCE = "123456789012";
const CONSUMER = "210987654321";
/** By hash, payments, carts and reviews share the policy 2, returns has 9, and parcels 6. */
const SOURCES = ["payments", "carts", "reviews", "returns", "parcels"];
const SHARED = `arn:aws:iam::${CONSUMER}:policy/OrderEventsHandler-streams-2`;

let rehearsal: Rehearsal;
let first: Stack[];
let changed: Stack[];

/** The environment `minimal` with these sources, some of which the consumer reads. */
function reading(read: readonly string[], tags: Record<string, string>) {
  return (environment: Environment): void => {
    const { orders } = environment.sources as { orders: SourceConfig };
    const { "order-events": consumer } = environment.consumers as { "order-events": ConsumerConfig };
    const [mapping] = consumer.mappings;
    const partitionKey = { name: "id", type: "S" } as const;
    const sourceOf = (name: string) => ({
      ...orders,
      existing: true,
      tableName: name,
      partitionKey,
      stack: `source-${name}`,
    });
    environment.sources = Object.fromEntries(SOURCES.map((name) => [name, sourceOf(name)]));
    Object.assign(consumer, {
      failureBucket: { versioning: true, removeOldVersionsAfterDays: null },
      alarms: false,
      mappings: read.map((source) => ({ ...mapping, source })),
    });
    Object.assign(environment.accounts.analytics ?? {}, { tags });
  };
}

const firstEnvironment = reading(["payments", "carts", "returns"], { Team: "analytics" });
/** The policy 2 names another stream, 9 goes, 6 comes, and all have other tags. */
const changedEnvironment = reading(["carts", "reviews", "parcels"], { Owner: "analytics" });

/** What the managed policies and their attachments need, as far as the emulator can check it. */
function unitsFor(stacks: readonly Stack[]): Unit[] {
  return unitsOf(holdersOf(stacks, stacks)).filter(({ place }) =>
    /^consumer aws_iam_(policy|role_policy_attachment)\./.test(place ?? ""),
  );
}

/** What they need besides reading. */
function writesOf(...variants: readonly (readonly Stack[])[]): Unit[] {
  const all = variants.flatMap((stacks) => unitsFor(stacks));
  const writes = all.filter(({ steps }) => !steps.includes("read"));
  return [...new Map(writes.map((unit) => [unit.id, unit])).values()];
}

/** Fills a policy with versions, of which IAM keeps five. The one in force stays. */
async function fillWithVersions(PolicyArn: string): Promise<void> {
  const { iam, destroy } = rehearsal.clients(CONSUMER);
  const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
  const [{ VersionId } = {}] = Versions;
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
  const PolicyDocument = decodeURIComponent(PolicyVersion?.Document ?? "");
  for (let count = Versions.length; count < 5; count += 1) {
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }));
  }
  destroy();
}

/** Names of the actions of missed units, each once. */
function actionsIn(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => /iam:(\w+)/.exec(id.split(": ")[1] ?? "")?.[1] ?? id))].sort();
}

beforeAll(async () => {
  const folder = join(stateFolder(), "deploy-policy-managed-policies");
  rehearsal = await Rehearsal.start({ folder, environment: "minimal" });
  const { dynamodb, destroy } = rehearsal.clients(SOURCE);
  for (const name of SOURCES) await makeTable(dynamodb, name, { StreamSpecification: STREAM });
  destroy();
  first = rehearsal.synthesize(firstEnvironment);
}, APPLY_TIMEOUT_MS);

afterAll(() => rehearsal.stop());

test(
  "managed policies are deployed with exactly what the command prints, and planned with what --plan-only prints",
  async () => {
    // Prepare
    await rehearsal.identities.give(printed(first));
    const names = [...SOURCES.map((name) => `source-${name}`), "consumer"];

    // Act
    for (const name of names) {
      await succeed(rehearsal, name, "init", "-input=false");
      await succeed(rehearsal, name, ...APPLY);
    }
    const since = rehearsal.decisions().length;
    await rehearsal.identities.give(printed(first, "plan"));
    const isEmpty = await emptyPlan(rehearsal, "consumer");

    // Assess
    expect(isEmpty).toBe(true);
    expect(refused(rehearsal, 0)).toEqual([]);
    const reads = unitsFor(first).filter(({ steps }) => steps.includes("read"));
    expect(reads).toHaveLength(4);
    const decisions = rehearsal.decisions().slice(since);
    expect(reads.filter((unit) => decisionsOn(unit, decisions).length === 0)).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a plan fails without any single permission to read the managed policies",
  async () => {
    // Prepare
    await rehearsal.identities.give(printed(first));
    const units = unitsFor(first).filter(({ steps }) => steps.includes("read"));

    // Act
    const run = () => rehearsal.terraform("consumer", ...PLAN, "-lock=false");
    const tolerated = await notMissed({ rehearsal, stacks: first, units, run });

    // Assess
    expect(tolerated).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "drift is looked for with exactly what --drift prints: nothing stays unread",
  async () => {
    // Prepare
    await rehearsal.identities.give(printed(first, "drift"));
    const since = rehearsal.decisions().length;

    // Act
    const { findings, unread } = await rehearsal.drift(firstEnvironment);

    // Assess
    expect({ findings, unread }).toEqual({ findings: [], unread: [] });
    const decisions = rehearsal.decisions().slice(since);
    expect(decisions.filter(({ allowed }) => !allowed)).toEqual([]);
    const reads = unitsOf(holdersOf(first, first, DRIFT_ROWS)).filter(({ action }) =>
      /^iam:GetPolicy/.test(action),
    );
    expect(reads).toHaveLength(4);
    expect(reads.filter((unit) => decisionsOn(unit, decisions).length === 0)).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a change of one that has five versions, one that comes and one that goes: each permission that Terraform fails without is enough",
  async () => {
    // Prepare
    await fillWithVersions(SHARED);
    changed = rehearsal.synthesize(changedEnvironment);
    await rehearsal.identities.give(printed(changed));

    // Act
    const { stuck, missed } = await grown({
      rehearsal,
      variants: [first, changed],
      units: writesOf(first, changed),
      run: () => rehearsal.terraform("consumer", ...APPLY, "-lock=false"),
    });
    const isEmpty = await emptyPlan(rehearsal, "consumer");

    // Assess
    expect(stuck).toBeUndefined();
    expect(actionsIn(missed)).toEqual([
      "AttachRolePolicy",
      "CreatePolicy",
      "CreatePolicyVersion",
      "DeletePolicy",
      "DeletePolicyVersion",
      "DetachRolePolicy",
      "ListPolicyVersions",
      "TagPolicy",
      "UntagPolicy",
    ]);
    expect(isEmpty).toBe(true);
  },
  2 * APPLY_TIMEOUT_MS,
);

test(
  "destruction of one that has further versions: each permission that Terraform fails without is enough",
  async () => {
    // Prepare
    const units = writesOf(changed).filter(({ steps }) => steps.includes("delete"));

    // Act
    const { stuck, missed } = await grown({
      rehearsal,
      variants: [changed],
      units,
      run: () => rehearsal.terraform("consumer", ...DESTROY, "-lock=false"),
    });

    // Assess
    expect(stuck).toBeUndefined();
    expect(actionsIn(missed)).toEqual([
      "DeletePolicy",
      "DeletePolicyVersion",
      "DetachRolePolicy",
      "ListPolicyVersions",
    ]);
    const { output } = await rehearsal.terraform("consumer", "state", "list");
    expect(output).not.toContain("aws_");
  },
  2 * APPLY_TIMEOUT_MS,
);
