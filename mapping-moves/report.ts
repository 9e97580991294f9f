import { counted } from "../errors/counted";
import type { Left } from "./left-behind";
import type { Move } from "./plan-moves";

/** What a move did, or would do. */
export interface MoveReport {
  readonly environment: string;
  /** Whether nothing was changed. */
  readonly dryRun: boolean;
  readonly moves: readonly Move[];
  readonly left: readonly Left[];
  /** Folder with copies of the states as they were. */
  readonly copies: string;
}

/** A report for people. */
export function moveText({ left, ...report }: MoveReport): string {
  return [...movedLines(report), ...left.flatMap(leftLines)].join("\n");
}

function leftLines({ stack, addresses }: Left): string[] {
  return [
    `Left in ${stack}, which the file does not have any more:`,
    ...addresses.map((address) => `  ${address}`),
    "  Destroy what is left of this stack after the deployment: docs/environments.md#removing-an-entry",
  ];
}

function movedLines({ environment, dryRun, moves, copies }: Omit<MoveReport, "left">): string[] {
  if (moves.length === 0) return [`Every mapping of ${environment} is in the state of its own stack.`];
  const lines = moves.flatMap(({ from, to, addresses }) => [
    `${from} -> ${to}`,
    ...addresses.map((address) => `  ${address}`),
  ]);
  const count = moves.reduce((sum, { addresses }) => sum + addresses.length, 0);
  const what = counted(count, "resource");
  return [
    ...lines,
    ...(dryRun
      ? [`${what} to move from state to state. Nothing was changed (--dry-run).`]
      : [
          `${what} moved from state to state; nothing in AWS was changed.`,
          `Copies of the states as they were: ${copies}`,
          `Look at the plan, and deploy: npm run plan -- --environment ${environment}`,
        ]),
  ];
}

/** A report for scripts. */
export function moveJson({ copies, ...report }: MoveReport): string {
  const kept = report.dryRun || report.moves.length === 0 ? {} : { copies };
  return JSON.stringify({ ...report, ...kept }, null, 2);
}
