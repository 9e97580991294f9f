import type { SourcePicture } from "../picture";
import { deployAgain, type JudgeContext, type Problem, seeDrift } from "./problem";

/** What is wrong with a source: its table, its stream, and the stream's policy. */
export function sourceProblems({ key, tableName, look }: SourcePicture, context: JudgeContext): Problem[] {
  const place = `source ${key}`;
  if (look.kind === "unread") return [];
  if (look.kind === "absent") {
    return [{ place, cause: `There is no table ${tableName}.`, remedies: [deployAgain(context)] }];
  }
  if (look.streamArn === undefined) {
    return [
      {
        place,
        cause: `The table ${tableName} has no stream.`,
        remedies: [seeDrift(context), deployAgain(context)],
      },
    ];
  }
  if (look.policy === "missing") {
    return [
      {
        place,
        cause: "Its stream has no policy: no consumer in another account can read it.",
        remedies: [deployAgain(context)],
      },
    ];
  }
  if (look.policy !== "differs") return [];
  const cause = `The policy of its stream is not the one that the environment file implies. ${look.differences.join("; ")}`;
  return [{ place, cause, remedies: [seeDrift(context), deployAgain(context)] }];
}
