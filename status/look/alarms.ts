import { type CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import type { AccountScope } from "../../accounts/account-session";
import type { AlarmsPicture } from "../picture";
import type { Reader } from "../reader";

/** An alarm as CloudWatch describes it. */
interface Alarm {
  readonly AlarmName?: string;
  readonly StateValue?: string;
  readonly StateReason?: string;
}

/**
 * Looks at the alarms of a consumer: those whose names begin with the name of its stack.
 * @param stacks names of all stacks in the account, so that no alarm counts for a stack with a shorter name
 */
export async function lookAtAlarms(
  stack: string,
  stacks: readonly string[],
  scope: AccountScope,
  reader: Reader,
): Promise<AlarmsPicture> {
  const look = await reader.read(scope, `the alarms of ${stack}`, async ({ cloudwatch }) =>
    summary(
      (await allAlarms(cloudwatch, stack)).filter(
        ({ AlarmName = "" }) => ownerOf(AlarmName, stacks) === stack,
      ),
    ),
  );
  return { look };
}

async function allAlarms(client: CloudWatchClient, AlarmNamePrefix: string): Promise<Alarm[]> {
  const found: Alarm[] = [];
  const input = { AlarmNamePrefix, AlarmTypes: ["MetricAlarm" as const, "CompositeAlarm" as const] };
  for await (const page of paginateDescribeAlarms({ client }, input)) {
    found.push(...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? []));
  }
  return found;
}

/** The stack that an alarm belongs to: of all that its name begins with, the longest. */
export function ownerOf(alarmName: string, stacks: readonly string[]): string | undefined {
  return stacks.filter((stack) => alarmName.startsWith(stack)).sort((a, b) => b.length - a.length)[0];
}

function summary(alarms: readonly Alarm[]) {
  const inState = (state: string) => alarms.filter(({ StateValue }) => StateValue === state);
  return {
    count: alarms.length,
    raised: inState("ALARM").map(({ AlarmName = "", StateReason = "" }) => ({
      name: AlarmName,
      reason: StateReason,
    })),
    withoutData: inState("INSUFFICIENT_DATA").map(({ AlarmName = "" }) => AlarmName),
  };
}
