import { inventoryFindings } from "../../../access/inventory/inventory-findings";
import { mappingStackOf } from "../../../config/mapping-stack-of";
import { readStacksInOrder } from "../../../synthesized/read-stacks";
import { type Content, edited, REMOVED } from "../config/sample";
import { environmentOf } from "../config/tenants/support";
import { type Synthesized, stacksOf, synthesizeContent } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const TENANTS = ["a", "b", "c", "d", "e", "f"];
const METER = { roleName: "Meter", ledgerTableName: "Ledger", function: { name: "meter" } };
const MAPPING = "aws_lambda_event_source_mapping";

/** Tenants, and an ordinary source; both are read by `handler`. */
function contentOf(tenants: readonly string[], more: Content = {}): Content {
  return edited({
    sandbox: REMOVED,
    "sources.changes.account": REMOVED,
    "sources.changes.stack": REMOVED,
    "sources.changes.deletionProtection": true,
    "sources.changes.tenants": tenants.map((tenant, n) => ({ tenant, account: String(300_000_000_000 + n) })),
    "sources.plain": {
      account: "source",
      tableName: "Plain",
      partitionKey: { name: "id", type: "S" },
      readers: [{ consumer: "handler" }],
    },
    "consumers.handler.mappings": [{ source: "changes" }, { source: "plain" }],
    ...more,
  });
}

function addresses({ stacks }: Synthesized, stack: string, type: string): string[] {
  return Object.keys(stacks[stack]?.resource?.[type] ?? {}).sort();
}

test("tenants' mappings are in the stack of their number, the meter's with them; others stay with the consumer", () => {
  // Prepare
  const more = { "consumers.handler.mappingStacks": 3, "consumers.handler.usageMeter": METER };

  // Act
  const synthesized = synthesizeContent(contentOf(TENANTS, more), folder);

  // Assess
  for (const number of [1, 2, 3]) {
    const held = TENANTS.filter((tenant) => mappingStackOf(`changes-${tenant}`, 3) === number);
    expect(addresses(synthesized, `consumer-mappings-${number}`, MAPPING)).toEqual([
      ...held.map((tenant) => `mapping_changes_${tenant}`),
      ...held.map((tenant) => `meter_mapping_changes_${tenant}`),
    ]);
  }
  expect(addresses(synthesized, "consumer", MAPPING)).toEqual(["mapping_plain", "meter_mapping_plain"]);
});

test("a mapping reads function, meter and stream from states, and the outputs name what the stack holds", () => {
  // Prepare
  const more = { "consumers.handler.mappingStacks": 1, "consumers.handler.usageMeter": METER };

  // Act
  const { stacks } = synthesizeContent(contentOf(["a"], more), folder);

  // Assess
  const stack = stacks["consumer-mappings-1"];
  const state = "${data.terraform_remote_state.consumer.outputs";
  expect(stack?.resource[MAPPING]).toMatchObject({
    mapping_changes_a: {
      event_source_arn: `\${data.terraform_remote_state.source_changes_a.outputs.stream_arn}`,
      function_name: `${state}.function_name}`,
      destination_config: {
        on_failure: { destination_arn: "arn:aws:s3:::handler-failures-222222222222-eu-central-1" },
      },
      provider: "aws.account",
    },
    meter_mapping_changes_a: { function_name: `${state}.usage_meter_function_name}` },
  });
  expect(stack?.output).toMatchObject({
    mapping_uuids: { value: { "changes-a": `\${${MAPPING}.mapping_changes_a.uuid}` } },
    usage_mapping_uuids: { value: { "changes-a": `\${${MAPPING}.meter_mapping_changes_a.uuid}` } },
  });
  expect(stacks.consumer?.output.mapping_uuids).toMatchObject({
    value: { plain: `\${${MAPPING}.mapping_plain.uuid}` },
  });
});

test("a mapping stack is deployed after its consumer and the sources of its tenants", () => {
  // Prepare
  const content = contentOf(TENANTS, { "consumers.handler.mappingStacks": 2 });

  // Act
  const stacks = readStacksInOrder(synthesizeContent(content, folder).outdir);

  // Assess
  for (const number of [1, 2]) {
    const held = TENANTS.filter((tenant) => mappingStackOf(`changes-${tenant}`, 2) === number);
    const stack = stacks.find(({ name }) => name === `consumer-mappings-${number}`);
    expect([...(stack?.dependsOn ?? [])].sort()).toEqual([
      "consumer",
      ...held.map((tenant) => `source-changes-${tenant}`),
    ]);
  }
});

test("one tenant more changes its own source, its own mapping stack and the policy that names its stream", () => {
  // Prepare
  const more = { "consumers.handler.mappingStacks": 3 };
  const own = `consumer-mappings-${mappingStackOf("changes-f", 3)}`;

  // Act
  const [before, after] = [TENANTS.slice(0, 5), TENANTS].map((tenants) =>
    synthesizeContent(contentOf(tenants, more), folder),
  );

  // Assess
  const changed = Object.keys(after?.texts ?? {}).filter(
    (name) => after?.texts[name] !== before?.texts[name],
  );
  expect(changed.sort()).toEqual(["consumer", own, "source-changes-f"].sort());
});

