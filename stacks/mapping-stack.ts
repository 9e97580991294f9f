import { Construct } from "constructs";
import type { AlarmGroup } from "../alarms/alarm-groups";
import type { DeployedIds } from "../alarms/deployed-dimensions";
import { partitionOf } from "../config/arns";
import { fromLoaded } from "../config/loaded";
import type { ConsumerConfig } from "../config/schema";
import { meteredSources } from "../config/usage-meters";
import { StreamMapping } from "../constructs/stream-mapping";
import { AccountStack, type AccountStackProps } from "./account-stack";
import { addComposites, addMetricAlarms } from "./alarm-group";
import type { TopicArns } from "./alarm-topics";
import { mappingProps } from "./props/mappings";
import { meterMappingProps } from "./props/usage-meter";
import { readOutputs } from "./read-outputs";
import { readSourceOutputs, type SourceReference } from "./source-outputs";

export interface MappingStackProps extends AccountStackProps {
  /** The consumer's stack, which has the functions that the mappings invoke. */
  readonly consumerStack: AccountStack;
  /** The consumer, with all of its mappings. */
  readonly config: ConsumerConfig;
  readonly failureBucketName: string;
  /** The sources whose mappings are here. */
  readonly sources: readonly SourceReference[];
  /** The alarms of the mappings; undefined if there are none. */
  readonly monitoring: MappingMonitoring | undefined;
}

/** The alarms of mappings, and where they report. */
export interface MappingMonitoring {
  readonly group: AlarmGroup;
  readonly runbook: string;
  /** The consumer's topics. */
  readonly topics: TopicArns;
}

/**
 * Some of a consumer's mappings, in a state of their own. They have the addresses that they would have in the consumer's
 * stack, so that they can move from one state to another.
 */
export class MappingStack extends AccountStack {
  constructor(scope: Construct, id: string, props: MappingStackProps) {
    super(scope, id, props);
    const { config, sources, consumerStack, state: location } = props;
    const { usageMeter } = config;
    const metered = new Set(meteredSources(config));
    const mappingOf = new Map(config.mappings.map((mapping) => [mapping.source, mapping]));
    const outputs = ["function_name", ...(usageMeter ? ["usage_meter_function_name"] : [])];
    const consumer = readOutputs(this, "consumer", { stack: consumerStack, outputs, location });
    const failureBucketArn = `arn:${partitionOf(props.region)}:s3:::${props.failureBucketName}`;
    const handler = { functionName: consumer.getString("function_name") };
    const meter = usageMeter && { functionName: consumer.getString("usage_meter_function_name") };
    const uuids: [string, string][] = [];
    const meterUuids: [string, string][] = [];
    for (const source of sources) {
      const { streamArn } = readSourceOutputs(this, source, location, false);
      const { name } = source;
      const ends = { streamArn, failureBucketArn };
      const mapping = fromLoaded(mappingOf.get(name), `the mapping of ${name}`);
      const added = new StreamMapping(this, `mapping-${name}`, mappingProps(mapping, { ...ends, handler }));
      uuids.push([name, added.uuid]);
      if (!usageMeter || !meter || !metered.has(name)) continue;
      const counted = meterMappingProps(usageMeter, { ...ends, handler: meter });
      meterUuids.push([name, new StreamMapping(this, `meter-mapping-${name}`, counted).uuid]);
    }
    const [mappings, meterMappings] = [Object.fromEntries(uuids), Object.fromEntries(meterUuids)];
    this.addOutput("mapping_uuids", "UUIDs of the event source mappings, by source.", mappings);
    if (usageMeter)
      this.addOutput(
        "usage_mapping_uuids",
        "UUIDs of the usage meter's event source mappings, by source.",
        meterMappings,
      );
    if (props.monitoring) this.addAlarms(props.monitoring, { mappings, meterMappings });
  }

  private addAlarms({ group, runbook, topics }: MappingMonitoring, deployed: DeployedIds): void {
    const scope = new Construct(this, "alarms");
    addComposites(scope, group, runbook, addMetricAlarms(scope, group.alarms, deployed), topics);
  }
}
