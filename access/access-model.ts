import type { FunctionPart } from "../config/functions";

/** Which role of the environment file something is, or is about. */
export interface RoleKey {
  /** Key of the consumer whose function's role it is. */
  readonly consumer?: string;
  /** Which of the consumer's functions. */
  readonly part?: FunctionPart;
  /** Key of the source that an access role belongs to. */
  readonly source?: string;
  /** Key of the access role. */
  readonly accessRole?: string;
}

/** A policy with the name it is reported under. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: unknown;
}

/** A row: somebody who might do something. */
export interface Principal extends RoleKey {
  readonly label: string;
  /** `role`: has the policies listed. `administrator`: may do everything as far as its own policies go. */
  readonly kind: "role" | "administrator" | "service";
  /** ARN of the role, or name of the service. */
  readonly arn: string;
  /** Undefined for a service. */
  readonly accountId?: string;
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
}

/**
 * A group of columns: something that somebody might do something to. Without a source or a consumer it is a thing
 * that nobody of the file may touch.
 */
export interface Resource extends RoleKey {
  readonly label: string;
  /** `account`: what AWS knows no resources for. */
  readonly kind: "stream" | "table" | "key" | "bucket" | "log group" | "role" | "account";
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  /** Its own policy, if it has one. */
  readonly policy?: NamedPolicy;
  /** Name of the table that it is, belongs to or encrypts. */
  readonly tableName?: string;
  /** External ID that a role asks for. */
  readonly externalId?: string;
  /** Accounts whose administrators its policy lets in, besides its own. */
  readonly letsIn?: readonly string[];
}

/** Everybody and everything there is to judge. */
export interface Estate {
  readonly principals: readonly Principal[];
  readonly resources: readonly Resource[];
  /** What only `--deployed` can judge: its policy is not in the stacks. */
  readonly onlyDeployed: readonly Resource[];
  /** What cannot be judged from here, and why, one line each. */
  readonly notes: readonly string[];
}
