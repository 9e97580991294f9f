import type { ArguedStatement } from "./argued-statement";

/** What the guards cannot read from the stacks: which exceptions are meant. All of it is optional. */
export interface GuardSettings {
  /**
   * Accounts that policies may let in, 12 digits each. The accounts that the stacks deploy to need not be listed.
   * @default only the accounts that the stacks deploy to
   */
  readonly accountIds?: readonly string[];
  /**
   * Whether roles may assume roles of any account.
   * @default false
   */
  readonly assumesAnyAccount?: boolean;
  /**
   * ARNs of roles that grants may name although no stack of the app creates them.
   * @default none
   */
  readonly existingRoles?: readonly string[];
  /**
   * Statements that contain wildcards, or let in others than roles, each with the reason. A reason covers a statement
   * only if kind of policy, effect, principal, actions, resources and conditions are all as it says.
   * @default only those of `ARGUED_STATEMENTS`, which the constructs of this project need
   */
  readonly arguedStatements?: readonly ArguedStatement[];
  /**
   * Tables that may be deleted, or cannot be restored, each with the reason.
   * @default none
   */
  readonly unprotectedTables?: readonly UnprotectedTable[];
  /**
   * Whether the app keeps nothing of value, so that no table needs protection.
   * @default false
   */
  readonly sandbox?: boolean;
}

/** A table without deletion protection or without point-in-time recovery. */
export interface UnprotectedTable {
  /** Account of the table, 12 digits. */
  readonly accountId: string;
  readonly tableName: string;
  /** Why that is acceptable. */
  readonly unprotectedBecause: string;
}

/** The settings with their defaults. */
export function completeSettings(settings: GuardSettings): Required<GuardSettings> {
  return {
    accountIds: settings.accountIds ?? [],
    assumesAnyAccount: settings.assumesAnyAccount ?? false,
    existingRoles: settings.existingRoles ?? [],
    arguedStatements: settings.arguedStatements ?? [],
    unprotectedTables: settings.unprotectedTables ?? [],
    sandbox: settings.sandbox ?? false,
  };
}
