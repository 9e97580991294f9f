import type { Principal, Resource } from "../access/access-model";
import type { Action } from "../access/actions";

/** A side of a question whose policies are not known: a foreign account's, or what only a deployment has. */
export type UnknownSide = "principal" | "resource";

/** Whether a principal may perform an action on a resource. */
export interface Question {
  readonly principal: Principal;
  readonly resource: Resource;
  readonly action: Action;
  /** @default both sides are known */
  readonly unknown: readonly UnknownSide[];
  /** ARN of the stream that the question named: the table's may be another one by now. @default none was named */
  readonly namedStream?: string;
  /** What the question follows from, a sentence. @default it was asked */
  readonly because?: string;
}
