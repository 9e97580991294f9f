import type { SourcePicture } from "../picture";
import { deployAgain, type JudgeContext, type Problem, seeDrift } from "./problem";

/** A deployment neither makes nor changes a table that is somebody else's. */
const ASK_OWNER = "Ask the owner of the table to put it back as the environment file describes it";

/** What is wrong with a source: its table, its stream, and the stream's policy. */
export function sourceProblems(source: SourcePicture, context: JudgeContext): Problem[] {
  const { key, stack, tableName, existing, look } = source;
  const place = `source ${key}`;
  if (look.kind === "unread") return [];
  if (look.kind === "absent") {
    const remedies = existing ? [ASK_OWNER] : [deployAgain(stack, context)];
    return [{ place, cause: `There is no table ${tableName}.`, remedies }];
  }
  if (look.streamArn === undefined) {
    return [
      {
        place,
        cause: `The table ${tableName} has no stream.`,
        remedies: [existing ? ASK_OWNER : seeDrift(context), deployAgain(stack, context)],
      },
    ];
  }
  if (look.policy === "missing") {
    return [
      {
        place,
        cause: "Its stream has no policy: no consumer in another account can read it.",
        remedies: [deployAgain(stack, context)],
      },
    ];
  }
  if (look.policy !== "differs") return [];
  const cause = `The policy of its stream is not the one that the environment file implies. ${look.differences.join("; ")}`;
  return [{ place, cause, remedies: [seeDrift(context), deployAgain(stack, context)] }];
}
