import { existingTablesOf } from "../../synthesized/existing-tables";
import { attributeOf } from "../../synthesized/references";
import { resourcesOf, type SynthesizedResource } from "../../synthesized/resources";
import type { Stack } from "../../synthesized/stack";

/** ARNs with a part that AWS chooses: all others follow from a name. */
const CHOSEN: readonly (readonly [type: string, attribute: string])[] = [
  ["aws_dynamodb_table", "stream_arn"],
  ["aws_kms_key", "arn"],
];

/** An ARN that is made up, because only the apply tells the real one. */
export interface SampleArn {
  readonly sample: string;
  /** The ARN that it takes the place of. Absent for what is created. */
  readonly replaces?: string;
}

/**
 * The ARNs of streams and keys that only the apply tells, and of streams that somebody else replaced.
 * @param unknown attributes that only the apply tells, as `stack type.name.attribute`
 */
export function sampleArns(
  before: readonly Stack[],
  after: readonly Stack[],
  unknown: ReadonlySet<string>,
): SampleArn[] {
  return [...chosenArns(before, after, unknown), ...followedStreams(before, after)];
}

/** Streams of looked-up tables that their owners have replaced: the plan knows both ARNs. */
function followedStreams(before: readonly Stack[], after: readonly Stack[]): SampleArn[] {
  const former = new Map(
    existingTablesOf(before).map((table) => [placeOf(table), attributeOf(table, "stream_arn", before)]),
  );
  return existingTablesOf(after).flatMap((table) => {
    const sample = attributeOf(table, "stream_arn", after);
    const replaces = former.get(placeOf(table));
    return replaces === undefined || replaces === sample ? [] : [{ sample, replaces }];
  });
}

function placeOf({ stack, address }: SynthesizedResource): string {
  return `${stack.name} ${address}`;
}

function chosenArns(
  before: readonly Stack[],
  after: readonly Stack[],
  unknown: ReadonlySet<string>,
): SampleArn[] {
  return CHOSEN.flatMap(([type, attribute]) =>
    resourcesOf(after, type)
      .filter(({ stack, address }) => unknown.has(`${stack.name} ${address}.${attribute}`))
      .map((resource) => {
        const deployed = before.find(({ name }) => name === resource.stack.name);
        const replaces = deployed?.json.resource?.[type]?.[resource.name]?.[attribute];
        const sample = attributeOf(resource, attribute, after);
        return typeof replaces === "string" ? { sample, replaces } : { sample };
      }),
  );
}

/** A value with sample ARNs in the place of those that will be replaced. */
export function withSamples<T>(value: T, samples: readonly SampleArn[]): T {
  const renamed = samples.filter(({ replaces }) => replaces !== undefined);
  if (renamed.length === 0) return value;
  const text = renamed.reduce(
    (result, { sample, replaces = sample }) => result.replaceAll(replaces, sample),
    JSON.stringify(value),
  );
  return JSON.parse(text);
}
