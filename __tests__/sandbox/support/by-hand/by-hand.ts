import type { AccountReader } from "../../../../access/deployed/account-reader";

/** Clients of both accounts, as their roots, and what the pipeline made there. */
export interface Hands {
  readonly source: AccountReader;
  readonly consumer: AccountReader;
  readonly sourceId: string;
  readonly consumerId: string;
  readonly streamArn: string;
  readonly keyArn: string;
}

/** A change that somebody makes by hand, how it is taken back, and what is to be found: place and what is there. */
export interface ByHand {
  readonly name: string;
  /** @returns what takes the change back */
  readonly change: (hands: Hands) => Promise<() => Promise<unknown>>;
  readonly found: (hands: Hands) => readonly string[];
}

/** What the pipeline made, and what AWS offers. */
export const ROLE = "CrossAccountDynamoDBHandlerRole";
export const FUNCTION = "CrossAccountDynamoDBHandler";
export const TABLE = "CrossAccountTest";
export const LAYER = `${FUNCTION}-cross-account`;
export const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

/** Name of the bucket for failed batches. */
export function bucketOf({ consumerId }: Hands): string {
  return `crossaccountdynamodbhandler-failures-${consumerId}-us-east-1`;
}

/** A policy of one statement that allows something. */
export function policy(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}

/** A trust policy for everyone in an account. */
export function trusting(account: string): string {
  return policy({ Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "sts:AssumeRole" });
}
