import type { AccessModel, Resource } from "../access/access-model";
import type { Environment } from "../config/schema";
import { oneOf } from "../config/suggest";
import { ExplainError } from "./explain-error";
import { ownerWord } from "./owner-word";

const ARN = /^arn:[\w-]+:([\w-]+):([\w-]*):(\d{12}):(.+)$/;

/** What a question is about. */
export interface FoundResource {
  readonly resource: Resource;
  /** What the question appends to the resource's ARN; undefined if it names the resource itself. */
  readonly suffix?: string;
  /** Whether its own policy is in the model. */
  readonly known: boolean;
}

/**
 * Finds a resource by its ARN, or by its key in the environment file: `changes.stream`, `changes.table`, `changes.key`,
 * `changes.tables.devices`, `changes.accessRoles.devices`, `handler.failureBucket`, `handler.logGroup`, `handler.role`.
 * `*` is the caller's account as such, for actions that AWS has no resources for.
 * @param callerAccount account of the principal that the question is about
 * @throws ExplainError if the word is none of these; it names the keys that there are
 */
export function findResource(
  word: string,
  model: AccessModel,
  environment: Environment,
  callerAccount: string,
): FoundResource {
  if (word === "*") return { resource: accountAsSuch(callerAccount, environment), known: true };
  const asked = [...model.resources, ...model.onlyDeployed].filter(
    ({ hypothesis, kind }) => hypothesis === undefined && kind !== "account",
  );
  const meant =
    asked.find((one) => one.arn === word || wordsOf(one, environment).includes(word)) ??
    asked.find((one) => one.kind === "stream" && isStreamOf(word, one));
  if (meant) return { resource: meant, known: isKnown(meant, model) };
  const owner = asked.find(({ arn }) => isWithin(word, arn));
  if (owner) return { resource: owner, known: isKnown(owner, model), suffix: word.slice(owner.arn.length) };
  return unlisted(
    word,
    asked.flatMap((one) => wordsOf(one, environment).slice(0, 1)),
  );
}

/** A stream has another ARN whenever it is made, and a sample before the first time: its table is what counts. */
function isStreamOf(word: string, { arn }: Resource): boolean {
  return word.startsWith(`${arn.split("/stream/")[0]}/stream/`);
}

/** An object of a bucket, or a log stream of a group. */
function isWithin(word: string, arn: string): boolean {
  return word.startsWith(`${arn}/`) || word.startsWith(`${arn}:`);
}

/** What the file only names by an ARN has no policy in the stacks. */
function isKnown(resource: Resource, { onlyDeployed }: AccessModel): boolean {
  return !onlyDeployed.includes(resource) && resource.kind !== "permitted";
}

function unlisted(word: string, known: readonly string[]): FoundResource {
  const [, service, region = "", accountId = ""] = ARN.exec(word) ?? [];
  if (service === undefined) {
    throw new ExplainError([
      {
        cause: `"${word}" is neither an ARN that names an account nor a key of the environment file`,
        remedy: oneOf(word, known, "Give an ARN, or one of"),
      },
    ]);
  }
  const resource = { label: word, kind: "permitted", arn: word, accountId, region } as const;
  return { resource, known: false };
}

function accountAsSuch(accountId: string, { region }: Environment): Resource {
  return { label: `account ${accountId}`, kind: "account", arn: "*", accountId, region };
}

/** The words that mean a resource, the best one first. */
function wordsOf(resource: Resource, environment: Environment): string[] {
  const { source, consumer, accessRole } = resource;
  if (source !== undefined && accessRole !== undefined)
    return both("sources", `${source}.accessRoles.${accessRole}`);
  if (source !== undefined) return both("sources", `${source}.${tableWord(resource, environment)}`);
  if (consumer !== undefined) return both("consumers", `${consumer}.${ownWord(resource)}`);
  return [];
}

function tableWord({ kind, source = "", tableName }: Resource, { sources }: Environment): string {
  const config = sources[source];
  if (config?.tableName === tableName) return kind;
  const [key = "?"] =
    Object.entries(config?.tables ?? {}).find(([, table]) => table.tableName === tableName) ?? [];
  return kind === "table" ? `tables.${key}` : `tables.${key}.${kind}`;
}

const OWN_WORDS: Partial<Record<Resource["kind"], string>> = {
  bucket: "failureBucket",
  "log group": "logGroup",
  table: "ledger",
};

function ownWord({ kind, part }: Resource): string {
  if (part === "operator") return "operatorRole";
  return [...ownerWord(part), OWN_WORDS[kind] ?? kind].join(".");
}

function both(section: string, word: string): string[] {
  return [word, `${section}.${word}`];
}
