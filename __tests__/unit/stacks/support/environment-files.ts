import fc from "fast-check";
import { LOG_RETENTION_DAYS } from "../../../../config/limits";
import { functionPart } from "./function-settings";

/** Content of a group of keys: those that are required, and any of the others. */
function group<T extends object>(
  required: { [K in keyof T]: fc.Arbitrary<T[K]> },
  others: Record<string, fc.Arbitrary<unknown>>,
) {
  const keys = Object.keys(required);
  return fc.record<Record<string, unknown>>({ ...required, ...others }, { requiredKeys: keys });
}

/** Text as people and attackers write it: of any language, and with what Terraform would evaluate. */
const text = fc
  .array(fc.constantFrom("a", "Z", "9", " ", "$", "%", "{", "}", "é", "表", "😀", '"', "\\", "<", "*"), {
    minLength: 1,
    maxLength: 20,
  })
  .map((characters) => characters.join(""));
const reason = text.map((some) => `It is rebuilt every night: ${some}`);
const rolePath = fc.constantFrom("/", "/team/", "/a/b.c/");
const grant = fc.constantFrom("principal-arn", "role-arn");
const days = fc.constantFrom(...LOG_RETENTION_DAYS);

const backend = fc.oneof(
  fc.constant({ type: "local" }),
  group(
    { type: fc.constant("s3"), bucket: fc.constant("states"), keyPrefix: fc.constantFrom("a", "a/ü b") },
    {
      region: fc.constant("eu-west-1"),
      kmsKeyId: fc.constant("arn:aws:kms:eu-west-1:333333333333:alias/state"),
      roleArn: fc.constant("arn:aws:iam::333333333333:role/ci/State"),
      lockFile: fc.boolean(),
    },
  ),
  group(
    { type: fc.constant("cloud"), organization: fc.constant("example") },
    {
      hostname: fc.constant("tfe.example.com"),
      project: fc.constant("Order streams"),
      workspacePrefix: fc.constant("p-"),
      executionMode: fc.constantFrom("local", "remote"),
      terraformVersion: fc.constantFrom("1.11.4", "~> 1.11.0", "latest"),
      workspaceTags: fc.constantFrom([], ["streams", "team:orders"]),
      shareStateWith: fc.constantFrom("consumers", "organization"),
    },
  ),
);

function account(id: string) {
  const deployRole = group(
    { name: fc.constantFrom("Deploy", "ci/Deploy") },
    { externalId: fc.constant("pipeline:1"), sessionDuration: fc.integer({ min: 900, max: 43_200 }) },
  );
  const tags = fc.constantFrom({}, { Team: "Bestellungen @ 1" });
  return group({ id: fc.constant(id) }, { deployRole, tags });
}

const scaling = group(
  { max: fc.integer({ min: 10, max: 40_000 }) },
  { targetUtilization: fc.integer({ min: 20, max: 90 }) },
);

/** Settings of a table with a stream or without; its protection is off only for a reason. */
const tableSettings = {
  sortKey: group({ name: text.map((name) => `s${name}`) }, { type: fc.constantFrom("S", "N", "B") }),
  billing: fc.oneof(
    fc.constant({ mode: "PAY_PER_REQUEST" }),
    group(
      {
        mode: fc.constant("PROVISIONED"),
        readCapacity: fc.nat(9).map((n) => n + 1),
        writeCapacity: fc.constant(1),
      },
      { autoscaling: fc.oneof(fc.record({ read: scaling }), fc.record({ read: scaling, write: scaling })) },
    ),
  ),
  pointInTimeRecovery: fc.record(
    { enabled: fc.boolean(), recoveryPeriodInDays: fc.integer({ min: 1, max: 35 }) },
    { requiredKeys: [] },
  ),
  deletionProtection: fc.boolean(),
  adopt: fc.boolean(),
  timeToLive: group({ attribute: text.map((name) => `t${name}`) }, { enabled: fc.boolean() }),
  encryption: fc.oneof(
    fc.constant({ type: "aws-owned" }),
    group(
      { type: fc.constant("customer-managed") },
      { keyArn: fc.constant("arn:aws:kms:eu-central-1:111111111111:key/k-1") },
    ),
  ),
};
const projection = fc.oneof(
  fc.constantFrom({ type: "ALL" }, { type: "KEYS_ONLY" }),
  text.map((name) => ({ type: "INCLUDE", attributes: [`i${name}`] })),
);

