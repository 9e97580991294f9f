import {
  DescribeAlarmsCommand,
  GetDashboardCommand,
  GetMetricStatisticsCommand,
  ListDashboardsCommand,
} from "@aws-sdk/client-cloudwatch";
import { DescribeQueryDefinitionsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { alarmsOf } from "../../../alarms/alarms-of";
import { dashboardBody } from "../../../alarms/dashboard/body";
import { dashboardOf } from "../../../alarms/dashboard/dashboard-of";
import { deployedDimensions } from "../../../alarms/deployed-dimensions";
import { logQueriesOf } from "../../../alarms/queries/queries-of";
import type { ConsumerConfig, Environment } from "../../../config/schema";
import { alarmGroup } from "../../../config/schemas/alarms";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { Account, REGION } from "../support/aws";
import { inAccounts } from "../support/own-accounts";
import { OwnPipeline } from "../support/own-pipeline";
import { pipelineOnly } from "../support/pipeline-only";
import { waitUntil } from "../support/wait-until";

/*
 * One consumer with alarms from its first deployment to its end; each test goes on where the one before it stopped. The
 * emulator shows that Terraform makes and removes everything, that the metrics of the alarms exist, and who may publish
 * to the topics. It shows neither when CloudWatch raises an alarm nor that a topic's messages are encrypted. It does not
 * tell that actions of a composite alarm are on, so each apply replaces these alarms; that a change of what they watch
 * does so, too, is for a unit test to say.
 */

const pipeline = new OwnPipeline("alarms");
const account = new Account(undefined, pipeline.accounts.consumer);
let environment: Environment;

function synthesize(alarms: Record<string, unknown>, more: Partial<ConsumerConfig> = {}): void {
  pipeline.synthesizeWhole((shipped) => {
    environment = pipelineOnly(
      { ...shipped, region: REGION },
      { consumer: { alarms: alarmGroup.parse(alarms), ...more } },
    );
    return environment;
  });
}

async function deployedAlarms() {
  const { MetricAlarms = [], CompositeAlarms = [] } = await account.cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmTypes: ["MetricAlarm", "CompositeAlarm"], MaxRecords: 100 }),
  );
  return { MetricAlarms, CompositeAlarms };
}

/** The only consumer of the environment. */
function consumer(): string {
  return Object.keys(environment.consumers)[0] ?? "";
}

async function deployedQueries() {
  const { queryDefinitions = [] } = await account.logs.send(new DescribeQueryDefinitionsCommand({}));
  return queryDefinitions.map(({ name, logGroupNames, queryString }) => ({
    name,
    logGroupNames,
    queryString,
  }));
}

beforeAll(() => pipeline.open());
afterAll(() => pipeline.destroy(), APPLY_TIMEOUT_MS);

test(
  "every alarm of the list is there, about the mapping that was just made",
  async () => {
    // Prepare
    synthesize({});

    // Act
    await pipeline.deploy();

    // Assess
    const { mapping_uuids } = await pipeline.project.outputs("consumer");
    const deployed = { mappings: mapping_uuids as Record<string, string> };
    const { MetricAlarms } = await deployedAlarms();
    const found = MetricAlarms.map(({ AlarmName, MetricName, Dimensions = [], Threshold, Period }) => ({
      name: AlarmName,
      metric: MetricName,
      dimensions: Object.fromEntries(Dimensions.map(({ Name = "", Value }) => [Name, Value])),
      threshold: Threshold,
      period: Period,
    }));
    const expected = alarmsOf(environment).map((alarm) => ({
      name: alarm.name,
      metric: alarm.metric.name,
      dimensions: deployedDimensions(alarm, deployed),
      threshold: alarm.threshold,
      period: alarm.periodSeconds,
    }));
    expect(found.toSorted(byName)).toEqual(expected.toSorted(byName));
    expect(found).toHaveLength(10);
  },
  APPLY_TIMEOUT_MS,
);

function byName(
  a: { readonly name?: string | undefined },
  b: { readonly name?: string | undefined },
): number {
  return String(a.name) < String(b.name) ? -1 : 1;
}

test("the dashboard shows the mapping that was just made", async () => {
  // Prepare
  const { mapping_uuids } = await pipeline.project.outputs("consumer");
  const dashboard = dashboardOf(inAccounts(environment, pipeline.accounts), consumer());

  // Act
  const { DashboardBody = "" } = await account.cloudWatch.send(
    new GetDashboardCommand({ DashboardName: dashboard?.name }),
  );

  // Assess
  const mappings = mapping_uuids as Record<string, string>;
  expect(JSON.parse(DashboardBody)).toEqual(dashboard && dashboardBody(dashboard, { mappings }));
  expect(DashboardBody).toContain(Object.values(mappings)[0]);
});

