import type { Rule, RuleException } from "./rule";
import { RULES } from "./rules";

/** docs/guards.md: the rules as text. `npm run docs` writes it, and a test fails when it is stale. */
export function guardsMarkdown(): string {
  return `${[HEADER, ...RULES.map(section)].join("\n\n")}\n`;
}

const HEADER = `<!-- Generated from guards/rules/ by \`npm run docs\`: change the rules, then run it. -->
# Guards

Rules that every stack must keep, so that what breaks them is never deployed. \`cdktf synth\` checks all stacks and
fails with all findings at once; each names the stack, the address, the rule, the cause and the remedy:

\`\`\`
source aws_dynamodb_table.table: [table-protection] Orders is without deletion protection, and no reason is given. Turn it on, or give the reason as \`unprotectedBecause\` of the table.
\`\`\`

The guards read the synthesized Terraform JSON, so they work for the stacks of any CDKTF app, whatever its constructs:

\`\`\`ts
const app = new App();
GuardValidation.addTo(app, { accountIds: ["222222222222"] });
\`\`\`

All settings of \`GuardSettings\` are optional; each allows an exception to one rule. The app of this project takes them
from the environment file. Give the AWS provider of each stack \`allowedAccountIds\`: without them, ARNs of the stack's
resources are judged with the account 000000000000.

| rule | what must hold |
|---|---|
${RULES.map(({ id, sentence }) => `| [${id}](#${id}) | ${sentence} |`).join("\n")}`;

function section({ id, sentence, why, remedy, exception }: Rule): string {
  return [
    `## ${id}`,
    `${sentence} ${why}`,
    [
      "**Remedy:** ",
      remedy,
      ".",
      ...(exception ? [`\n\n**Exception:** ${exceptionText(exception)}.`] : []),
    ].join(""),
  ].join("\n\n");
}

function exceptionText({ settings, from }: RuleException): string {
  const names = settings.map((setting) => `\`${setting}\``).join(" or ");
  return from === undefined ? names : `${names}; this project's app takes it from ${from}`;
}
