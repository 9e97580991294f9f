import type { AccessModel } from "../access/access-model";
import type { AccountReader } from "../access/deployed/account-reader";
import { deployedModel } from "../access/deployed/deployed-model";
import type { AccountScope } from "../accounts/account-session";
import { type Answer, answer } from "./answer";
import type { AnswerContext } from "./answer-context";
import { ask, furtherQuestion, type Words } from "./ask";
import type { Question } from "./question";

/** How to read what is deployed in an account. */
export type ReaderOf = (scope: AccountScope) => Promise<AccountReader>;

/**
 * Answers a question by the policies of a model: first the question itself, then what the action takes besides.
 * @param model the principals and resources of the environment, as synthesized
 * @param readerOf reads the policies that are deployed instead of those of the model @default the model's
 * @throws ExplainError if the question is not understood or cannot be judged; AccessError if something cannot be read
 */
export async function explain(
  words: Words,
  model: AccessModel,
  context: Omit<AnswerContext, "origin">,
  readerOf?: ReaderOf,
): Promise<Answer[]> {
  const question = ask(words, model, context.environment);
  const further = furtherQuestion(question, model);
  const questions = [question, ...(further ? [further] : [])];
  const origin = readerOf ? "deployed" : "synthesized";
  const read = readerOf
    ? await Promise.all(questions.map((one) => asDeployed(one, context, readerOf)))
    : questions;
  return Promise.all(read.map((one) => answer(one, { ...context, origin })));
}

/** The question with the policies that are deployed, as far as they are in an account of the environment. */
async function asDeployed(
  question: Question,
  { environment }: Pick<AnswerContext, "environment">,
  readerOf: ReaderOf,
): Promise<Question> {
  const ids = Object.values(environment.accounts).map(({ id }) => id);
  const { principal, resource, unknown } = question;
  const canRead = {
    principal: principal.kind !== "service" && ids.includes(principal.accountId ?? ""),
    resource: resource.kind !== "permitted",
  };
  const { principals, resources } = await deployedModel(
    {
      principals: canRead.principal ? [{ ...principal, kind: "role" }] : [],
      resources: [resource],
      onlyDeployed: [],
      notes: [],
    },
    readerOf,
  );
  const [foundPrincipal = principal] = principals;
  const [foundResource = resource] = resources;
  return {
    ...question,
    principal: { ...foundPrincipal, kind: principal.kind },
    resource: foundResource,
    unknown: unknown.filter((side) => !canRead[side]),
  };
}
