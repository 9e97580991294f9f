import type { ConsumerPicture } from "../picture";
import type { Problem } from "./problem";

/** Alarms of a consumer that are raised. */
export function alarmProblems({ key, alarms: { look } }: ConsumerPicture): Problem[] {
  if (look.kind !== "there") return [];
  return look.raised.map(({ name, reason, remedy, runbook }) => ({
    place: key,
    cause: `The alarm ${name} is raised. CloudWatch says: ${reason}`,
    remedies: [remedy, `Runbook: ${runbook}`],
  }));
}
