import type { RolePart } from "../config/function-parts";

/** Which role of the environment file something is, or belongs to. */
export interface RoleKey {
  /** Key of the consumer whose function or operators have the role. */
  readonly consumer?: string;
  /** Which of the consumer's functions, or its operators. */
  readonly part?: RolePart;
  /** Key of the source that an access role belongs to. */
  readonly source?: string;
  /** Key of the access role. */
  readonly accessRole?: string;
}

/** A policy with the name under which reports show it. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: unknown;
}

/** Somebody who might do something: a row of the matrix. */
export interface Principal extends RoleKey {
  readonly label: string;
  /** `role`: has the policies listed. `administrator`: its own policies allow everything. */
  readonly kind: "role" | "administrator" | "service";
  /** ARN of the role, or name of the service. */
  readonly arn: string;
  /** Undefined for a service. */
  readonly accountId?: string;
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  /** Whether it is none of the file's roles, but may read a stream. */
  readonly isOtherReader?: boolean;
  /** Why it is asked about although it is made up; absent if it is not. A sentence without its full stop. */
  readonly hypothesis?: string;
}

/**
 * Something that somebody might do something to: a group of columns of the matrix. Without a source or a consumer it
 * is a negative control, which no role of the environment file may touch.
 */
export interface Resource extends RoleKey {
  readonly label: string;
  /**
   * `account`: stands for actions that AWS has no resources for. `permitted`: something else that `permissions` of the
   * file names.
   */
  readonly kind:
    | "stream"
    | "table"
    | "key"
    | "bucket"
    | "log group"
    | "function"
    | "role"
    | "account"
    | "permitted";
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  /** Its own policy, if it has one. */
  readonly policy?: NamedPolicy;
  /** Organization of its account; absent if the environment names none. */
  readonly organizationId?: string;
  /** Name of the table that it is, belongs to or encrypts. */
  readonly tableName?: string;
  /** External ID that a role asks for. */
  readonly externalId?: string;
  /** Accounts besides its own whose administrators its policy lets in. */
  readonly admittedAccounts?: readonly string[];
  /** Why it is asked about although it, or its policy, is made up; absent if it is not. A sentence without its full stop. */
  readonly hypothesis?: string;
}

/** The principals and the resources to judge, with their policies. */
export interface AccessModel {
  readonly principals: readonly Principal[];
  readonly resources: readonly Resource[];
  /** Resources whose policies are not in the stacks: only `--deployed` can judge them. */
  readonly onlyDeployed: readonly Resource[];
  /** What cannot be judged, and why, one line each. */
  readonly notes: readonly string[];
}
