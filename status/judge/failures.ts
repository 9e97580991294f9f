import type { ConsumerPicture, Failures } from "../picture";
import { ageText } from "../report/age";
import { placeOf } from "./mappings";
import type { JudgeContext, Problem } from "./problem";

/** What is wrong with what a consumer's failure bucket holds: every batch there waits for somebody. */
export function failureProblems(
  { key, mappings, failures }: ConsumerPicture,
  context: JudgeContext,
): Problem[] {
  const { bucket, look } = failures;
  if (look.kind === "unread") return [];
  if (look.kind === "absent") {
    const cause = `There is no failure bucket ${bucket}: batches that cannot be processed are lost.`;
    return [
      {
        place: key,
        cause,
        remedies: [`Deploy again: npm run apply -- --environment ${context.environmentName}`],
      },
    ];
  }
  const uuids = new Map(
    mappings.flatMap((one) => (one.look.kind === "there" ? [[one.look.uuid, placeOf(one)] as const] : [])),
  );
  return Object.entries(look.batches).map(([uuid, batches]) => ({
    place: uuids.get(uuid) ?? `${key} <- a mapping that is gone, ${uuid}`,
    cause: `${countText(batches, look.more)} in the failure bucket ${bucket}, the oldest for ${ageText(context.now - batches.oldest)}.`,
    remedies: [
      `Look at them: npm run failures -- list --environment ${context.environmentName}`,
      `Or with the AWS CLI: aws s3 ls --recursive s3://${bucket}/aws/lambda/${uuid}/`,
    ],
  }));
}

/** How many batches there are; a bucket that was not counted to its end has at least as many. */
export function countText({ count }: Pick<Failures, "count">, more: boolean): string {
  const batches = `${count} ${count === 1 ? "batch" : "batches"}`;
  return more ? `At least ${batches}` : batches;
}