/** Indexes whose key attributes no other key has; with provisioned capacity a global one has its own. */
function indexesOf({ billing, ...table }: Record<string, unknown>): fc.Arbitrary<Record<string, unknown>> {
  const isProvisioned = (billing as { mode?: string } | undefined)?.mode === "PROVISIONED";
  const capacity = isProvisioned ? { readCapacity: fc.constant(1), writeCapacity: fc.constant(2) } : {};
  const indexKey = (letter: string) => text.map((name) => ({ name: `${letter}${name}`, type: "N" }));
  const globalIndex = group(
    { partitionKey: indexKey("g"), ...capacity },
    { sortKey: indexKey("h"), projection },
  );
  const localIndex = group({ sortKey: indexKey("l") }, { projection });
  return fc
    .record(
      {
        globalSecondaryIndexes: fc.record({ "by.g": globalIndex }),
        ...("sortKey" in table && { localSecondaryIndexes: fc.record({ "by-l": localIndex }) }),
      },
      { requiredKeys: [] },
    )
    .map((indexes) => ({ ...table, ...(billing !== undefined && { billing }), ...indexes }));
}

const key = group({ name: text.map((name) => `p${name}`) }, { type: fc.constantFrom("S", "N", "B") });

function accessRole(roleName: string, part: string, more: Record<string, fc.Arbitrary<unknown>>) {
  const actions = fc.subarray(["dynamodb:Query", "dynamodb:GetItem", "dynamodb:BatchGetItem"]);
  const onTable = actions.map((some) => ({ actions: ["dynamodb:Scan", ...some], table: "devices" }));
  const onAccount = fc.constant({ actions: ["dynamodb:ListTables"] });
  return group(
    {
      roleName: fc.constant(roleName),
      allow: fc.tuple(onTable, onAccount),
      trusted: fc.tuple(group({ consumer: fc.constant("handler"), function: fc.constant(part) }, { grant })),
    },
    {
      permissionsBoundaryArn: fc.constant("arn:aws:iam::111111111111:policy/team/Boundary"),
      managedPolicies: fc.subarray(["SecurityAudit", "arn:aws:iam::111111111111:policy/Own"]),
      maxSessionDuration: fc.integer({ min: 3600, max: 43_200 }),
      operators: fc.constantFrom([], ["handler"]),
      ...more,
    },
  );
}

const anySource = group(
  {
    account: fc.constant("source"),
    tableName: fc.constantFrom("Changes", "a.b-c_d"),
    partitionKey: key,
    unprotectedBecause: reason,
    readers: fc
      .tuple(
        group({ consumer: fc.constant("handler") }, { grant }),
        group(
          {
            role: fc.constantFrom(
              "arn:aws:iam::222222222222:role/a/Exporter_1",
              "arn:aws:iam::111111111111:role/x",
            ),
          },
          { grant },
        ),
        fc.boolean(),
      )
      .map(([consumer, role, both]) => (both ? [consumer, role] : [consumer])),
    tables: fc.record({
      devices: group(
        { tableName: fc.constant("Devices"), partitionKey: key, unprotectedBecause: reason },
        tableSettings,
      ).chain(indexesOf),
    }),
    accessRoles: fc.record({
      devices: accessRole("read-devices", "reader-api", { rolePath, externalId: fc.constant("reader/1") }),
      // The switcher names the role and its external ID as well.
      switcher: accessRole("external-role", "account-switcher", {}),
    }),
  },
  {
    ...tableSettings,
    region: fc.constant("eu-central-1"),
    stack: fc.constant("tables"),
    streamViewType: fc.constantFrom("KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"),
    replaceStream: fc.constant("2026-01-31T12:00:00.000"),
  },
).chain(indexesOf);

