import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { FunctionPart } from "../config/functions";

/** Where something is. */
export interface Site {
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
}

/** An attribute of a key. */
export interface KeyAttribute {
  readonly name: string;
  /** S, N or B. */
  readonly type: string;
}

/** What of a stream's policy is there: what a deployment or a hand put there, nothing, or nothing since it was revoked here. */
export type PolicyState = "in place" | "missing" | "revoked";

/** A table, as the page shows it. */
export interface TableView extends Site {
  readonly id: string;
  readonly name: string;
  /** What tells it from every other table of the environment: its name, or that of its source as well. */
  readonly title: string;
  readonly keys: readonly KeyAttribute[];
  readonly deployed: boolean;
  /** Absent for a table without a stream that is read, and while it is not deployed. */
  readonly streamPolicy?: PolicyState;
  /** Whether the environment has a stream for it. */
  readonly streamed: boolean;
}

/** A function. */
export interface FunctionView extends Site {
  readonly id: string;
  readonly name: string;
  readonly part: FunctionPart;
  readonly deployed: boolean;
}

/** Why a mapping may not read its stream. */
export interface Denial {
  /** In AWS's words. */
  readonly aws: string;
  /** In ours. */
  readonly plain: string;
  /** What was denied, such as `dynamodb:GetRecords`. */
  readonly action: string;
}

/** A mapping between a stream and a function. */
export interface MappingView {
  readonly id: string;
  readonly tableId: string;
  readonly functionId: string;
  /** Its consumer and its source, keys of the environment file. */
  readonly consumer: string;
  readonly source: string;
  /** Which of the consumer's functions it invokes. */
  readonly part: FunctionView["part"];
  /** AWS's state, or "Not deployed". */
  readonly state: string;
  /** AWS's text; empty while it is not deployed. */
  readonly lastResult: string;
  readonly health: "good" | "idle" | "bad";
  readonly denial?: Denial;
  readonly discardedRecords: number;
  readonly lostRecords: number;
}

/** The bucket that takes what a function could not process. */
export interface BucketView extends Site {
  readonly id: string;
  readonly name: string;
  /** Key of the consumer in the environment file. */
  readonly consumer: string;
  readonly functionId: string;
  readonly deployed: boolean;
  /** Batches in it. */
  readonly batches: number;
  /** Whether there are more than were counted. */
  readonly more: boolean;
}

/** Everything of an environment that the page draws. */
export interface Picture {
  readonly environment: string;
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  readonly tables: readonly TableView[];
  readonly functions: readonly FunctionView[];
  readonly mappings: readonly MappingView[];
  readonly buckets: readonly BucketView[];
  /** Why this cannot be seen as it is now. */
  readonly problem?: string;
}

/** An item or its key, in DynamoDB's own format. */
export type Attributes = Readonly<Record<string, AttributeValue>>;
