import { type ConsumerDraft, type Draft, elementsOf, entriesOf } from "../draft";
import { error, type Path, type Problem, warning } from "../problem";
import { draftRegion } from "./regions";

type AlarmsDraft = Exclude<NonNullable<ConsumerDraft["alarms"]>, boolean>;

/** Whether alarms fit their consumer. */
export function checkAlarms(draft: Draft): Problem[] {
  return entriesOf(draft.consumers).flatMap(([key, consumer]) => {
    const { alarms } = consumer;
    if (alarms === undefined || typeof alarms === "boolean") return [];
    const path = ["consumers", key, "alarms"];
    return [
      ...upsideDown(path, alarms),
      ...withoutMapping(path, alarms, consumer),
      ...topicsElsewhere(path, alarms, draftRegion(consumer, draft)),
    ];
  });
}

function upsideDown(path: Path, alarms: AlarmsDraft): Problem[] {
  const { iteratorAgeWarningSeconds: first, iteratorAgeCriticalSeconds: second } = alarms;
  if (typeof first !== "number" || typeof second !== "number" || first < second) return [];
  return [
    error(
      [...path, "iteratorAgeWarningSeconds"],
      `the warning comes at ${first} s, no earlier than the critical alarm at ${second} s`,
      "Set it below iteratorAgeCriticalSeconds, or to null",
    ),
  ];
}

function withoutMapping(path: Path, { noEventsHours }: AlarmsDraft, consumer: ConsumerDraft): Problem[] {
  const mappings = elementsOf(consumer.mappings).map(([, mapping]) => mapping);
  // A malformed source could be the one that is meant.
  if (consumer.mappings === undefined || mappings.some(({ source }) => source === undefined)) return [];
  return Object.keys(noEventsHours ?? {}).flatMap((source) => {
    const place = [...path, "noEventsHours", source];
    const mapping = mappings.find((one) => one.source === source);
    if (!mapping) return [error(place, "the consumer has no mapping to it", "Name a source of its mappings")];
    if (mapping.enabled !== false) return [];
    return [warning(place, "its mapping is paused, so there is no such alarm", "Remove it until then")];
  });
}

/** A region name can be read from an ARN's fourth part. CloudWatch notifies topics of the alarm's region. */
function topicsElsewhere(path: Path, { topics }: AlarmsDraft, region: string | undefined): Problem[] {
  return (["warning", "critical"] as const).flatMap((severity) => {
    const there = topics?.[severity]?.split(":")[3];
    if (region === undefined || there === undefined || there === region) return [];
    return [
      error(
        [...path, "topics", severity],
        `the topic is in ${there} but the consumer's alarms are in ${region}, and alarms notify topics of their own region`,
        `Name a topic in ${region}`,
      ),
    ];
  });
}
