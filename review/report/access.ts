import type { AccessChange } from "../model/access-change";
import type { StatementChange } from "../model/policy-change";
import type { StatementText } from "../model/statement-change";
import { type AccessRow, accessRows } from "./access-rows";
import { markdownCode, markdownText } from "./escape";
import { details, shortTable } from "./table";

const MARKS: Readonly<Record<AccessChange["kind"], string>> = {
  gains: "➕ gains",
  loses: "➖ loses",
  keeps: "keeps",
};

/** Access gained and lost; what is kept and what is only supposed is to be opened. @param limit rows of each table */
export function accessMarkdown(changes: readonly AccessChange[], limit: number): string {
  const changing = accessRows(changes, ["gains", "loses"]);
  const real = changing.filter(({ supposed }) => !supposed);
  const supposed = changing.filter((row) => row.supposed);
  const kept = accessRows(changes, ["keeps"]);
  return [
    real.length > 0 ? tableOf(real, limit) : "No function and no access role gains or loses anything.",
    ...(supposed.length > 0
      ? [
          details(
            `Administrators, and what the other side would still have to allow (${supposed.length})`,
            tableOf(supposed, limit),
          ),
        ]
      : []),
    ...(kept.length > 0 ? [details(`Access kept (${kept.length})`, tableOf(kept, limit))] : []),
    ...(changes.some(({ sampled }) => sampled)
      ? ["† Known only after the apply: judged with samples of the same form."]
      : []),
  ].join("\n\n");
}

function tableOf(rows: readonly AccessRow[], limit: number): string {
  return shortTable(
    ["Principal", "", "Actions", "Resource", "Account", "Decided by"],
    rows.map(({ principal, kind, actions, resource, accountId = "", because, sampled }) => [
      markdownText(principal),
      MARKS[kind],
      actions.map(markdownText).join(", "),
      markdownText(resource),
      accountId,
      `${markdownText(because)}${sampled ? " †" : ""}`,
    ]),
    limit,
  );
}

/** The statements of policies that are added, removed or changed. */
export function statementsMarkdown(changes: readonly StatementChange[], limit: number): string {
  if (changes.length === 0) return "";
  const rows = changes.map(({ stack, address, before, after }) => [
    markdownCode(`${stack} ${address}`),
    markdownText((after ?? before)?.sid ?? "without Sid"),
    before ? statementCell(before) : "*(new)*",
    after ? statementCell(after) : "*(removed)*",
  ]);
  return details(
    `Statements of policies that change (${changes.length})`,
    shortTable(["Policy", "Statement", "Before", "After"], rows, limit),
  );
}

function statementCell({ effect, principals, actions, resources, conditions }: StatementText): string {
  const conditionTexts = Object.entries(conditions).map(([condition, values]) => `${condition} ${values}`);
  const parts = [principals, actions, resources, conditionTexts].filter((list) => list.length > 0);
  return [effect, ...parts.map((list) => list.map(markdownText).join(", "))].join("<br>");
}
