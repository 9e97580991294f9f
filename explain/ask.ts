import type { AccessModel, Resource } from "../access/access-model";
import { ACTIONS, type Action } from "../access/actions";
import type { Environment } from "../config/schema";
import { ExplainError } from "./explain-error";
import { findPrincipal } from "./find-principal";
import { findResource } from "./find-resource";
import type { Question } from "./question";

/** A question in a user's words. */
export interface Words {
  /** ARN of a role or a session, name of a service, or key of the environment file. */
  readonly principal: string;
  /** `dynamodb:GetRecords`. */
  readonly action: string;
  /** ARN, or key of the environment file. */
  readonly resource: string;
}

/**
 * Understands a question: finds its principal and its resource among those of the environment.
 * @throws ExplainError with everything that is not understood
 */
export function ask(
  { principal, action, resource }: Words,
  model: AccessModel,
  environment: Environment,
): Question {
  const who = attempted(() => findPrincipal(principal, model));
  const callerAccount = who.value?.principal.accountId ?? "";
  const what = attempted(() => findResource(resource, model, environment, callerAccount));
  const how = attempted(() => checkedAction(action));
  const problems = [who, what, how].flatMap(({ error }) => error?.problems ?? []);
  if (problems.length === 1) throw new ExplainError(problems);
  if (!who.value || !what.value || !how.value) throw new ExplainError(problems, "The question is not clear:");
  const { resource: on, suffix } = what.value;
  return {
    principal: who.value.principal,
    resource: on,
    action: actionOn(on, how.value, suffix),
    unknown: [
      ...(who.value.known ? [] : (["principal"] as const)),
      ...(what.value.known ? [] : (["resource"] as const)),
    ],
    ...(on.kind === "stream" && resource.includes("/stream/") && { namedStream: resource }),
  };
}

function checkedAction(action: string): string {
  if (/^[a-z0-9-]+:[A-Z]\w+$/.test(action)) return action;
  throw new ExplainError([
    {
      cause: `"${action}" is not an action`,
      remedy: "Write service and action, such as dynamodb:GetRecords",
    },
  ]);
}

/** Without an object or a log stream in the question, the action is asked of one that the project could use. */
function actionOn({ kind }: Resource, name: string, suffix: string | undefined): Action {
  const usual = ACTIONS[kind].find(
    (one) => one.name === name && one.tls !== false && one.externalId !== false,
  );
  const appended = suffix ?? usual?.suffix;
  return { label: name.split(":")[1] ?? name, name, ...(appended && { suffix: appended }) };
}

/** What reading an encrypted table's stream takes as well; undefined if the question is not about that. */
export function furtherQuestion(
  { principal, resource, action, unknown }: Question,
  model: AccessModel,
): Question | undefined {
  if (resource.kind !== "stream" || !READING.includes(action.name)) return undefined;
  const key = keyOf(resource, model);
  if (!key) return undefined;
  const isUnknown = model.onlyDeployed.includes(key);
  return {
    principal,
    resource: key,
    action: { label: "Decrypt", name: "kms:Decrypt" },
    unknown: [
      ...unknown.filter((side) => side === "principal"),
      ...(isUnknown ? (["resource"] as const) : []),
    ],
    because: "Reading the stream of an encrypted table takes its key as well.",
  };
}

const READING: readonly string[] = [
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
  "dynamodb:DescribeStream",
];

function keyOf(
  { source, tableName }: Resource,
  { resources, onlyDeployed }: AccessModel,
): Resource | undefined {
  return [...resources, ...onlyDeployed].find(
    (one) =>
      one.kind === "key" &&
      one.source === source &&
      one.tableName === tableName &&
      one.hypothesis === undefined,
  );
}

function attempted<T>(find: () => T): { readonly value?: T; readonly error?: ExplainError } {
  try {
    return { value: find() };
  } catch (error) {
    if (error instanceof ExplainError) return { error };
    throw error;
  }
}
