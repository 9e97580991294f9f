import type { AccessRoleConfig, FunctionConfig, SourceConfig } from "../../../config/schema";
import { failsOn } from "../../../review/fails-on";
import type { Review } from "../../../review/review";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { type Edits, ReviewedPipeline } from "../support/reviewed-pipeline";

const reviewed = new ReviewedPipeline("plan-review");

/** The findings, as `severity rule stack`. */
function found({ findings }: Review): string[] {
  return findings.map(({ severity, rule, stack }) => `${severity} ${rule} ${stack}`);
}

async function streamLabel(): Promise<string> {
  const { stream_arn: arn } = await reviewed.pipeline.project.outputs("source");
  return String(arn).split("/stream/")[1] ?? "";
}

beforeAll(() => reviewed.open(), APPLY_TIMEOUT_MS);

afterAll(() => reviewed.destroy(), APPLY_TIMEOUT_MS);

const QUEUE = { queue: "orders", because: "on-change sends what happened to each order" } as const;

const READING_ITEMS = {
  allow: [{ actions: ["dynamodb:Scan", "dynamodb:GetItem"], table: "devices" }],
} as Partial<AccessRoleConfig>;

/** A change, and the rules that find something in its plans. */
interface Case {
  readonly what: string;
  readonly edits: Edits;
  readonly rules: readonly string[];
}

/** Ten changes that endanger nothing, in one plan: each finding names its stack and rule, so none could hide. */
const HARMLESS: Edits = {
  tags: { Team: "orders" },
  accessRole: { externalId: "orders-1" },
  function: {
    memorySize: 512,
    timeout: 45,
    environment: { LOG_RECORDS: "false" },
    logRetentionDays: 90,
  },
  mapping: {
    batchSize: 50,
    parallelizationFactor: 2,
    maximumRetryAttempts: 3,
    maximumBatchingWindowInSeconds: 5,
  },
};

const NOTHING_FOUND: readonly Omit<Case, "rules">[] = [
  { what: "nothing at all", edits: {} },
  { what: "ten harmless changes", edits: HARMLESS },
];

test.each(NOTHING_FOUND)(
  "nothing is found: $what",
  async ({ what, edits }) => {
    // Act
    const review = await reviewed.review(what, edits);

    // Assess
    expect(found(review)).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

/** The first two hold several changes each, which have nothing to do with each other: a plan takes long. */
const DANGEROUS: readonly Case[] = [
  {
    what: "recovery and protection off, and an action more",
    edits: {
      source: { pointInTimeRecovery: { enabled: false }, deletionProtection: false },
      accessRole: READING_ITEMS,
    },
    rules: ["high deletion-protection-off source", "high recovery-off source", "medium wider-actions source"],
  },
  {
    what: "another start, no versions of the bucket, a permission and traces",
    edits: {
      mapping: { startingPosition: "LATEST" },
      consumer: { failureBucket: { versioning: false, removeOldVersionsAfterDays: null } },
      function: { permissions: [QUEUE], tracing: true } as Partial<FunctionConfig>,
    },
    rules: [
      "high bucket-protection-removed consumer",
      "medium statement-added consumer",
      "medium statement-added consumer",
      "medium mapping-replaced consumer",
    ],
  },
  {
    what: "another name of a table",
    edits: { devices: "another-table" },
    rules: ["high table-destroyed source", "medium wider-resources source", "low policy-unknown source"],
  },
  {
    what: "a key of the stack",
    edits: { source: { encryption: { type: "customer-managed" } } as Partial<SourceConfig> },
    rules: ["medium statement-added consumer", "medium key-changed source", "low sample-outputs consumer"],
  },
  {
    what: "no reader",
    edits: { source: { readers: [] } },
    rules: ["high reader-revoked consumer", "high policy-removed source"],
  },
  {
    what: "another name of the function",
    edits: { function: { name: "AnotherHandler" } },
    rules: [
      "high bucket-destroyed consumer",
      "medium wider-resources consumer",
      "medium wider-resources consumer",
      "medium wider-resources consumer",
      "medium logs-destroyed consumer",
      "low policy-unknown consumer",
    ],
  },
  {
    what: "another name of the role",
    edits: { consumer: { roleName: "RenamedRole" } },
    rules: ["medium role-replaced consumer"],
  },
];

test.each(DANGEROUS)(
  "found: $what",
  async ({ what, edits, rules }) => {
    // Act
    const review = await reviewed.review(what, edits);

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
    const review = await reviewed.review("view type", {
      source: { streamViewType: "NEW_IMAGE", replaceStream },
    });

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
    reviewed.synthesize({});
    await reviewed.plans.make("removed", ["consumer-old"]);

    // Act
    const review = await reviewed.plans.review("removed", reviewed.environment({}));

    // Assess
    expect(found(review)).toEqual(["high stack-removed consumer-old"]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a table that is protected is neither planned to go nor reviewed",
  async () => {
    // Act
    const act = reviewed.review("renamed", { source: { tableName: "AnotherTable" } });

    // Assess
    await expect(act).rejects.toThrow("Instance cannot be destroyed");
  },
  APPLY_TIMEOUT_MS,
);
