import type { AlarmGroup } from "../alarms/alarm-groups";
import type { Dashboard } from "../alarms/dashboard/dashboard-of";
import type { PlacedQuery } from "../alarms/queries/queries-of";
import type { ConfiguredFunction, FunctionPart } from "../config/functions";
import type { OperatorRole } from "../config/operator-roles";
import type { AlarmsConfig, ConsumerConfig } from "../config/schema";
import type { StreamGrants } from "../config/stream-grants";
import type { AccountStackProps } from "./account-stack";
import type { Bundler } from "./function-code";
import type { SourceReference } from "./source-outputs";

export interface ConsumerStackProps extends AccountStackProps {
  /** The consumer's key in the environment file. */
  readonly consumer: string;
  /** Whether everything here can be lost. */
  readonly sandbox: boolean;
  readonly config: ConsumerConfig;
  readonly failureBucketName: string;
  /** The consumer's functions. */
  readonly functions: readonly PlacedFunction[];
  /** The role of those who look after it; undefined if it has none. */
  readonly operator: PlacedOperator | undefined;
  /** Its alarms, and where they report; undefined if they are off. */
  readonly monitoring: Monitoring | undefined;
  /** Its dashboard; undefined if it has none. */
  readonly dashboard: Dashboard | undefined;
  /** The queries to its logs; none if they are off. */
  readonly logQueries: readonly PlacedQuery[];
  /** Packs the code of an entry file. */
  readonly bundle: Bundler;
  /** The sources that its stack reads: those of its own mappings, and those that policies name. */
  readonly sources: readonly SourceReference[];
  /** Whether every table that it reads may be deleted. */
  readonly expendable: boolean;
  /** Keys of the sources whose mappings are in its own stack. */
  readonly mapped: ReadonlySet<string>;
}

/** An operator role, and what it assumes. */
export interface PlacedOperator extends OperatorRole {
  /** ARNs of the access roles that it reads items through. */
  readonly assumes: readonly string[];
}

/** The alarms of a consumer. */
export interface Monitoring {
  readonly settings: AlarmsConfig;
  /** By stack: the consumer's own first, then its mapping stacks. */
  readonly groups: readonly AlarmGroup[];
}

/** A function and what it assumes. */
export interface PlacedFunction extends ConfiguredFunction {
  /** ARNs of the roles of other accounts that it assumes. */
  readonly assumes: readonly string[];
  /** What its role names to read streams; nothing for a function without mappings. */
  readonly streamGrants: StreamGrants;
}

/** One of the consumer's functions, if the consumer has it. */
export function partOf({ functions }: ConsumerStackProps, part: FunctionPart): PlacedFunction | undefined {
  return functions.find((fn) => fn.part === part);
}