/** A value for each attribute of a key, of its type. */
function keyValues(attributes: readonly unknown[]): Record<string, unknown> {
  const values = { S: "smoke", N: 0, B: "c21va2U=" };
  const named = attributes.filter(Boolean) as { name: string; type?: keyof typeof values }[];
  return Object.fromEntries(named.map(({ name, type = "S" }) => [name, values[type]]));
}

/** What an entry says of a table that somebody else made. */
const OF_EXISTING = [
  ...["account", "region", "stack", "tableName", "partitionKey", "sortKey", "encryption", "streamViewType"],
  ...["readers", "tables", "accessRoles"],
];

/** The same source with a table that somebody else made: its key has an ARN. */
function ofSomebodyElse(some: Record<string, unknown>): Record<string, unknown> {
  const encryption = some.encryption as { type?: string } | undefined;
  const keyArn = "arn:aws:kms:eu-central-1:111111111111:key/k-1";
  return {
    ...Object.fromEntries(Object.entries(some).filter(([setting]) => OF_EXISTING.includes(setting))),
    existing: true,
    ...(encryption?.type === "customer-managed" && { encryption: { ...encryption, keyArn } }),
  };
}

/** A smoke test fits its table's key, and needs images in the stream. */
const source = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: anySource }, { weight: 1, arbitrary: anySource.map(ofSomebodyElse) }),
    fc.boolean(),
  )
  .map(([some, tested]) =>
    tested && some.streamViewType !== "KEYS_ONLY"
      ? { ...some, smokeTest: { key: keyValues([some.partitionKey, some.sortKey]) } }
      : some,
  );

const mapping = group(
  { source: fc.constant("changes") },
  {
    enabled: fc.boolean(),
    startingPosition: fc.constantFrom("TRIM_HORIZON", "LATEST"),
    batchSize: fc.integer({ min: 1, max: 10 }),
    maximumBatchingWindowInSeconds: fc.integer({ min: 0, max: 300 }),
    parallelizationFactor: fc.integer({ min: 1, max: 10 }),
    maximumRetryAttempts: fc.integer({ min: 0, max: 10_000 }),
    maximumRecordAgeInSeconds: fc.integer({ min: 60, max: 80_000 }),
    bisectBatchOnFunctionError: fc.boolean(),
    filters: fc.tuple(text.map((value) => ({ dynamodb: { Keys: { [value]: { S: [value] } } } }))),
  },
);

const authorization = fc.oneof(
  fc.constant({ type: "iam" }),
  fc.record({ type: fc.constant("none"), because: reason }),
  group(
    {
      type: fc.constant("jwt"),
      issuer: fc.constant("https://login.example.com/"),
      audience: fc.tuple(text.map((name) => `a${name}`)),
    },
    { scopes: fc.constantFrom([], ["devices/read", "a{b}$c"]) },
  ),
);

/** Where a role of the consumer's account is. */
const place = { rolePath, permissionsBoundaryArn: fc.constant("arn:aws:iam::aws:policy/PowerUserAccess") };

const readerApi = group(
  {
    roleName: fc.constant("reader-role"),
    source: fc.constant("changes"),
    accessRole: fc.constant("devices"),
    table: fc.constant("devices"),
    function: functionPart("reader", text, 29),
  },
  {
    ...place,
    path: fc.constantFrom("/a", "/a/~b.c_d"),
    authorization,
    throttling: fc.record({ rateLimit: fc.constant(20), burstLimit: fc.constant(40) }, { requiredKeys: [] }),
    maxItems: fc.integer({ min: 1, max: 100_000 }),
    maxSegments: fc.integer({ min: 1, max: 64 }),
    accessLogRetentionDays: days,
  },
);

