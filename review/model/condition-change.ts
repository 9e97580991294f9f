import { added, type StatementText } from "./statement-change";

/** A condition that is gone or has other values. */
export interface ConditionChange {
  /** Operator, key and values as they were. */
  readonly before: string;
  /** The same as it will be. Absent for a condition that is gone. */
  readonly after?: string;
  /** Values that it did not let in before. */
  readonly values: readonly string[];
  /** Whether it lets in more, or nobody can say because the operator compares something else than lists of texts. */
  readonly wider: boolean;
}

/** Operators that let in what is on a list. */
const LISTS =
  /^(?:For(?:Any|All)Values?:)?(?:String(?:Equals|EqualsIgnoreCase|Like)|Arn(?:Equals|Like))(?:IfExists)?$/;

/** The conditions of a statement that are gone or have other values. */
export function conditionChanges(before: StatementText, after: StatementText): ConditionChange[] {
  return Object.entries(before.conditions)
    .filter(([condition, values]) => after.conditions[condition] !== values)
    .map(([condition, values]): ConditionChange => {
      const now = after.conditions[condition];
      const text = `${condition} ${values}`;
      if (now === undefined) return { before: text, values: [], wider: true };
      const [old, lists] = [JSON.parse(values) as string[], JSON.parse(now) as string[]];
      const [operator = ""] = condition.split(" ");
      return {
        before: text,
        after: `${condition} ${now}`,
        values: added(old, lists),
        wider: !LISTS.test(operator) || isWider(old, lists),
      };
    });
}

/** Whether a list is wider than another one: a value in the place of another of the same width makes it no wider. */
function isWider(before: readonly string[], after: readonly string[]): boolean {
  const values = added(before, after);
  if (values.length === 0) return false;
  const wildcards = (list: readonly string[]) => list.filter((value) => /[*?]/.test(value)).length;
  return (
    after.length > before.length ||
    wildcards(after) > wildcards(before) ||
    values.some((value) => added([value], before).length < before.length)
  );
}
