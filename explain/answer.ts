import { FULL_ACCESS } from "../access/administrators";
import { isExpected } from "../access/expected-access";
import { policyForEveryone } from "../access/permissive-policies";
import { simulate } from "../access/simulate";
import type { Environment } from "../config/schema";
import type { AnswerContext, PolicyOrigin, Verdict } from "./answer-context";
import { type AwsTextSource, awsTextSource } from "./aws-text";
import { ExplainError } from "./explain-error";
import type { Question } from "./question";
import { remediesFor } from "./remedies";
import { ruleOf } from "./rule";
import { type Side, sidesOf } from "./sides";

/** Who decides on a request, and what to do about it. */
export interface Answer {
  readonly principal: Shown;
  readonly action: string;
  readonly resource: Shown;
  /** `unknown`: it depends on policies that are not known. */
  readonly decision: Verdict;
  /** How AWS refuses, and how sure that text is. @default not denied */
  readonly aws?: { readonly text: string; readonly source: AwsTextSource };
  /** Why this is answered although it was not asked. A sentence. @default it was asked */
  readonly because?: string;
  /** Which sides have to allow it. A sentence. */
  readonly rule: string;
  readonly sides: readonly Side[];
  /** Whether the environment file grants it; undefined if the file says nothing of the principal. */
  readonly expected?: boolean;
  /** What to do, one sentence or command each. */
  readonly remedies: readonly string[];
  /** What was not looked at, and how the question was understood. */
  readonly notes: readonly string[];
}

/** A principal or a resource of an answer. */
export interface Shown {
  readonly label: string;
  readonly arn: string;
}

/** Name of the role's session in AWS's text: AWS puts the caller's own there. */
const SESSION = "SESSION";

const NOT_READ =
  "Service and resource control policies of the organization, and policies of VPC endpoints, are not read. They can only take access away.";

/**
 * Answers a question.
 * @throws ExplainError if a policy cannot be evaluated, which is no denial
 */
export async function answer(question: Question, context: AnswerContext): Promise<Answer> {
  const { principal, resource, action, unknown } = question;
  const assumed = atItsMost(question);
  const decision = await simulate(assumed.principal, assumed.resource, action, SESSION);
  if (decision.kind === "error") {
    throw new ExplainError([
      {
        cause: `${action.name} on ${resource.arn} cannot be judged: ${decision.message}`,
        remedy: "Look whether the action exists, and whether the policies are valid",
      },
    ]);
  }
  const isAllowed = decision.kind === "allowed";
  const sides = sidesOf(assumed, decision.analysis);
  const expected = expectationOf(question, context.environment);
  const answered = {
    principal: { label: principal.label, arn: principal.arn },
    action: action.name,
    resource: { label: resource.label, arn: `${resource.arn}${action.suffix ?? ""}` },
    decision: isAllowed
      ? unknown.length > 0
        ? ("unknown" as const)
        : ("allowed" as const)
      : ("denied" as const),
    ...(decision.kind === "denied" && {
      aws: { text: decision.message, source: awsTextSource(decision.message) },
    }),
    ...(question.because !== undefined && { because: question.because }),
    rule: ruleOf(question),
    sides,
    ...(expected !== undefined && { expected }),
  };
  return {
    ...answered,
    remedies: remediesFor(question, answered, context),
    notes: [...streamNote(question, context.origin), NOT_READ],
  };
}

/** What is not known is taken to allow everything: what is denied all the same is denied for sure. */
function atItsMost(question: Question): Question {
  const { principal, resource, unknown } = question;
  const [, , service = ""] = resource.arn.split(":");
  const actions = `${service === "iam" ? "sts" : service}:*`;
  return {
    ...question,
    principal: unknown.includes("principal") ? { ...principal, policies: [FULL_ACCESS] } : principal,
    resource: unknown.includes("resource") ? { ...resource, policy: policyForEveryone(actions) } : resource,
  };
}

function streamNote({ namedStream, resource }: Question, origin: PolicyOrigin): string[] {
  if (namedStream === undefined || namedStream === resource.arn) return [];
  return [
    origin === "deployed"
      ? `${namedStream} is not the table's stream any more: the answer is about ${resource.arn}.`
      : "The stacks do not know when the stream was made: the answer is about the table's stream, whenever that was.",
  ];
}

function expectationOf(
  { principal, resource, action }: Question,
  environment: Environment,
): boolean | undefined {
  const isListed =
    principal.kind !== "role" || principal.consumer !== undefined || principal.source !== undefined;
  return isListed ? isExpected(environment, principal, resource, action) : undefined;
}

/** The decision on several questions that belong together: all of them must be allowed. */
export function overall(answers: readonly Answer[]): Answer["decision"] {
  const decisions = answers.map(({ decision }) => decision);
  if (decisions.includes("denied")) return "denied";
  return decisions.includes("unknown") ? "unknown" : "allowed";
}
