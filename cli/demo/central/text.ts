import type { Counted } from "../many/changes";
import { tableLines } from "../many/text-table";
import { isExact, type Received } from "./received";
import type { CentralResult } from "./result";

/** The report for people. */
export function centralText({ seed, tenants }: CentralResult): string {
  return [
    "",
    `What each tenant's function was given, beside what was written (given/written; seed ${seed}):`,
    "",
    ...tableLines([HEADER, ...(tenants ?? []).map(row)]),
  ].join("\n");
}

const HEADER = [
  "tenant",
  "function",
  "inserted",
  "modified",
  "removed",
  "amount",
  "missing",
  "of others",
  "",
];

function row(one: Received): string[] {
  const { tenant, functionName, received, written, missing, ofOthers } = one;
  const both = (key: keyof Counted) => `${received ? received[key] : "-"}/${written[key]}`;
  return [
    ...[tenant, functionName ?? "none"],
    ...[both("inserts"), both("modifies"), both("removes"), both("amount")],
    ...(received ? [String(missing), String(ofOthers)] : ["", ""]),
    received ? (isExact(one) ? "✓" : "✗ differs") : "",
  ];
}
