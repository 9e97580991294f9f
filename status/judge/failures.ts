import { counted } from "../../errors/counted";
import type { ConsumerPicture, Failures, MappingPicture } from "../picture";
import { ageText } from "../report/age";
import { placeOf } from "./mappings";
import { deployAgain, type JudgeContext, type Problem } from "./problem";

/** What is wrong with what a consumer's failure bucket holds: every batch there waits for somebody. */
export function failureProblems(
  { key, stack, mappings, failures }: ConsumerPicture,
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
        remedies: [deployAgain(stack, context)],
      },
    ];
  }
  const byUuid = new Map(
    mappings.flatMap((one) => (one.look.kind === "there" ? [[one.look.uuid, one] as const] : [])),
  );
  return Object.entries(look.batches).map(([uuid, batches]) => ({
    place: placeIn(byUuid, uuid) ?? `${key} <- a mapping that is gone, ${uuid}`,
    cause: `${countText(batches, look.more)} in the failure bucket ${bucket}, the oldest for ${ageText(context.now - batches.oldest)}.`,
    remedies: [
      `Look at them: npm run failures -- list --environment ${context.environmentName}`,
      `Or with the AWS CLI: aws s3 ls --recursive s3://${bucket}/aws/lambda/${uuid}/`,
      ...(byUuid.get(uuid)?.reader === "usage-meter" ? [UNCOUNTED] : []),
    ],
  }));
}

const UNCOUNTED =
  "The usage ledger lacks what is in them: see the section on uncounted records of docs/runbook.md";

function placeIn(byUuid: ReadonlyMap<string, MappingPicture>, uuid: string): string | undefined {
  const mapping = byUuid.get(uuid);
  return mapping && placeOf(mapping);
}

/** How many batches there are; a bucket that was not counted to its end has at least as many. */
export function countText({ count }: Pick<Failures, "count">, more: boolean): string {
  const batches = counted(count, "batch", "batches");
  return more ? `At least ${batches}` : batches;
}
