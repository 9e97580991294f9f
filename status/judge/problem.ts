import { putBack } from "../../explain/put-back";
import type { StreamReader } from "../picture";

/** Something that is wrong, and what to do about it. */
export interface Problem {
  /** What it is about: `order-events <- orders`, or a source, a function, a bucket. */
  readonly place: string;
  /** A sentence. */
  readonly cause: string;
  /** What to do, a sentence or a command each. */
  readonly remedies: readonly string[];
  /** A mapping whose role cannot read its stream: who decides on that is worth explaining. */
  readonly denied?: Denied;
}

/** Which mapping is denied what. */
export interface Denied {
  readonly consumer: string;
  readonly reader: StreamReader;
  readonly source: string;
  readonly action: string;
}

/** What judgements need to know of the environment. */
export interface JudgeContext {
  readonly environmentName: string;
  /** Whether it runs in the local AWS. */
  readonly sandbox: boolean;
  /** The time, milliseconds since 1970. */
  readonly now: number;
}

/** What puts back whatever a stack holds. */
export function deployAgain(stack: string, { environmentName }: JudgeContext): string {
  return `Deploy the stack ${stack} again: ${putBack(environmentName)}`;
}

/** What shows everything that was changed by hand. */
export function seeDrift({ environmentName: name }: JudgeContext): string {
  return `See what was changed: npm run drift -- --environment ${name}`;
}

/** What shows a function's log. */
export function readLog({ sandbox, environmentName: name }: JudgeContext, functionName: string): string {
  return sandbox
    ? `Read its log: npm run sandbox -- --environment ${name} logs ${functionName}`
    : `Read its log: aws logs tail /aws/lambda/${functionName} --since 1h`;
}