const switcher = group(
  {
    roleName: fc.constant("switcher-role"),
    accounts: fc.constantFrom(["source"], "any"),
    function: functionPart("switcher", text, 900),
  },
  { ...place, targetRole: fc.constant("external-role") },
);

/** A switcher of roles that the file does not make may state an external ID. */
const otherSwitcher = group(
  {
    roleName: fc.constant("switcher-role"),
    accounts: fc.constant(["source"]),
    function: functionPart("switcher", text, 900),
    targetRole: fc.constant("team/somebody-elses"),
    externalId: fc.constant("switcher=1"),
  },
  place,
);

function thresholdOf(max: number) {
  return fc.option(fc.integer({ min: 1, max }));
}

const topic = fc.option(fc.constant("arn:aws:sns:eu-central-1:222222222222:on-call"));

const alarms = fc.record(
  {
    iteratorAgeWarningSeconds: fc.option(fc.integer({ min: 60, max: 3600 })),
    iteratorAgeCriticalSeconds: fc.option(fc.integer({ min: 43_200, max: 86_400 })),
    notPolledMinutes: fc.option(fc.integer({ min: 5, max: 1440 })),
    failedRecords: thresholdOf(1000),
    discardedRecords: thresholdOf(1000),
    lostRecords: thresholdOf(1000),
    failedDeliveries: thresholdOf(1000),
    ledgerConflicts: thresholdOf(1000),
    noEventsHours: fc.constantFrom({}, { changes: 168 }),
    errors: thresholdOf(1000),
    throttles: thresholdOf(1000),
    durationPercent: thresholdOf(100),
    apiErrors: thresholdOf(1000),
    apiLatencyMilliseconds: thresholdOf(30_000),
    topics: fc.record({ warning: topic, critical: topic }, { requiredKeys: [] }),
    runbook: fc.constantFrom("docs/runbook.md", `https://example.com/"\${x}%{y}\\é?a=b&c`),
  },
  { requiredKeys: [] },
);

