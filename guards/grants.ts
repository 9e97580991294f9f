import { listOf, principalsOf, type Statement, statementsOf } from "../synthesized/statements";

const ROLE_ARN = /^arn:[^:]+:iam::\d{12}:role\//;

/** The roles that a statement lets in: its principals, or the account's roles that a condition narrows it to. */
export function rolesGranted(statement: Statement): string[] {
  if (statement.Effect !== "Allow") return [];
  const narrowed = listOf(statement.Condition?.ArnEquals?.["aws:PrincipalArn"]);
  return [...principalsOf(statement), ...narrowed].filter((principal) => ROLE_ARN.test(principal));
}

/** The roles that a policy lets do something. */
export function rolesThatMay(document: unknown, action: string): Set<string> {
  const statements = statementsOf(document).filter(({ Action }) => listOf(Action).includes(action));
  return new Set(statements.flatMap(rolesGranted));
}
