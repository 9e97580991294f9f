import { listOf, principalsOf, type Statement } from "../synthesized/statements";

/**
 * The wildcards that policies of this project's constructs contain, and why: statement, field and value. Of an ARN
 * that ends in a wildcard only the end is compared, so what stands before it is exact.
 */
export const ALLOWED_WILDCARDS: Readonly<Record<string, string>> = {
  "AccountAdministers Action kms:*": "without it nobody could ever change the key again",
  "AccountAdministers Resource *": "in a key's policy, * means this key",
  "Decrypts Resource *": "in a key's policy, * means this key",
  "WriteOwnLogStreams Resource :*": "Lambda chooses the names of the log streams of this one group",
  "RefuseUnencryptedTransport Principal *": "a denial, for everyone",
  "RefuseUnencryptedTransport Action s3:*": "a denial, of everything",
  "RefuseUnencryptedTransport Resource /*": "a denial, for every object of this one bucket",
  "SendTraces Resource *": "X-Ray has no resources for these actions",
  "ListAccount Resource *": "AWS has no resources for listing tables and buckets",
  "AssumeInAnyAccount Resource iam::*:role":
    "the environment file says `accounts: any`; the role of each account still decides",
  "KeepFailedBatches Resource /*": "Lambda chooses the names of the objects of this one bucket",
};

/** A wildcard of a statement. */
export interface FoundWildcard {
  readonly field: string;
  readonly value: string;
  /** How ALLOWED_WILDCARDS writes it. */
  readonly key: string;
  /** The same with the whole value, for a reason that is not to cover any other ARN. */
  readonly exactKey: string;
}

/** What a statement leaves open. */
export function wildcardsOf(statement: Statement): FoundWildcard[] {
  // The constructs write one such statement for each reader, with the reader's name in front.
  const sid = String(statement.Sid).replace(/^.*Decrypts\d*$/, "Decrypts");
  const fields: [string, string[]][] = [
    ["Principal", principalsOf(statement)],
    ["NotPrincipal", listOf(statement.NotPrincipal && JSON.stringify(statement.NotPrincipal))],
    ...["Action", "NotAction", "Resource", "NotResource"].map((field): [string, string[]] => [
      field,
      listOf(statement[field]),
    ]),
  ];
  return fields.flatMap(([field, values]) =>
    values
      .filter((value) => field.startsWith("Not") || /[*?]/.test(value))
      .map((value) => ({
        field,
        value,
        key: `${sid} ${field} ${onlyEnd(value)}`,
        exactKey: `${sid} ${field} ${value}`,
      })),
  );
}

function onlyEnd(value: string): string {
  return value.replace(/^arn:[^*?]*(:\*|\/\*)$/, "$1").replace(/^arn:[\w-]+:(iam::\*:role)\/[^*?]+$/, "$1");
}
