import type { App } from "cdktf";
import { severitiesOf } from "../alarms/alarm-groups";
import { fromLoaded } from "../config/loaded";
import type { MappingPlaces } from "../config/mapping-places";
import type { AccountStackProps } from "./account-stack";
import { topicArns } from "./alarm-topics";
import type { ConsumerStackProps } from "./consumer-props";
import type { ConsumerStack } from "./consumer-stack";
import { type MappingMonitoring, MappingStack } from "./mapping-stack";
import type { SourceReference } from "./source-outputs";

export interface MappingStacksToAdd extends AccountStackProps {
  /** Names of the stacks, in the order of their numbers. */
  readonly names: readonly string[];
  readonly places: MappingPlaces;
  readonly consumerStack: ConsumerStack;
  readonly consumer: Pick<ConsumerStackProps, "config" | "failureBucketName" | "monitoring">;
  readonly sources: ReadonlyMap<string, SourceReference>;
}

/** Adds the mapping stacks of a consumer, those without a tenant included: a number that changes would rename states. */
export function addMappingStacks(app: App, toAdd: MappingStacksToAdd): void {
  const { names, places, consumerStack, consumer, sources, ...place } = toAdd;
  const { config, failureBucketName } = consumer;
  for (const [index, name] of names.entries()) {
    new MappingStack(app, name, {
      ...place,
      ...{ consumerStack, config, failureBucketName },
      sources: (places.stacks[index] ?? []).map((key) => fromLoaded(sources.get(key), `sources.${key}`)),
      monitoring: monitoringOf(toAdd, index),
    });
  }
}

function monitoringOf(
  { consumer, account, region }: MappingStacksToAdd,
  index: number,
): MappingMonitoring | undefined {
  const { config, monitoring } = consumer;
  // The first group is that of the consumer's own stack.
  const group = monitoring?.groups[index + 1];
  if (!monitoring || !group || group.alarms.length === 0) return undefined;
  const owner = { handler: config.function.name, accountId: account.id, region };
  const topics = topicArns(monitoring.settings, severitiesOf([group]), owner);
  return { group, runbook: monitoring.settings.runbook, topics };
}
