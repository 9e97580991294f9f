import type { SourcePicture } from "../picture";
import { deployAgain, type JudgeContext, type Problem, seeDrift } from "./problem";

type There = Extract<SourcePicture["look"], { readonly kind: "there" }>;

/** A deployment neither makes nor changes a table that is somebody else's. */
const ASK_OWNER =
  "If its name, account and region are right in the environment file, ask the owner of the table to put it back";

/** What is wrong with a source: its table, its stream, and the stream's policy. */
export function sourceProblems(source: SourcePicture, context: JudgeContext): Problem[] {
  const { key, stack, tableName, existing, streamViewType, look } = source;
  const place = `source ${key}`;
  if (look.kind === "unread") return [];
  if (look.kind === "absent") {
    const remedies = existing ? [ASK_OWNER] : [deployAgain(stack, context)];
    return [{ place, cause: `There is no table ${tableName}.`, remedies }];
  }
  if (look.streamArn === undefined) {
    const turnOn = `Ask the owner of the table to turn its stream on, with the view type ${streamViewType}: it is a new stream then`;
    const remedies = [existing ? turnOn : seeDrift(context), deployAgain(stack, context)];
    return [{ place, cause: `The table ${tableName} has no stream.`, remedies }];
  }
  return [...viewTypeProblems(source, look.viewType, context), ...policyProblems(source, look, context)];
}

/** Only a new stream has another view type, so a deployment replaces nothing without a decision. */
function viewTypeProblems(
  { key, existing, streamViewType }: SourcePicture,
  viewType: string | undefined,
  context: JudgeContext,
): Problem[] {
  if (viewType === streamViewType) return [];
  const cause = `Its stream has the view type ${viewType}, and the environment file says ${streamViewType}: a deployment of the source stops there.`;
  const asItIs = `Write streamViewType: ${viewType} if that is enough for its readers, or ask the owner of the table to replace the stream: docs/existing-tables.md`;
  return [{ place: `source ${key}`, cause, remedies: [existing ? asItIs : seeDrift(context)] }];
}

function policyProblems(
  { key, stack }: SourcePicture,
  { policy, differences }: Pick<There, "policy" | "differences">,
  context: JudgeContext,
): Problem[] {
  const place = `source ${key}`;
  if (policy === "missing") {
    const cause = "Its stream has no policy: no consumer in another account can read it.";
    return [{ place, cause, remedies: [deployAgain(stack, context)] }];
  }
  if (policy !== "differs") return [];
  const cause = `The policy of its stream is not the one that the environment file implies. ${differences.join("; ")}`;
  return [{ place, cause, remedies: [seeDrift(context), deployAgain(stack, context)] }];
}
