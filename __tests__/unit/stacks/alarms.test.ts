import { CROSS_ACCOUNT } from "../config/sample";
import { expression, policyOf, resource, settingsOf, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const TOPIC = "arn:aws:sns:eu-central-1:222222222222:on-call";

function typesOf(edits: Record<string, unknown>): string[] {
  return Object.keys(synthesize(edits, folder).stacks.consumer?.resource ?? {});
}

const MADE = [
  "aws_cloudwatch_composite_alarm",
  "aws_cloudwatch_metric_alarm",
  "aws_kms_alias",
  "aws_kms_key",
  "aws_sns_topic",
  "terraform_data",
];

/** What is on by default where there are alarms. */
const WITH_ALARMS = ["aws_cloudwatch_dashboard", "aws_cloudwatch_query_definition"];

test("outside a sandbox the consumer has alarms, composite alarms, topics and their key", () => {
  // Act
  const types = typesOf({});

  // Assess
  expect(types.filter((type) => MADE.includes(type)).sort()).toEqual(MADE);
});

test.each([
  { name: "alarms: false", edits: { "consumers.handler.alarms": false } },
  { name: "a sandbox", edits: { sandbox: true } },
])("$name: nothing of it", ({ edits }) => {
  // Act
  const types = typesOf(edits);

  // Assess
  expect(types.filter((type) => MADE.includes(type))).toEqual([]);
});

test("alarms keep their addresses: with a new one, Terraform would delete an alarm after it made it again", () => {
  // Act
  const { stacks } = synthesize({}, folder);

  // Assess
  const addresses = Object.entries(stacks.consumer?.resource ?? {})
    .filter(([type]) => MADE.includes(type))
    .flatMap(([type, elements]) => Object.keys(elements).map((name) => `${type}.${name}`));
  expect(addresses).toEqual([
    "aws_cloudwatch_composite_alarm.alarms_critical",
    "aws_cloudwatch_composite_alarm.alarms_warning",
    "aws_cloudwatch_metric_alarm.alarms_mapping_changes_discarded_records",
    "aws_cloudwatch_metric_alarm.alarms_mapping_changes_failed_records",
    "aws_cloudwatch_metric_alarm.alarms_mapping_changes_lost_records",
    "aws_cloudwatch_metric_alarm.alarms_mapping_changes_not_polled",
    "aws_cloudwatch_metric_alarm.alarms_stream_handler_failed_deliveries",
    "aws_cloudwatch_metric_alarm.alarms_stream_handler_function_duration",
    "aws_cloudwatch_metric_alarm.alarms_stream_handler_function_errors",
    "aws_cloudwatch_metric_alarm.alarms_stream_handler_function_throttles",
    "aws_cloudwatch_metric_alarm.alarms_stream_handler_iterator_age_critical",
    "aws_cloudwatch_metric_alarm.alarms_stream_handler_iterator_age_warning",
    "aws_kms_alias.alarms_key_alias",
    "aws_kms_key.alarms_key",
    "aws_sns_topic.alarms_critical_topic",
    "aws_sns_topic.alarms_warning_topic",
    "terraform_data.alarms_critical_children",
    "terraform_data.alarms_warning_children",
  ]);
});

test("nothing else changes with alarms", () => {
  // Prepare
  const without = synthesize({ "consumers.handler.alarms": false }, folder).stacks.consumer;

  // Act
  const withAlarms = synthesize({}, folder).stacks.consumer;

  // Assess
  const { alarm_topic_arns: _, ...output } = withAlarms?.output ?? {};
  const rest = Object.entries(withAlarms?.resource ?? {}).filter(
    ([type]) => ![...MADE, ...WITH_ALARMS].includes(type),
  );
  expect(Object.fromEntries(rest)).toEqual(without?.resource);
  expect(output).toEqual(without?.output);
});

test("an alarm of a mapping looks at the mapping's own metric and notifies nobody itself", () => {
  // Prepare
  const synthesized = synthesize({}, folder);

  // Act
  const alarm = resource(
    synthesized,
    "consumer",
    "aws_cloudwatch_metric_alarm",
    "alarms_mapping_changes_discarded_records",
  );

  // Assess
  expect(settingsOf(alarm)).toEqual({
    alarm_name: "handler/mapping-changes/discarded-records",
    alarm_description:
      "Records of changes used up their retries or grew too old. They wait in the failure bucket. " +
      "Repair what made them fail, then re-drive them. Runbook: docs/runbook.md#discarded-records",
    namespace: "AWS/Lambda",
    metric_name: "OnFailureDestinationDeliveredEventCount",
    dimensions: {
      EventSourceMappingUUID: expression("aws_lambda_event_source_mapping.mapping_changes.uuid"),
    },
    statistic: "Sum",
    comparison_operator: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    period: 300,
    evaluation_periods: 3,
    datapoints_to_alarm: 1,
    treat_missing_data: "notBreaching",
    provider: "aws.account",
  });
});

test("a percentile is no basic statistic", () => {
  // Prepare
  const synthesized = synthesize(CROSS_ACCOUNT, folder);

  // Act
  const alarm = resource(
    synthesized,
    "consumer",
    "aws_cloudwatch_metric_alarm",
    "alarms_reader_api_api_latency",
  );

  // Assess
  expect(alarm).toMatchObject({
    extended_statistic: "p99",
    dimensions: { ApiId: expression("aws_apigatewayv2_api.reader_api.id"), Stage: "$default" },
  });
  expect(alarm).not.toHaveProperty("statistic");
});

test("the composite alarm reports to its topic, and is replaced when what it watches changes", () => {
  // Prepare
  const synthesized = synthesize({}, folder);

  // Act
  const alarm = resource(synthesized, "consumer", "aws_cloudwatch_composite_alarm", "alarms_critical");
  const watched = resource(synthesized, "consumer", "terraform_data", "alarms_critical_children");

  // Assess
  const children = [
    "handler/stream-handler/iterator-age-critical",
    "handler/stream-handler/failed-deliveries",
    "handler/mapping-changes/not-polled",
    "handler/mapping-changes/lost-records",
  ];
  expect(settingsOf(alarm)).toEqual({
    alarm_name: "handler/critical",
    alarm_description:
      "At least one critical alarm of the consumer handler is on. Records are lost, or will be within hours: look at " +
      "once. Its children say what to do. Runbook: docs/runbook.md",
    alarm_rule: children.map((name) => `ALARM("${name}")`).join(" OR "),
    alarm_actions: [expression("aws_sns_topic.alarms_critical_topic.arn")],
    ok_actions: [expression("aws_sns_topic.alarms_critical_topic.arn")],
    depends_on: [
      "aws_cloudwatch_metric_alarm.alarms_stream_handler_iterator_age_critical",
      "aws_cloudwatch_metric_alarm.alarms_stream_handler_failed_deliveries",
      "aws_cloudwatch_metric_alarm.alarms_mapping_changes_not_polled",
      "aws_cloudwatch_metric_alarm.alarms_mapping_changes_lost_records",
    ],
    lifecycle: { replace_triggered_by: ["terraform_data.alarms_critical_children"] },
    provider: "aws.account",
  });
  expect(watched.input).toEqual({ names: children });
});

test("only alarms of this consumer, account and region may publish to the topic, and CloudWatch may encrypt", () => {
  // Prepare
  const synthesized = synthesize({}, folder);

  // Act
  const topic = resource(synthesized, "consumer", "aws_sns_topic", "alarms_warning_topic");
  const key = resource(synthesized, "consumer", "aws_kms_key", "alarms_key");
  const alias = resource(synthesized, "consumer", "aws_kms_alias", "alarms_key_alias");

  // Assess
  expect(topic).toMatchObject({
    name: "handler-alarms-warning",
    kms_master_key_id: expression("aws_kms_key.alarms_key.arn"),
  });
  expect(policyOf(topic)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AlarmsPublish",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "sns:Publish",
        Resource: "arn:aws:sns:eu-central-1:222222222222:handler-alarms-warning",
        Condition: {
          StringEquals: { "aws:SourceAccount": "222222222222" },
          ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:222222222222:alarm:handler/*" },
        },
      },
    ],
  });
  expect(key.enable_key_rotation).toBe(true);
  expect(policyOf(key)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AccountAdministers",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "AlarmsEncrypt",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAccount": "222222222222" } },
      },
    ],
  });
  expect(alias.name).toBe("alias/sns/handler-alarms");
});

test("a given topic hears of its severity, and the other one has a topic of the stack", () => {
  // Prepare
  const synthesized = synthesize({ "consumers.handler.alarms": { topics: { critical: TOPIC } } }, folder);

  // Act
  const { resource: resources, output } = synthesized.stacks.consumer ?? {};

  // Assess
  expect(Object.keys(resources?.aws_sns_topic ?? {})).toEqual(["alarms_warning_topic"]);
  expect(output?.alarm_topic_arns?.value).toEqual({
    warning: expression("aws_sns_topic.alarms_warning_topic.arn"),
    critical: TOPIC,
  });
});

test("null reports to nobody, and then there is no key", () => {
  // Prepare
  const synthesized = synthesize(
    { "consumers.handler.alarms": { topics: { critical: TOPIC, warning: null } } },
    folder,
  );

  // Act
  const warning = resource(synthesized, "consumer", "aws_cloudwatch_composite_alarm", "alarms_warning");

  // Assess
  expect(warning).not.toHaveProperty("alarm_actions");
  expect(synthesized.stacks.consumer?.resource).not.toHaveProperty("aws_kms_key");
  expect(synthesized.stacks.consumer?.output.alarm_topic_arns?.value).toEqual({ critical: TOPIC });
});

test("Terraform evaluates nothing of a runbook's URL", () => {
  // Prepare
  const synthesized = synthesize(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what Terraform would evaluate.
    { "consumers.handler.alarms": { runbook: "https://example.com/${path.cwd}" } },
    folder,
  );

  // Act
  const alarm = resource(
    synthesized,
    "consumer",
    "aws_cloudwatch_metric_alarm",
    "alarms_mapping_changes_lost_records",
  );

  // Assess
  expect(alarm.alarm_description).toContain("https://example.com/$${path.cwd}#lost-records");
});

test("all alarms off: no composite alarm without children, no topics, no output", () => {
  // Prepare
  const off = Object.fromEntries(
    [
      "iteratorAgeWarningSeconds",
      "iteratorAgeCriticalSeconds",
      "notPolledMinutes",
      "failedRecords",
      "discardedRecords",
      "lostRecords",
      "failedDeliveries",
      "errors",
      "throttles",
      "durationPercent",
    ].map((key) => [key, null]),
  );

  // Act
  const { stacks } = synthesize({ "consumers.handler.alarms": off }, folder);

  // Assess
  expect(Object.keys(stacks.consumer?.resource ?? {}).filter((type) => MADE.includes(type))).toEqual([]);
  expect(stacks.consumer?.output).not.toHaveProperty("alarm_topic_arns");
});

test("too many alarms for one rule: parts between them, which report to nobody", () => {
  // Prepare
  const names = Array.from({ length: 51 }, (_, index) => `source-${index}`);
  const source = (name: string) => ({
    account: "source",
    tableName: name,
    partitionKey: { name: "id" },
    readers: [{ consumer: "handler" }],
  });
  const synthesized = synthesize(
    {
      sources: Object.fromEntries(names.map((name) => [name, source(name)])),
      "consumers.handler.mappings": names.map((name) => ({ source: name })),
    },
    folder,
  );

  // Act
  const composites = synthesized.stacks.consumer?.resource.aws_cloudwatch_composite_alarm ?? {};

  // Assess
  expect(Object.keys(composites).sort()).toEqual([
    "alarms_critical",
    "alarms_critical_part_1",
    "alarms_critical_part_2",
    "alarms_warning",
    "alarms_warning_part_1",
    "alarms_warning_part_2",
  ]);
  expect(composites.alarms_warning?.alarm_rule).toBe(
    'ALARM("handler/warning/part-1") OR ALARM("handler/warning/part-2")',
  );
  expect(composites.alarms_warning_part_1).not.toHaveProperty("alarm_actions");
});
