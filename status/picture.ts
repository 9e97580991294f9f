/** Something that was asked for: there, not there, or not known because it could not be read. */
export type Look<T> =
  | ({ readonly kind: "there" } & T)
  | { readonly kind: "absent" }
  | { readonly kind: "unread" };

/** A source: its stream and the stream's policy. */
export interface SourcePicture {
  /** Key of the environment file. */
  readonly key: string;
  /** Name of its stack. */
  readonly stack: string;
  /** 12 digits. */
  readonly accountId: string;
  readonly tableName: string;
  /** Whether somebody else made the table, so that no deployment makes it, or its stream, again. */
  readonly existing: boolean;
  /** The view type that the file says the stream has. */
  readonly streamViewType: string;
  readonly look: Look<{
    /** ARN of the table's stream; undefined if it is off. */
    readonly streamArn?: string;
    /** The view type that it has; undefined if it is off. */
    readonly viewType?: string;
    /** How the stream's policy compares with the file. */
    readonly policy: PolicyState;
    /** Where it differs: statements, each side in words. */
    readonly differences: readonly string[];
  }>;
}

/** How a policy compares with the environment file. `none wanted`: nobody reads the stream, and no policy is there. */
export type PolicyState = "as intended" | "missing" | "differs" | "not read" | "none wanted";

/** A function that reads streams. */
export type StreamReader = "stream-handler" | "usage-meter";

/** A mapping of the environment file, and what is there of it. */
export interface MappingPicture {
  readonly consumer: string;
  readonly source: string;
  /** Name of the stack that holds it: the consumer's own, or one of its mapping stacks. */
  readonly stack: string;
  /** Which of the consumer's functions it invokes. */
  readonly reader: StreamReader;
  readonly functionName: string;
  /** Whether the file switches it on. */
  readonly enabled: boolean;
  readonly look: Look<{
    readonly uuid: string;
    readonly state: string;
    readonly lastProcessingResult: string;
    readonly streamArn: string;
    /** Settings that differ from the file: `batch_size: 10 instead of 100`. */
    readonly differences: readonly string[];
    /** How old the last record was when it was sent, milliseconds; undefined if nothing was sent lately. */
    readonly lagMs?: number;
  }>;
}

/** What is in a failure bucket. */
export interface FailuresPicture {
  readonly bucket: string;
  readonly look: Look<{
    /** Batches by the UUID of their mapping. */
    readonly batches: Readonly<Record<string, Failures>>;
    /** Whether there are more batches than were counted. */
    readonly more: boolean;
  }>;
}

/** The failed batches of a mapping. */
export interface Failures {
  readonly count: number;
  /** When the oldest arrived, milliseconds since 1970. */
  readonly oldest: number;
}

/** A function, compared with what would be deployed now. */
export interface FunctionPicture {
  readonly name: string;
  readonly look: Look<{
    /** What differs from the file and the code: sentences without their full stops. */
    readonly differences: readonly string[];
  }>;
}

/** An alarm that is on. */
export interface RaisedAlarm {
  readonly name: string;
  /** In CloudWatch's words. */
  readonly reason: string;
  /** What to do first. */
  readonly remedy: string;
  /** The runbook's section. */
  readonly runbook: string;
}

/** The alarms of a consumer. */
export interface AlarmsPicture {
  readonly look: Look<{
    /** How many the environment file implies, composite alarms included; 0 if alarms are off. */
    readonly expected: number;
    /** Names of those that are not there. */
    readonly missing: readonly string[];
    /** Those in ALARM. Composite alarms repeat others, so they are not among them. */
    readonly raised: readonly RaisedAlarm[];
    /** Names of those that have no data to judge by. */
    readonly withoutData: readonly string[];
  }>;
}

/** A consumer: its mappings, its functions, what failed and its alarms. */
export interface ConsumerPicture {
  readonly key: string;
  /** Name of its own stack. */
  readonly stack: string;
  readonly mappings: readonly MappingPicture[];
  readonly functions: readonly FunctionPicture[];
  readonly failures: FailuresPicture;
  readonly alarms: AlarmsPicture;
}

/** How an environment is doing. */
export interface Picture {
  readonly sources: readonly SourcePicture[];
  readonly consumers: readonly ConsumerPicture[];
  /** What could not be read, and why, one line each. */
  readonly unread: readonly string[];
}
