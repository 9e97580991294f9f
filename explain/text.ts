import type { Answer } from "./answer";
import type { Mismatch } from "./misses";
import type { Miss, Side } from "./sides";

const HEADINGS: Readonly<Record<Answer["decision"], string>> = {
  allowed: "Allowed",
  denied: "Denied",
  unknown: "Not known",
};

const AWS_SAYS = {
  recorded: "AWS says (recorded of a mapping):",
  documented: "AWS says (as the IAM User Guide documents such texts; this one was not recorded):",
} as const;

/** Answers for people, one after the other. */
export function answersText(answers: readonly Answer[]): string {
  return answers.map(answerText).join("\n\n");
}

/** One answer for people: the decision, AWS's words, each side with its statements, and what to do. */
export function answerText(answer: Answer): string {
  const { decision, principal, action, resource, aws, because, rule, sides, remedies, notes } = answer;
  return [
    ...(because ? [because] : []),
    `${HEADINGS[decision]}: ${action}`,
    `  by ${shown(principal)}`,
    `  on ${shown(resource)}`,
    ...(aws ? [AWS_SAYS[aws.source], `  ${aws.text}`] : []),
    "Who decides:",
    `  ${rule}`,
    ...sides.flatMap(sideLines).map((line) => `  ${line}`),
    ...(remedies.length > 0 ? ["What to do:", ...remedies.map((line) => `  ${line}`)] : []),
    "Note:",
    ...notes.map((line) => `  ${line}`),
  ].join("\n");
}

function shown({ label, arn }: Answer["principal"]): string {
  return label === arn ? arn : `${label}, ${arn}`;
}

/** A side in words, and then the statements that come close. */
export function sideLines(side: Side): string[] {
  return [`- ${capital(sideText(side))}`, ...side.misses.flatMap(missLines)];
}

function sideText({ kind, name, verdict, deciding, misses }: Side): string {
  const [allow, deny, doNot, have, are] = kind === "identity" ? PLURAL : SINGULAR;
  const by = deciding.join(" and ");
  const texts: Record<Side["verdict"], string> = {
    allows: `${allow} it: ${by}`,
    denies: `${deny} it: ${by}`,
    "does not allow": misses.length > 0 ? `${doNot} allow it` : `${have} no statement that allows the action`,
    "not there": `${are} not there`,
    "not known": `${are} not known`,
  };
  return `${name} ${texts[verdict]}.`;
}

/** Of policies, and of one policy. */
const PLURAL = ["allow", "deny", "do not", "have", "are"] as const;
const SINGULAR = ["allows", "denies", "does not", "has", "is"] as const;

function missLines({ statement, mismatches }: Miss): string[] {
  return [`  ${statement} does not apply:`, ...mismatches.map((one) => `    ${mismatchText(one)}`)];
}

function mismatchText({ part, condition, wanted, found }: Mismatch): string {
  const asks = `wants ${condition ?? part} ${wanted.join(" or ")}`;
  return found === undefined ? `${asks}, and the request has none` : `${asks}, and the request has ${found}`;
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}
