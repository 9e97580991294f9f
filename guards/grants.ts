import { listOf, principalsOf, type Statement, statementsOf } from "../synthesized/statements";

const ROLE_ARN = /^arn:[^:]+:iam::\d{12}:role\//;

/** Whether a text is the ARN of one role. */
export function isRoleArn(text: string): boolean {
  return ROLE_ARN.test(text) && !/[*?]/.test(text);
}

/** The roles that a statement names to grant them something: as principals, or in a condition that narrows an account. */
export function rolesGranted(statement: Statement): string[] {
  if (statement.Effect !== "Allow") return [];
  return [...principalsOf(statement), ...narrowedTo(statement)].filter((principal) =>
    ROLE_ARN.test(principal),
  );
}

/** The roles that a policy names to grant them an action. */
export function rolesThatMay(document: unknown, action: string): Set<string> {
  const statements = statementsOf(document).filter(({ Action }) => listOf(Action).includes(action));
  return new Set(statements.flatMap(rolesGranted));
}

/** Whether a policy grants a role an action: to the role by name, or to its whole account. */
export function admits(document: unknown, role: string, action: string): boolean {
  const account = role.split(":")[4] ?? "";
  return statementsOf(document).some((statement) => {
    if (statement.Effect !== "Allow" || !coversAction(statement, action)) return false;
    const principals = principalsOf(statement);
    if (principals.includes(role)) return true;
    const narrowed = narrowedTo(statement);
    return (
      principals.some((principal) => isAccount(principal, account)) &&
      (narrowed.length === 0 || narrowed.includes(role))
    );
  });
}

/** The values of the one condition that narrows an account to roles. */
export function narrowedTo({ Condition }: Statement): string[] {
  return listOf(Condition?.ArnEquals?.["aws:PrincipalArn"]);
}

/** An account as a principal is its ID, or the ARN of its root. */
function isAccount(principal: string, account: string): boolean {
  return principal === account || (principal.endsWith(":root") && principal.split(":")[4] === account);
}

/** `kms:*` and `kms:De*` cover `kms:Decrypt`; actions know no upper and lower case. */
function coversAction({ Action }: Statement, action: string): boolean {
  return listOf(Action).some((pattern) => {
    const expression = pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    return new RegExp(`^${expression}$`, "i").test(action);
  });
}
