import type { AnswerContext, Verdict } from "./answer-context";
import { fileKeysFor } from "./file-keys";
import { putBack } from "./put-back";
import type { Question } from "./question";
import type { Side } from "./sides";

/** What is known of an answer before its remedies. */
interface Answered {
  readonly decision: Verdict;
  /** Whether the environment file grants it; undefined if the file says nothing of the principal. */
  readonly expected?: boolean;
  readonly sides: readonly Side[];
}

/** What to do about a decision, one sentence or command each; nothing if it is as the file means it. */
export function remediesFor(question: Question, answered: Answered, context: AnswerContext): string[] {
  const { decision, expected, sides } = answered;
  if (decision === "unknown") return unknownRemedies(question, context);
  if (decision === "allowed") return expected === false ? allowedRemedies(context) : [];
  const denying = sides.filter(({ verdict }) => verdict === "denies");
  if (expected) return [...denying.map(denialRemedy), ...deniedThoughExpected(context)];
  if (denying.length > 0) return denying.map(denialRemedy);
  return fileKeysFor(question, sides, context.environment);
}

function denialRemedy({ deciding, name, kind }: Side): string {
  const whose = kind === "boundary" ? " Its owner decides on a permissions boundary." : "";
  return `An explicit deny outweighs every permission: if it is not meant, remove or narrow ${deciding.join(" and ")} in ${name}.${whose}`;
}

function deniedThoughExpected({ environmentName, origin }: AnswerContext): string[] {
  if (origin === "synthesized")
    return [
      `The environment file grants it, but the stacks do not. See where they differ: npm run access -- --environment ${environmentName}`,
    ];
  return [
    `The environment file grants it, so what is deployed was changed, or never deployed. See what differs: npm run drift -- --environment ${environmentName}`,
    `Put it back: ${putBack(environmentName)}`,
  ];
}

function allowedRemedies({ environmentName, origin }: AnswerContext): string[] {
  const deployed = origin === "deployed" ? " --deployed" : "";
  return [
    `The environment file does not grant it. See all such access: npm run access -- --environment ${environmentName}${deployed}`,
  ];
}

function unknownRemedies({ unknown }: Question, { origin, environmentName }: AnswerContext): string[] {
  const what = unknown.map((side) =>
    side === "principal" ? "the caller's own policies" : "the resource's policy",
  );
  const whose = `It depends on ${what.join(" and ")}, which ${origin === "deployed" ? "are not in an account of the environment" : "the stacks do not hold"}.`;
  return origin === "deployed"
    ? [whose]
    : [
        whose,
        `To read them where they are deployed, add --deployed: npm run explain -- --environment ${environmentName} --deployed …`,
      ];
}
