/** One statement of an IAM policy, with the field names of the JSON. */
export interface PolicyStatement {
  /** ID of the statement: letters and digits, unique within the policy. */
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  /**
   * To whom the statement applies: account ARNs, role ARNs or services, by kind.
   * @default none, as in every policy of a role
   */
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  /**
   * ARNs.
   * @default none, as in every trust policy
   */
  readonly Resource?: string | readonly string[];
  /**
   * Operator → condition key → values.
   * @default no condition
   */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The JSON text of a policy with these statements, in this order. */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
