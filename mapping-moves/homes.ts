import { expectedConsumer } from "../access/inventory/expected/consumer-stack";
import { expectedMappingStacks } from "../access/inventory/expected/mapping-stacks";
import type { LoadedEnvironment } from "../config/load-environment";

/** What moves: mappings and their alarms. Composite alarms are named after their stack, and each stack has its own. */
const MOVED = ["aws_lambda_event_source_mapping", "aws_cloudwatch_metric_alarm"];

/** The stack that holds each mapping of a consumer, and each alarm, by address, as the environment file says now. */
export function homesOf(
  { name, environment }: Pick<LoadedEnvironment, "name" | "environment">,
  consumer: string,
): Map<string, string> {
  const state = { environmentName: name, backend: environment.backend, region: environment.region };
  const stacks = [
    expectedConsumer(environment, consumer, state),
    ...expectedMappingStacks(environment, consumer, state),
  ];
  return new Map(
    stacks.flatMap((stack) =>
      Object.keys(stack.elements)
        .filter((address) => MOVED.includes(address.split(".")[0] ?? ""))
        .map((address) => [address, stack.name] as const),
    ),
  );
}
