import {
  type EventSourceMappingConfiguration,
  paginateListEventSourceMappings,
} from "@aws-sdk/client-lambda";
import type { InventoryFinding } from "../../inventory/finding";
import type { Settings } from "../../inventory/stack-inventory";
import {
  additionalFinding,
  type DeployedStack,
  expectedOf,
  missingFinding,
  settingFindings,
  whyOf,
} from "./deployed-stack";

const TYPE = "aws_lambda_event_source_mapping";

/** Mappings of the consumer's functions, and others that read its streams. */
export async function mappingFindings(stack: DeployedStack): Promise<InventoryFinding[]> {
  const expected = expectedOf(stack, TYPE);
  const functions = expectedOf(stack, "aws_lambda_function").map(({ settings }) => settings.function_name);
  if (functions.length === 0) return [];
  const read = await stack.notes.read(`mappings of account ${stack.accountId}`, async () => {
    const found: EventSourceMappingConfiguration[] = [];
    for await (const page of paginateListEventSourceMappings({ client: stack.reader.lambda }, {})) {
      found.push(...(page.EventSourceMappings ?? []));
    }
    return found;
  });
  if (read.kind !== "there") return [];
  const streams = expected.map(({ settings }) => settings.event_source_arn);
  const concerning = read.value.filter(
    (one) => functions.includes(functionOf(one)) || streams.includes(one.EventSourceArn),
  );
  const pairs = expected.map((element) => ({
    element,
    found: concerning.find(
      (one) =>
        one.EventSourceArn === element.settings.event_source_arn &&
        functionOf(one) === element.settings.function_name,
    ),
  }));
  const known = pairs.map(({ found }) => found);
  return [
    ...pairs.flatMap(({ element, found }) =>
      found ? settingFindings(stack, element, settingsOf(found)) : [missingFinding(stack, element)],
    ),
    ...concerning
      .filter((one) => !known.includes(one))
      .map(({ UUID, EventSourceArn, FunctionArn }) =>
        additionalFinding(
          stack,
          `${TYPE} ${UUID}`,
          { event_source_arn: EventSourceArn, function_name: FunctionArn },
          whyOf(`${TYPE}.`),
        ),
      ),
  ];
}

function functionOf({ FunctionArn = "" }: EventSourceMappingConfiguration): string {
  return FunctionArn.split(":")[6] ?? "";
}

function settingsOf({
  State,
  StartingPosition,
  DestinationConfig,
  FilterCriteria,
}: EventSourceMappingConfiguration): Settings {
  const destination = DestinationConfig?.OnFailure?.Destination;
  const filters = FilterCriteria?.Filters ?? [];
  return {
    enabled: State !== "Disabled" && State !== "Disabling",
    starting_position: StartingPosition,
    destination_config: destination && { on_failure: { destination_arn: destination } },
    filter_criteria:
      filters.length === 0
        ? undefined
        : { filter: filters.map(({ Pattern = "{}" }) => ({ pattern: JSON.parse(Pattern) })) },
  };
}
