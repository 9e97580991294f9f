import { DescribeStreamCommand, DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { functionsOfConsumer } from "../../../config/functions";
import { loadEnvironment } from "../../../config/load-environment";
import { fromLoaded } from "../../../config/loaded";
import type {
  AccessRoleConfig,
  ConsumerConfig,
  Environment,
  FunctionConfig,
  MappingConfig,
  SourceConfig,
} from "../../../config/schema";
import { failsOn } from "../../../review/fails-on";
import type { Review } from "../../../review/review";
import { requireRunning } from "../../../sandbox/require-running";
import { roleCredentials } from "../../../sandbox/role-credentials";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { inAccounts } from "../support/own-accounts";
import { OwnPipeline } from "../support/own-pipeline";
import { OwnPlans } from "../support/own-plans";

const FOLDER = "plan-review";

const pipeline = new OwnPipeline(FOLDER);
const plans = new OwnPlans(FOLDER);

/** What differs from what is deployed. */
interface Edits {
  readonly source?: Partial<SourceConfig>;
  readonly devices?: Partial<AccessRoleConfig>;
  readonly consumer?: Partial<ConsumerConfig>;
  readonly function?: Partial<FunctionConfig>;
  readonly mapping?: Partial<MappingConfig>;
  readonly tags?: Readonly<Record<string, string>>;
}

/** The sandbox's environment, whose table is protected, with changes. */
function edited(edits: Edits): Environment {
  const environment = structuredClone(loadEnvironment("sandbox").environment);
  const changes = fromLoaded(environment.sources.changes, "sources.changes");
  const handler = fromLoaded(environment.consumers.handler, "consumers.handler");
  const devices = fromLoaded(changes.accessRoles.devices, "devices");
  const account = fromLoaded(environment.accounts.consumer, "accounts.consumer");
  return inAccounts(
    {
      ...environment,
      accounts: {
        ...environment.accounts,
        consumer: { ...account, tags: { ...account.tags, ...edits.tags } },
      },
      sources: {
        changes: {
          ...changes,
          deletionProtection: true,
          accessRoles: { ...changes.accessRoles, devices: { ...devices, ...edits.devices } },
          ...edits.source,
        },
      },
      consumers: {
        handler: {
          ...handler,
          function: { ...handler.function, ...edits.function },
          mappings: handler.mappings.map((mapping) => ({ ...mapping, ...edits.mapping })),
          ...edits.consumer,
        },
      },
    },
    pipeline.accounts,
  );
}

/** Synthesizes, plans and reviews what differs from what is deployed. */
async function reviewOf(name: string, edits: Edits): Promise<Review> {
  const environment = edited(edits);
  pipeline.synthesizeWhole(() => environment);
  await plans.make(name);
  return plans.review(name, environment);
}

/** The findings, as `severity rule stack`. */
function found({ findings }: Review): string[] {
  return findings.map(({ severity, rule, stack }) => `${severity} ${rule} ${stack}`);
}

async function streamLabel(): Promise<string> {
  const { stream_arn: arn } = await pipeline.project.outputs("source");
  return String(arn).split("/stream/")[1] ?? "";
}

beforeAll(async () => {
  await pipeline.open();
  pipeline.synthesizeWhole(() => edited({}));
  await pipeline.deploy();
}, APPLY_TIMEOUT_MS);

afterAll(async () => {
  pipeline.synthesizeWhole(() => edited({ source: { deletionProtection: false } }));
  await pipeline.deploy("source");
  await pipeline.destroy();
}, APPLY_TIMEOUT_MS);

const QUEUE = { queue: "orders", because: "on-change sends what happened to each order" } as const;

/** A change, and the rules that find something in its plans. */
interface Case {
  readonly what: string;
  readonly edits: Edits;
  readonly rules: readonly string[];
}

const HARMLESS: readonly Case[] = [
  { what: "nothing", edits: {}, rules: [] },
  { what: "more memory", edits: { function: { memorySize: 512 } }, rules: [] },
  { what: "another time limit", edits: { function: { timeout: 45 } }, rules: [] },
  { what: "a variable", edits: { function: { environment: { LOG_RECORDS: "false" } } }, rules: [] },
  { what: "logs kept for longer", edits: { function: { logRetentionDays: 90 } }, rules: [] },
  { what: "a tag", edits: { tags: { Team: "orders" } }, rules: [] },
  { what: "larger batches", edits: { mapping: { batchSize: 50 } }, rules: [] },
  { what: "parallel batches", edits: { mapping: { parallelizationFactor: 2 } }, rules: [] },
  { what: "fewer retries", edits: { mapping: { maximumRetryAttempts: 3 } }, rules: [] },
  { what: "a batching window", edits: { mapping: { maximumBatchingWindowInSeconds: 5 } }, rules: [] },
];

test.each(HARMLESS)(
  "harmless: $what",
  async ({ what, edits, rules }) => {
    // Act
    const review = await reviewOf(what, edits);

    // Assess
    expect(found(review)).toEqual(rules);
  },
  APPLY_TIMEOUT_MS,
);

const DANGEROUS: readonly Case[] = [
  {
    what: "point-in-time recovery off",
    edits: { source: { pointInTimeRecovery: { enabled: false } } },
    rules: ["high recovery-off source"],
  },
  {
    what: "deletion protection off",
    edits: { source: { deletionProtection: false } },
    rules: ["high deletion-protection-off source"],
  },
  { what: "another table name", edits: { source: { tableName: "AnotherTable" } }, rules: [] },
  { what: "another sort key", edits: { source: { sortKey: { name: "at", type: "N" } } }, rules: [] },
  {
    what: "a key of the stack",
    edits: { source: { encryption: { type: "customer-managed" } } as Partial<SourceConfig> },
    rules: [],
  },
  { what: "no reader", edits: { source: { readers: [] } }, rules: [] },
  { what: "another start", edits: { mapping: { startingPosition: "LATEST" } }, rules: [] },
  { what: "another function name", edits: { function: { name: "AnotherHandler" } }, rules: [] },
  { what: "another role name", edits: { consumer: { roleName: "AnotherRole" } }, rules: [] },
  {
    what: "no versions of the bucket",
    edits: { consumer: { failureBucket: { versioning: false, removeOldVersionsAfterDays: null } } },
    rules: [],
  },
  {
    what: "a permission",
    edits: { function: { permissions: [QUEUE] } as Partial<FunctionConfig> },
    rules: [],
  },
  { what: "traces", edits: { function: { tracing: true } }, rules: [] },
  {
    what: "an action more",
    edits: {
      devices: {
        allow: [{ actions: ["dynamodb:Scan", "dynamodb:Query"], table: "devices" }],
      } as Partial<AccessRoleConfig>,
    },
    rules: [],
  },
  {
    what: "another table for the role",
    edits: { devices: { allow: [{ actions: ["dynamodb:Scan"] }] } as Partial<AccessRoleConfig> },
    rules: [],
  },
  { what: "an external ID", edits: { devices: { externalId: "orders-1" } }, rules: [] },
  { what: "a table less", edits: { source: { tables: {} } }, rules: [] },
];

test.each(DANGEROUS)(
  "found: $what",
  async ({ what, edits, rules }) => {
    // Act
    const review = await reviewOf(what, edits);

    // Assess
    expect(found(review)).toEqual(rules);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "found: a new stream, and the review fails",
  async () => {
    // Prepare
    const replaceStream = await streamLabel();

    // Act
    const review = await reviewOf("view type", { source: { streamViewType: "NEW_IMAGE", replaceStream } });

    // Assess
    expect(found(review)).toEqual([
      "high stream-recreated source",
      "medium view-type-changed source",
      "medium stale-outputs consumer",
      "low policy-unknown source",
    ]);
    expect(failsOn(review, "high")).toBe(true);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "found: a stack that is deployed but gone from the file",
  async () => {
    // Prepare
    pipeline.synthesizeWhole(() => edited({}));
    await plans.make("removed", ["consumer-old"]);

    // Act
    const review = await plans.review("removed", edited({}));

    // Assess
    expect(found(review)).toEqual(["high stack-removed consumer-old"]);
  },
  APPLY_TIMEOUT_MS,
);

/** What the emulator lets a role do: the actions of which it answers no denial. */
async function permitted(): Promise<string[]> {
  const state = requireRunning();
  const environment = edited({});
  const [handler] = functionsOfConsumer(environment, "handler");
  const streamArn = String((await pipeline.project.outputs("source")).stream_arn);
  const shared = { region: state.region, endpoint: state.emulatorUrl, maxAttempts: 1 };
  const reader = await roleCredentials(state, fromLoaded(handler, "handler").roleArn);
  const streams = new DynamoDBStreamsClient({ ...shared, ...(reader && { credentials: reader }) });
  const answers = {
    DescribeStream: await isLet(() => streams.send(new DescribeStreamCommand({ StreamArn: streamArn }))),
  };
  streams.destroy();
  return Object.entries(answers).flatMap(([action, let_]) => (let_ ? [action] : []));
}

async function isLet(call: () => Promise<unknown>): Promise<boolean> {
  return call().then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && error.name.startsWith("AccessDenied")) return false;
      throw error;
    },
  );
}

test(
  "access that a review calls lost and gained is lost and gained",
  async () => {
    // Prepare
    const handler = "handler / stream handler";
    const before = await permitted();

    // Act
    const revoked = await reviewOf("revoked", { source: { readers: [] } });
    await plans.apply("revoked");
    const between = await permitted();
    const granted = await reviewOf("granted", {});
    await plans.apply("granted");
    const after = await permitted();

    // Assess
    const told = [revoked, granted].map(({ access }) =>
      access.changes
        .filter(
          ({ principal, action, supposed }) =>
            principal === handler && action === "DescribeStream" && !supposed,
        )
        .map(({ kind, resource }) => `${kind} ${resource}`),
    );
    expect(told).toEqual([["loses stream of CrossAccountTest"], ["gains stream of CrossAccountTest"]]);
    expect([before, between, after]).toEqual([["DescribeStream"], [], ["DescribeStream"]]);
  },
  APPLY_TIMEOUT_MS,
);