test("where policies name an organization, one tenant more leaves the consumer's stack as it is", () => {
  // Prepare
  const many = Array.from({ length: 180 }, (_, n) => `t${n}`);
  const more = {
    organization: "o-a1b2c3d4e5",
    // So long that ten managed policies do not hold the ARNs of 180 streams.
    "sources.changes.tableName": "T".repeat(250),
    "consumers.handler.mappingStacks": 3,
    "consumers.handler.alarms": false,
  };

  // Act
  const [before, after] = [many.slice(1), many].map((tenants) =>
    // t0 is the last, so that the others keep their accounts.
    synthesizeContent(contentOf([...tenants].reverse(), more), folder),
  );

  // Assess
  expect(Object.keys(after?.texts ?? {})).toContain("source-changes-t0");
  expect(after?.texts.consumer).toBe(before?.texts.consumer);
  expect(Object.keys(after?.stacks.consumer?.data?.terraform_remote_state ?? {})).toEqual(["source_plain"]);
});

test("alarms of a mapping are in its stack, below a composite alarm that reports to the consumer's topic", () => {
  // Prepare
  const alarms = { topics: { warning: "arn:aws:sns:eu-central-1:222222222222:later" } };
  const more = { "consumers.handler.mappingStacks": 1, "consumers.handler.alarms": alarms };

  // Act
  const { stacks } = synthesizeContent(contentOf(["a"], more), folder);

  // Assess
  const held = stacks["consumer-mappings-1"]?.resource;
  expect(Object.keys(held?.aws_cloudwatch_metric_alarm ?? {}).sort()).toEqual([
    "alarms_mapping_changes_a_discarded_records",
    "alarms_mapping_changes_a_failed_records",
    "alarms_mapping_changes_a_lost_records",
    "alarms_mapping_changes_a_not_polled",
  ]);
  expect(held?.aws_cloudwatch_composite_alarm).toMatchObject({
    alarms_critical: {
      alarm_name: "handler/mappings-1/critical",
      alarm_rule:
        'ALARM("handler/mapping-changes-a/not-polled") OR ALARM("handler/mapping-changes-a/lost-records")',
      alarm_actions: ["arn:aws:sns:eu-central-1:222222222222:handler-alarms-critical"],
    },
    alarms_warning: { alarm_actions: ["arn:aws:sns:eu-central-1:222222222222:later"] },
  });
  expect(held).not.toHaveProperty("aws_sns_topic");
  const own = JSON.stringify(stacks.consumer?.resource);
  expect(own).toContain("handler/mapping-plain/not-polled");
  expect(own).not.toContain("mapping_changes_a.uuid");
  expect(stacks.consumer?.resource.aws_sns_topic).toMatchObject({
    alarms_critical_topic: { name: "handler-alarms-critical" },
  });
});

test("a consumer whose only alarms are those of tenants' mappings still makes their topic", () => {
  // Prepare
  const off = Object.fromEntries(
    [
      ...[
        "iteratorAgeWarningSeconds",
        "iteratorAgeCriticalSeconds",
        "failedDeliveries",
        "errors",
        "throttles",
      ],
      ...["durationPercent", "failedRecords", "discardedRecords", "lostRecords"],
    ].map((key) => [key, null]),
  );
  const more = {
    "consumers.handler.mappingStacks": 1,
    "consumers.handler.mappings": [{ source: "changes" }],
    "sources.plain": REMOVED,
    "consumers.handler.alarms": off,
  };

  // Act
  const { stacks } = synthesizeContent(contentOf(["a"], more), folder);

  // Assess
  expect(Object.keys(stacks.consumer?.resource.aws_sns_topic ?? {})).toEqual(["alarms_critical_topic"]);
  expect(stacks.consumer?.resource).not.toHaveProperty("aws_cloudwatch_composite_alarm");
});

test.each([
  { what: "several stacks, with a meter and alarms", more: { "consumers.handler.usageMeter": METER } },
  { what: "more stacks than tenants", more: { "consumers.handler.mappingStacks": 12 } },
  {
    what: "states in a bucket, and keys of the tenants",
    more: {
      backend: { type: "s3", bucket: "states", keyPrefix: "a" },
      "sources.changes.encryption": { type: "customer-managed" },
    },
  },
  {
    what: "workspaces, and topics of others",
    more: {
      backend: { type: "cloud", organization: "o", workspacePrefix: "w-" },
      "consumers.handler.alarms": { topics: { warning: null } },
    },
  },
])("the inventory expects what is made: $what", ({ more }) => {
  // Prepare
  const content = contentOf(TENANTS, { "consumers.handler.mappingStacks": 3, ...more });
  const environment = environmentOf(content);

  // Act
  const findings = inventoryFindings(
    { name: "test", environment },
    stacksOf(synthesizeContent(content, folder)),
  );

  // Assess
  expect(findings).toEqual([]);
});

test.each([
  { what: "another function", edit: { function_name: "other" } },
  {
    what: "another bucket",
    edit: { destination_config: { on_failure: { destination_arn: "arn:aws:s3:::x" } } },
  },
])("the inventory finds a mapping of $what in a mapping stack", ({ edit }) => {
  // Prepare
  const content = contentOf(["a"], { "consumers.handler.mappingStacks": 1 });
  const stacks = structuredClone(stacksOf(synthesizeContent(content, folder)));
  const mapping = stacks.find(({ name }) => name === "consumer-mappings-1")?.json.resource?.[MAPPING];
  Object.assign(mapping?.mapping_changes_a ?? {}, edit);

  // Act
  const findings = inventoryFindings({ name: "test", environment: environmentOf(content) }, stacks);

  // Assess
  expect(findings.map(({ place }) => place)).toEqual([
    expect.stringContaining(`consumer-mappings-1 ${MAPPING}.mapping_changes_a ${Object.keys(edit)[0]}`),
  ]);
});
