import type { Environment } from "../../config/schema";
import { conditionChanges } from "../model/condition-change";
import type { StatementChange } from "../model/policy-change";
import type { Violation } from "./rule";
import { listText, ofStatement, severityOf } from "./widening";

/**
 * What a statement that allows something no longer asks for. A value that takes the place of another of the same width
 * is none, unless it names an account that the environment file does not list: who gains what by it stands under access.
 */
export function loosened(change: StatementChange, environment: Environment): Violation[] {
  const { before, after } = change;
  if (!before || after?.effect !== "Allow") return [];
  const changes = conditionChanges(before, after).filter(
    ({ wider, values }) => wider || severityOf(values, environment) === "high",
  );
  const gone = changes.filter((one) => one.after === undefined);
  const others = changes.filter((one) => one.after !== undefined);
  return [
    ...(gone.length > 0
      ? [
          {
            ...ofStatement(change, `no longer asks for ${listText(gone.map((one) => one.before))}`),
            severity: "high" as const,
          },
        ]
      : []),
    ...others.map((one) => ({
      ...ofStatement(change, `asks for ${one.after} instead of ${one.before}`),
      severity: severityOf(one.values, environment),
    })),
  ];
}
