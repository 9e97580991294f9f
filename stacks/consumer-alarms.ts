import { Construct } from "constructs";
import { severitiesOf } from "../alarms/alarm-groups";
import type { DeployedIds } from "../alarms/deployed-dimensions";
import type { AccountStack } from "./account-stack";
import { addComposites, addMetricAlarms } from "./alarm-group";
import { addTopics } from "./alarm-topics";
import type { ConsumerStackProps } from "./consumer-props";

/**
 * Adds the alarms of the consumer's own stack, one composite alarm for each severity, and the topics that those report
 * to, as do the composite alarms of the mapping stacks.
 */
export function addAlarms(stack: AccountStack, props: ConsumerStackProps, deployed: DeployedIds): void {
  const { monitoring } = props;
  if (monitoring === undefined) return;
  const [own] = monitoring.groups;
  const severities = severitiesOf(monitoring.groups);
  if (own === undefined || severities.length === 0) return;
  const scope = new Construct(stack, "alarms");
  const added = addMetricAlarms(scope, own.alarms, deployed);
  const topics = addTopics(scope, props, severities);
  addComposites(scope, own, monitoring.settings.runbook, added, topics);
  stack.addOutput("alarm_topic_arns", "SNS topics that hear of alarms, by severity.", topics);
}
