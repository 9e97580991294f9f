import { FUNCTION_PARTS, type FunctionPart } from "../../config/function-parts";
import { LOG_QUERIES } from "./list";
import { queryText } from "./queries-of";
import type { LogQuery } from "./query";

const NAMES: Readonly<Record<FunctionPart, string>> = {
  "stream-handler": "the stream handler",
  "reader-api": "the reader API's function",
  "account-switcher": "the account switcher",
  "usage-meter": "the usage meter",
};

/** The queries, each with its question, as docs/dashboard.md has them. */
export function queriesMarkdown(): string {
  return LOG_QUERIES.map(section).join("\n\n");
}

function section(query: LogQuery): string {
  const { id, question, over, fillIn } = query;
  const logs =
    over.length === FUNCTION_PARTS.length ? "all functions" : over.map((part) => NAMES[part]).join(" and ");
  return [
    `### ${id}`,
    `${question} Searches the log of ${logs}.${fillIn ? ` Fill in ${fillIn}.` : ""}`,
    "",
    "```",
    queryText(query),
    "```",
  ].join("\n");
}
