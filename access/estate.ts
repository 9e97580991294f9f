/** A policy with the name it is reported under. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: unknown;
}

/** A row: somebody who might do something. */
export interface Principal {
  readonly label: string;
  /** Key of the consumer whose role it is; absent for everybody else. */
  readonly consumer?: string;
  /** `role`: has the policies listed. `administrator`: may do everything as far as its own policies go. */
  readonly kind: "role" | "administrator" | "service";
  /** ARN of the role, or name of the service. */
  readonly arn: string;
  /** Undefined for a service. */
  readonly accountId?: string;
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
}

/** A group of columns: something that somebody might do something to. */
export interface Resource {
  readonly label: string;
  readonly kind: "stream" | "table" | "key" | "bucket" | "log group" | "role";
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  /** Its own policy, if it has one. */
  readonly policy?: NamedPolicy;
  /** Key of the source or consumer that it belongs to; absent for things that nobody of the file may touch. */
  readonly source?: string;
  readonly consumer?: string;
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
