import type { Environment } from "../config/schema";
import type { Decision } from "../packages/stream-mappings/src/policy-simulator";
import { AccessError } from "./access-error";
import { AlikeQuestions } from "./alike-questions";
import type { Cell } from "./cell";
import { decidingStatements } from "./deciding-statements";
import { isExpected } from "./expected-access";
import type { Question } from "./questions";
import { simulate } from "./simulate";

/**
 * Decides every question.
 * @throws AccessError if a policy cannot be evaluated. That is no denial, and must not look like one.
 */
export async function answersTo(environment: Environment, questions: readonly Question[]): Promise<Cell[]> {
  const errors = new Set<string>();
  const known = new AlikeQuestions<Decision>();
  const cells = await Promise.all(
    questions.map((question) => answerTo(environment, question, known, errors)),
  );
  if (errors.size > 0) {
    const problems = [...errors].map((cause) => ({ cause }));
    throw new AccessError(problems, "These policies cannot be evaluated:");
  }
  return cells.flatMap((cell) => cell ?? []);
}

async function answerTo(
  environment: Environment,
  question: Question,
  known: AlikeQuestions<Decision>,
  errors: Set<string>,
): Promise<Cell | undefined> {
  const { principal, resource, action } = question;
  const decision = await known.answerTo(question, () => simulate(principal, resource, action));
  if (decision.kind === "error") {
    errors.add(`${principal.label}, ${action.name}, ${resource.label}: ${decision.message}`);
    return undefined;
  }
  return {
    principal: principal.label,
    resource: resource.label,
    action: action.label,
    decision: decision.kind === "allowed" ? "allow" : "deny",
    expected: isExpected(environment, principal, resource, action) ? "allow" : "deny",
    because: decidingStatements(decision.analysis, resource),
    administrator: principal.kind === "administrator",
    hypothetical: principal.hypothesis !== undefined || resource.hypothesis !== undefined,
  };
}
