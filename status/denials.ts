import type { LoadedEnvironment } from "../config/load-environment";
import { reasonOf } from "../errors/reason-of";
import type { Answer } from "../explain/answer";
import { explainDeniedMapping } from "../explain/denied-mapping";
import type { ReaderOf } from "../explain/explain";
import { sideLines } from "../explain/text";
import type { Denied } from "./judge/problem";
import type { Picture } from "./picture";
import type { Explanation } from "./status";

/** Explains why a mapping's role may not read its stream, by the policies that are deployed. Never throws. */
export async function explainDenial(
  loaded: Pick<LoadedEnvironment, "name" | "environment">,
  { consumer, reader, source, action }: Denied,
  { sources }: Picture,
  readerOf: ReaderOf,
): Promise<Explanation> {
  const look = sources.find(({ key }) => key === source)?.look;
  const streamArn = look?.kind === "there" ? look.streamArn : undefined;
  try {
    return told(
      await explainDeniedMapping(loaded, { consumer, part: reader, source, action, streamArn }, readerOf),
    );
  } catch (error) {
    return { lines: [`It cannot be explained: ${reasonOf(error).replaceAll("\n", " ")}`], remedies: [] };
  }
}

function told(answers: readonly Answer[]): Explanation {
  const refused = answers.filter(({ decision }) => decision === "denied");
  if (refused.length === 0) {
    return { lines: ["The policies allow it by now: the mapping finds out by itself."], remedies: [] };
  }
  return {
    lines: refused.flatMap(({ rule, sides }) => [rule, ...sides.flatMap(sideLines)]),
    remedies: [...new Set(refused.flatMap(({ remedies }) => remedies))],
  };
}