test("every query of the list is there, over the log of the function", async () => {
  // Act
  const found = await deployedQueries();

  // Assess
  const expected = logQueriesOf(environment, consumer()).map(({ name, logGroups, text }) => ({
    name,
    logGroupNames: logGroups,
    queryString: text,
  }));
  expect(found.toSorted(byName)).toEqual(expected.toSorted(byName));
  expect(found).toHaveLength(8);
});

test("two composite alarms report, each to its encrypted topic", async () => {
  // Act
  const { CompositeAlarms } = await deployedAlarms();
  const { alarm_topic_arns } = await pipeline.project.outputs("consumer");
  const topics = alarm_topic_arns as Record<"warning" | "critical", string>;
  const { Attributes } = await account.sns.send(new GetTopicAttributesCommand({ TopicArn: topics.critical }));

  // Assess
  const reports = CompositeAlarms.map(({ AlarmName, AlarmActions, OKActions }) => [
    AlarmName?.split("/").at(-1),
    AlarmActions,
    OKActions,
  ]);
  expect(reports.toSorted()).toEqual([
    ["critical", [topics.critical], [topics.critical]],
    ["warning", [topics.warning], [topics.warning]],
  ]);
  expect(Attributes?.KmsMasterKeyId).toMatch(/^arn:aws:kms:/);
  expect(JSON.parse(Attributes?.Policy ?? "").Statement).toMatchObject([
    { Sid: "AlarmsPublish", Principal: { Service: "cloudwatch.amazonaws.com" } },
  ]);
});

test("the heartbeat of the mapping arrives under the dimensions of its alarm", async () => {
  // Prepare
  const { MetricAlarms } = await deployedAlarms();
  const alarm = MetricAlarms.find(({ AlarmName }) => AlarmName?.endsWith("/not-polled"));

  // Act
  const polls = await waitUntil(
    async () => {
      const { Datapoints = [] } = await account.cloudWatch.send(
        new GetMetricStatisticsCommand({
          Namespace: alarm?.Namespace,
          MetricName: alarm?.MetricName,
          Dimensions: alarm?.Dimensions,
          StartTime: new Date(Date.now() - 600_000),
          EndTime: new Date(Date.now() + 60_000),
          Period: 60,
          Statistics: ["SampleCount"],
        }),
      );
      return Datapoints.reduce((sum, { SampleCount = 0 }) => sum + SampleCount, 0);
    },
    (count) => count > 0,
  );

  // Assess
  expect(polls).toBeGreaterThan(0);
});

test(
  "an alarm that is switched off goes only after the composite alarm that refers to it",
  async () => {
    // Prepare
    synthesize({ lostRecords: null });

    // Act
    const log = await pipeline.deploy("consumer");

    // Assess
    const alarm = "aws_cloudwatch_metric_alarm.alarms_mapping_changes_lost_records";
    const composite = "aws_cloudwatch_composite_alarm.alarms_critical";
    const about = log.filter((event) => event.startsWith(alarm) || event.startsWith(composite));
    expect(about).toEqual([
      `${composite} delete started`,
      `${composite} delete completed`,
      `${alarm} delete started`,
      `${alarm} delete completed`,
      `${composite} create started`,
      `${composite} create completed`,
    ]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "without notifications there are neither topics nor a key; dashboard and queries can be left out",
  async () => {
    // Prepare
    const queries = await deployedQueries();
    synthesize({ topics: { warning: null, critical: null } }, { dashboard: false, logQueries: false });

    // Act
    const log = await pipeline.deploy("consumer");

    // Assess
    const { CompositeAlarms } = await deployedAlarms();
    const gone = log.filter((event) => event.endsWith("delete completed") && !/composite_alarm/.test(event));
    const goneQueries = gone.filter((event) => event.startsWith("aws_cloudwatch_query_definition."));
    expect(goneQueries).toHaveLength(queries.length);
    expect(gone.filter((event) => !goneQueries.includes(event)).toSorted()).toEqual([
      "aws_cloudwatch_dashboard.dashboard delete completed",
      "aws_kms_alias.alarms_key_alias delete completed",
      "aws_kms_key.alarms_key delete completed",
      "aws_sns_topic.alarms_critical_topic delete completed",
      "aws_sns_topic.alarms_warning_topic delete completed",
    ]);
    const { DashboardEntries } = await account.cloudWatch.send(new ListDashboardsCommand({}));
    expect(CompositeAlarms.flatMap(({ AlarmActions = [] }) => AlarmActions)).toEqual([]);
    expect(DashboardEntries).toEqual([]);
    expect(await deployedQueries()).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "destroyed, nothing of it is left",
  async () => {
    // Act
    await pipeline.destroy();

    // Assess
    expect(await deployedAlarms()).toEqual({ MetricAlarms: [], CompositeAlarms: [] });
  },
  APPLY_TIMEOUT_MS,
);
