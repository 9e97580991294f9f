import { tableLines } from "../many/text-table";
import type { Compared, Measured } from "./counted-usage";
import type { SaasResult } from "./result";

/** The report for people. */
export function saasText(result: SaasResult): string {
  const { seed, removed, added, usage, changes, unexpectedChanges, mappingsKept, mappingsLost } = result;
  const broken = [...(unexpectedChanges ?? []), ...(mappingsLost ?? [])];
  return [
    "",
    `What the ledger says, beside what was written (ledger/written; seed ${seed}):`,
    "",
    ...tableLines([HEADER, ...(usage ?? []).map((one) => row(one, result))]),
    "",
    `${removed} went and ${added} came in one deployment, while ${result.writtenMeanwhile} changes of the others were written:`,
    ...(changes ?? []).map((line) => `  ${line}`),
    `The other tenants have the same ${mappingsKept} mappings as before (by their UUIDs).`,
    ...broken.map((line) => `Not expected: ${line}`),
  ].join("\n");
}

const HEADER = ["tenant", "inserted", "modified", "removed", "bytes", "amount", "gaps", "unresolved", ""];

function row({ tenant, ledger, written, gaps, unresolved, equal }: Compared, result: SaasResult): string[] {
  const both = (key: keyof Measured) => `${ledger[key]}/${written[key]}`;
  const what = tenant === result.removed ? " (removed)" : tenant === result.added ? " (added)" : "";
  return [
    `${tenant}${what}`,
    ...[both("inserts"), both("modifies"), both("removes"), both("bytes"), both("amount")],
    String(gaps),
    String(unresolved),
    equal ? "✓" : "✗ differs",
  ];
}
