import { RULES } from "./rules";
import { SEVERITIES } from "./rules/rule";

/** The list of rules in docs/plan-review.md. `npm run docs` writes it, and a test fails when it is stale. */
export function rulesMarkdown(): string {
  const rules = SEVERITIES.flatMap((one) => RULES.filter(({ severity }) => severity === one));
  return [
    "| Rule | Severity | Finds | What happens then | What to do |",
    "| --- | --- | --- | --- | --- |",
    ...rules.map(
      ({ id, severity, finds, consequence, remedy }) =>
        `| \`${id}\` | ${severity} | ${finds[0]?.toUpperCase()}${finds.slice(1)}. | ${consequence} | ${remedy} |`,
    ),
  ].join("\n");
}
