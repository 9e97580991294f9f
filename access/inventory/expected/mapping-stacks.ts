import { partitionOf } from "../../../config/arns";
import { failureBucketName } from "../../../config/bucket-names";
import { fromLoaded } from "../../../config/loaded";
import { mappingPlaces } from "../../../config/mapping-places";
import { accountOf, regionOf } from "../../../config/placement";
import type { Environment } from "../../../config/schema";
import { mappingStackNames, stackName } from "../../../config/stack-names";
import type { StackInventory } from "../stack-inventory";
import { mappingStackAlarms } from "./alarms";
import { mappingElements, mappingUuids, meterMappingElements, meterMappingUuids, stateOf } from "./mappings";
import { type ExpectedState, expectedBackend, expectedProvider, expectedRemoteState } from "./state";
import { ref } from "./text";

const CONSUMER = "data.terraform_remote_state.consumer";

/** What a consumer of the file implies for each of its mapping stacks: mappings and their alarms, and nothing else. */
export function expectedMappingStacks(
  environment: Environment,
  key: string,
  state: ExpectedState,
): StackInventory[] {
  const consumer = fromLoaded(environment.consumers[key], `consumers.${key}`);
  const consumerStack = stackName("consumer", key, consumer);
  const region = regionOf(consumer, environment);
  const partition = partitionOf(region);
  const account = accountOf(consumer, environment);
  const bucketArn = `arn:${partition}:s3:::${failureBucketName(consumer, environment)}`;
  const { stacks } = mappingPlaces(consumer, environment);
  const functions = ["function_name", ...(consumer.usageMeter ? ["usage_meter_function_name"] : [])];
  return mappingStackNames(consumerStack, consumer.mappingStacks).map((name, index) => {
    const sources = new Set(stacks[index]);
    const ends = {
      sources,
      handler: ref(CONSUMER, "outputs.function_name"),
      meter: ref(CONSUMER, "outputs.usage_meter_function_name"),
      bucketArn,
    };
    const streams = [...sources].map((source) => {
      const sourceStack = stackName("source", source, environment.sources[source]);
      return [stateOf(source), expectedRemoteState(sourceStack, ["stream_arn"], state)];
    });
    return {
      name,
      provider: expectedProvider(name, account, { partition, region }),
      state: expectedBackend(name, state),
      elements: {
        [CONSUMER]: expectedRemoteState(consumerStack, functions, state),
        ...Object.fromEntries(streams),
        ...mappingElements(consumer, ends),
        ...meterMappingElements(consumer, ends),
        ...mappingStackAlarms(environment, key, { number: index + 1, sources }),
      },
      outputs: {
        mapping_uuids: mappingUuids(consumer, sources),
        ...(consumer.usageMeter && { usage_mapping_uuids: meterMappingUuids(consumer, sources) }),
      },
    };
  });
}
