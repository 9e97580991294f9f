import { type CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import type { AccountScope } from "../../accounts/account-session";
import { sourceOfAlarm } from "../../alarms/alarm-groups";
import { alarmsOfConsumer } from "../../alarms/alarms-of";
import { compositeNamesOf } from "../../alarms/composite-names";
import type { Environment } from "../../config/schema";
import type { AlarmsPicture } from "../picture";
import type { Reader } from "../reader";

/** An alarm as CloudWatch describes it. */
interface FoundAlarm {
  readonly AlarmName?: string;
  readonly StateValue?: string;
  readonly StateReason?: string;
}

/** Whose alarms to look at. */
export interface AlarmsPlace {
  /** Key of the consumer. */
  readonly consumer: string;
  /** Key of a source: alarms about mappings of others do not matter. @default all matter */
  readonly only: string | undefined;
  readonly scope: AccountScope;
}

/** Looks at the alarms of a consumer, by their names: those that the environment file implies, and no others. */
export async function lookAtAlarms(
  { consumer, only, scope }: AlarmsPlace,
  environment: Environment,
  reader: Reader,
): Promise<AlarmsPicture> {
  const concerning = alarmsOfConsumer(environment, consumer).filter(
    (alarm) => only === undefined || [only, undefined].includes(sourceOfAlarm(alarm)),
  );
  const expected = new Map(concerning.map((alarm) => [alarm.name, alarm]));
  // They gather the alarms of many sources.
  const composites = only === undefined ? compositeNamesOf(environment, consumer) : [];
  if (expected.size === 0)
    return { look: { kind: "there", expected: 0, missing: [], raised: [], withoutData: [] } };

  const look = await reader.read(scope, `the alarms of ${consumer}`, async ({ cloudwatch }) => {
    const found = await alarmsBelow(environment.consumers[consumer]?.function.name ?? consumer, cloudwatch);
    const inState = (state: string) =>
      [...expected.values()].filter(({ name }) => found.get(name)?.StateValue === state);
    const names = [...expected.keys(), ...composites];
    return {
      expected: names.length,
      missing: names.filter((name) => !found.has(name)),
      raised: inState("ALARM").map(({ name, remedy, runbook }) => ({
        name,
        reason: found.get(name)?.StateReason ?? "",
        remedy,
        runbook,
      })),
      withoutData: inState("INSUFFICIENT_DATA").map(({ name }) => name),
    };
  });
  return { look };
}

/** The alarms whose names begin with that of a stream handler and a slash, by name. */
async function alarmsBelow(handler: string, client: CloudWatchClient): Promise<Map<string, FoundAlarm>> {
  const found: FoundAlarm[] = [];
  const input = {
    AlarmNamePrefix: `${handler}/`,
    AlarmTypes: ["MetricAlarm" as const, "CompositeAlarm" as const],
  };
  for await (const page of paginateDescribeAlarms({ client }, input)) {
    found.push(...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? []));
  }
  return new Map(found.map((alarm) => [alarm.AlarmName ?? "", alarm]));
}