const usageMeter = group(
  {
    roleName: fc.constant("meter-role"),
    ledgerTableName: fc.constantFrom("UsageLedger", "u.s-a_ge"),
    unprotectedBecause: reason,
    function: functionPart("meter", text, 900),
  },
  {
    ...place,
    windowSeconds: fc.integer({ min: 1, max: 900 }),
    sources: fc.constant(["changes"]),
    sums: fc.uniqueArray(
      fc.record({
        name: fc.constantFrom("amount", "net_2"),
        path: fc.array(text, { minLength: 1, maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 2, selector: ({ name }) => name },
    ),
    distinctKeys: fc.boolean(),
  },
);

const operatorRole = group(
  {
    roleName: fc.constant("operator-role"),
    trusted: fc.constantFrom(
      ["arn:aws:iam::222222222222:role/on-call"],
      ["arn:aws:iam::222222222222:role/a/on-call", "arn:aws:iam::111111111111:role/on-call"],
    ),
  },
  { ...place, externalId: fc.constant("operator:1") },
);

const consumer = group(
  {
    operatorRole,
    usageMeter,
    account: fc.constant("consumer"),
    roleName: fc.constantFrom("handler-role", "handler@role"),
    function: functionPart("handler", text, 900),
    mappings: fc.tuple(mapping),
    readerApi,
    accountSwitcher: fc.oneof(switcher, otherSwitcher),
  },
  {
    ...place,
    region: fc.constant("eu-central-1"),
    stack: fc.constant("functions"),
    mappingsPerStack: fc.constantFrom(1, 1000),
    mappingStacks: fc.constantFrom(1, 3),
    alarms: fc.oneof(fc.boolean(), alarms),
    dashboard: fc.boolean(),
    logQueries: fc.boolean(),
    failureBucketName: fc.constant("handler.failures"),
    failureBucket: fc.record(
      { versioning: fc.boolean(), removeOldVersionsAfterDays: fc.constantFrom(null, 1, 3650) },
      { requiredKeys: [] },
    ),
  },
);

/** The stacks of a pipeline make the deploy roles, so each account names its own. */
const pipeline = group(
  { account: fc.constant("source"), repository: fc.constant("example-org/streams") },
  {
    branch: fc.constant("release/1.x"),
    githubEnvironment: fc.constant("production"),
    oidcProvider: fc.constantFrom("create", "existing"),
    adminRole: fc.constantFrom(null, "admin/Administrator"),
    planRole: fc.constant("ci/Plan"),
    planStateRole: fc.constant("ci/StatePlan"),
    driftRole: fc.constant("ci/Drift"),
    planJobRole: fc.constant("JobPlan"),
    deployJobRole: fc.constant("JobDeploy"),
    driftJobRole: fc.constant("JobDrift"),
  },
);

function withDeployRoles(file: Record<string, unknown>): Record<string, unknown> {
  if (!file.pipeline) return file;
  const accounts = Object.entries(file.accounts as Record<string, object>).map(([name, one]) => [
    name,
    { deployRole: "Deploy", ...one },
  ]);
  return { ...file, accounts: Object.fromEntries(accounts) };
}

/** A sandbox cannot scale tables. */
function withoutScalingInSandbox(file: Record<string, unknown>): Record<string, unknown> {
  if (!file.sandbox) return file;
  const sources = JSON.stringify(file.sources, (key, value) => (key === "autoscaling" ? undefined : value));
  return { ...file, sources: JSON.parse(sources) };
}

/** There is nothing to add up without new images. */
function withoutIdleSums(file: Record<string, unknown>): Record<string, unknown> {
  const { sources, consumers } = file as {
    sources: { changes: { streamViewType?: string } };
    consumers: { handler: { usageMeter?: object } };
  };
  const { usageMeter } = consumers.handler;
  const hasImages = !["KEYS_ONLY", "OLD_IMAGE"].includes(sources.changes.streamViewType ?? "");
  if (!usageMeter || hasImages) return file;
  return {
    ...file,
    consumers: { handler: { ...consumers.handler, usageMeter: { ...usageMeter, sums: [] } } },
  };
}

/** A source of one tenant, which nobody reads. */
const fleet = group(
  {
    tenants: fc.tuple(
      group(
        { tenant: fc.constantFrom("acme", "42"), account: fc.constant("333333333333") },
        {
          tableName: fc.constant("Fleet"),
          deployRole: fc.constant("ci/Deploy"),
          externalId: fc.constant("tenant:1"),
          tags: fc.constant({ Plan: "gold" }),
          enabled: fc.boolean(),
          deletionProtection: fc.boolean(),
          unprotectedBecause: reason,
          replaceStream: fc.constant("2026-01-31T12:00:00.000"),
        },
      ),
    ),
    // A pipeline makes the deploy roles.
    tenantAccounts: fc.record({ deployRole: fc.constant("Deploy"), tags: fc.constant({ Product: "x" }) }),
    tableName: fc.constant("Changes"),
    partitionKey: key,
    unprotectedBecause: reason,
  },
  {},
);

/** Files that are good: every setting of the schema occurs, alone and together with others. */
export const environmentFiles = group(
  {
    region: fc.constant("eu-central-1"),
    backend,
    accounts: fc.record({ source: account("111111111111"), consumer: account("222222222222") }),
    sources: fc.record({ changes: source, fleet }, { requiredKeys: ["changes"] }),
    consumers: fc.record({ handler: consumer }),
  },
  {
    $schema: fc.constant("./environment.schema.json"),
    sandbox: fc.boolean(),
    organization: fc.constant("o-a1b2c3d4e5"),
    defaults: fc.record({ function: functionPart(undefined, text, 29) }),
    pipeline,
  },
)
  .map(withDeployRoles)
  .map(withoutIdleSums)
  .map(withoutScalingInSandbox);
