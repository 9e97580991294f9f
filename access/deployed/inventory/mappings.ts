import {
  type EventSourceMappingConfiguration,
  paginateListEventSourceMappings,
} from "@aws-sdk/client-lambda";
import type { Settings } from "../../inventory/stack-inventory";
import {
  additionalFinding,
  type DeployedFinding,
  type DeployedStack,
  type ExpectedElement,
  expectedOf,
  missingFinding,
  settingFindings,
  whyOf,
} from "./deployed-stack";
import { functionOf, mappingSettings } from "./mapping-settings";

const TYPE = "aws_lambda_event_source_mapping";

/** Mappings of the consumer's functions, those of its mapping stacks included, and others that read its streams. */
export async function mappingFindings(stack: DeployedStack): Promise<DeployedFinding[]> {
  const owners = new Map(
    [stack, ...(stack.mappingStacks ?? [])].flatMap((owner) =>
      expectedOf(owner, TYPE).map((element) => [element, owner] as const),
    ),
  );
  const expected = [...owners.keys()];
  const functions = expectedOf(stack, "aws_lambda_function").map(({ settings }) => settings.function_name);
  if (functions.length === 0) return [];
  const read = await stack.notes.read(`mappings of account ${stack.accountId}`, () => allMappings(stack));
  if (read.kind !== "there") return [];
  const streams = expected.map(({ settings }) => settings.event_source_arn);
  const concerning = read.value.filter(
    (one) =>
      functions.includes(functionOf(one)) ||
      (streams.includes(one.EventSourceArn) && !stack.otherFunctions?.includes(functionOf(one))),
  );
  const pairs = paired(expected, concerning);
  const known = [...pairs.values()];
  return [
    ...[...owners].flatMap(([element, owner]) => {
      const found = pairs.get(element);
      return found
        ? settingFindings(owner, element, mappingSettings(found))
        : [missingFinding(owner, element)];
    }),
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

async function allMappings({ reader }: DeployedStack): Promise<EventSourceMappingConfiguration[]> {
  const found: EventSourceMappingConfiguration[] = [];
  for await (const page of paginateListEventSourceMappings({ client: reader.lambda }, {})) {
    found.push(...(page.EventSourceMappings ?? []));
  }
  return found;
}

type Likeness = (expected: Settings, found: EventSourceMappingConfiguration) => boolean;

const sameStream: Likeness = (expected, { EventSourceArn }) => EventSourceArn === expected.event_source_arn;
const sameFunction: Likeness = (expected, found) => functionOf(found) === expected.function_name;

/** Only the time when it was made tells the streams of a table apart. */
const sameTable: Likeness = (expected, { EventSourceArn = "" }) =>
  tableOf(EventSourceArn) === tableOf(String(expected.event_source_arn));

/** A mapping can be pointed to another function, but not told to start elsewhere. */
const sameStart: Likeness = (expected, { StartingPosition }) =>
  StartingPosition === expected.starting_position;

/** What makes a mapping the one that the file means, the surest first: UUIDs are only in the state. */
const LIKENESSES: readonly Likeness[] = [
  (expected, found) => sameStream(expected, found) && sameFunction(expected, found),
  (expected, found) => sameTable(expected, found) && sameFunction(expected, found),
  (expected, found) => sameStream(expected, found) && sameStart(expected, found),
];

/** Finds for each mapping of the file the one that is there, even if it was pointed elsewhere. */
function paired(
  expected: readonly ExpectedElement[],
  found: readonly EventSourceMappingConfiguration[],
): Map<ExpectedElement, EventSourceMappingConfiguration> {
  const left = new Set(found);
  const pairs = new Map<ExpectedElement, EventSourceMappingConfiguration>();
  for (const isLike of LIKENESSES) {
    for (const element of expected.filter((one) => !pairs.has(one))) {
      const mapping = [...left].find((one) => isLike(element.settings, one));
      if (!mapping) continue;
      pairs.set(element, mapping);
      left.delete(mapping);
    }
  }
  return pairs;
}

function tableOf(streamArn: string): string | undefined {
  return streamArn.split("/stream/")[0];
}
