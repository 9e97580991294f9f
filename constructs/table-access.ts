import { statementIds } from "./grantee";
import type { PolicyStatement } from "./policy-document";

/** What an access role may do with one table. */
export interface TableAccess {
  /** Names the statement, such as `devices` for the statement `DevicesRead`. Unique within the role. */
  readonly name: string;
  /** ARN of the table. */
  readonly tableArn: string;
  /**
   * ARN of the customer-managed KMS key that encrypts the table.
   * @default a key that AWS owns
   */
  readonly keyArn?: string;
  /** IAM actions, such as `dynamodb:Scan`. */
  readonly actions: readonly string[];
}

/**
 * The statements of an access role, sorted, so that the order of the entries does not change the policy.
 * @param accountActions actions that have no resources
 */
export function accessStatements(
  tables: readonly TableAccess[] = [],
  accountActions: readonly string[] = [],
): PolicyStatement[] {
  const sorted = [...tables].sort((a, b) => (a.name < b.name ? -1 : 1));
  const ids = statementIds(
    sorted.map(({ name }) => name),
    "Read",
  );
  const reads = sorted.map(
    ({ tableArn, actions }, index): PolicyStatement => ({
      Sid: ids[index] ?? "",
      Effect: "Allow",
      Action: uniqueSorted(actions),
      Resource: tableArn,
    }),
  );
  const keyArns = [...new Set(sorted.flatMap(({ keyArn }) => keyArn ?? []))];
  return [
    ...reads,
    ...(keyArns.length > 0 ? [decrypt(keyArns)] : []),
    ...(accountActions.length > 0 ? [onAccount(uniqueSorted(accountActions))] : []),
  ];
}

function onAccount(actions: readonly string[]): PolicyStatement {
  return { Sid: "ListAccount", Effect: "Allow", Action: actions, Resource: "*" };
}

/** Reading an encrypted table needs kms:Decrypt (DynamoDB Developer Guide, "Encryption at rest: usage notes"). */
function decrypt(keyArns: readonly string[]): PolicyStatement {
  return { Sid: "DecryptTables", Effect: "Allow", Action: "kms:Decrypt", Resource: keyArns };
}

function uniqueSorted(actions: readonly string[]): string[] {
  return [...new Set(actions)].sort();
}
