import type { AccessModel, Principal } from "../access/access-model";
import { oneOf } from "../config/suggest";
import { ExplainError } from "./explain-error";
import { ownerWord } from "./owner-word";

const ROLE_ARN = /^arn:[\w-]+:iam::(\d{12}):role\/.+$/;
const SESSION_ARN = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\/.+$/;

/** Whom a question is about. */
export interface FoundPrincipal {
  readonly principal: Principal;
  /** Whether its own policies are in the model. */
  readonly known: boolean;
}

/**
 * Finds a principal by an ARN of a role or of a session, by the name of a service, or by its key in the environment
 * file: `handler`, `handler.readerApi`, `changes.accessRoles.devices`.
 * @throws ExplainError if the word is none of these; it names the keys that there are
 */
export function findPrincipal(word: string, { principals }: AccessModel): FoundPrincipal {
  const asked = principals.filter(({ hypothesis }) => hypothesis === undefined);
  const session = SESSION_ARN.exec(word);
  const found = asked.find((one) =>
    session ? isSessionOf(session, one) : one.arn === word || wordsOf(one).includes(word),
  );
  // The policies of a deploy role are not the project's: the access report assumes the most, an answer must not.
  if (found) return { principal: found, known: found.kind !== "administrator" };
  if (session) return unlisted(`arn:${session[1]}:iam::${session[2]}:role/${session[3]}`);
  if (ROLE_ARN.test(word)) return unlisted(word);
  const known = asked.flatMap((one) => wordsOf(one).slice(0, 1));
  throw new ExplainError([
    {
      cause: `"${word}" is neither a role's ARN nor a key of the environment file`,
      remedy: oneOf(word, known, "Give an ARN such as arn:aws:iam::111122223333:role/reader, or one of"),
    },
  ]);
}

/** The path of a role is not part of its sessions' ARNs. */
function isSessionOf([, , accountId, roleName]: readonly string[], { kind, arn }: Principal): boolean {
  return (
    kind !== "service" && arn.split(":")[4] === accountId && arn.slice(arn.lastIndexOf("/") + 1) === roleName
  );
}

function unlisted(arn: string): FoundPrincipal {
  const accountId = ROLE_ARN.exec(arn)?.[1];
  const principal = { label: arn, kind: "role", arn, ...(accountId && { accountId }), policies: [] } as const;
  return { principal, known: false };
}

/** The words that mean a principal, the best one first. */
function wordsOf({ consumer, part, source, accessRole, kind, arn }: Principal): string[] {
  if (consumer !== undefined && part !== undefined)
    return both("consumers", [consumer, ...ownerWord(part)].join("."));
  if (source !== undefined) return both("sources", `${source}.accessRoles.${accessRole}`);
  return kind === "service" ? [arn] : [];
}

function both(section: string, word: string): string[] {
  return [word, `${section}.${word}`];
}
