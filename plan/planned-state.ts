import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";

/** Which state a plan was made for. */
export interface PlannedState {
  readonly lineage: string;
  readonly serial: number;
}

/** The state that Terraform and OpenTofu keep in a plan file, in the format of state files. */
const STATE_ENTRY = "tfstate";

/**
 * The state that a plan was made for, as the plan's file has it; null before the first deployment. It saves another start
 * of Terraform for each stack, half a second.
 * @returns undefined if the file does not say: that of a plan which a server made only points to it
 */
export function plannedState(planFile: string): PlannedState | null | undefined {
  const bytes = readFileSync(planFile);
  if (!isArchive(bytes)) return undefined;
  const entry = unzipSync(bytes, { filter: ({ name }) => name === STATE_ENTRY })[STATE_ENTRY];
  if (!entry) return undefined;
  const { lineage, serial }: Partial<PlannedState> = JSON.parse(strFromU8(entry));
  if (lineage === undefined || serial === undefined) return undefined;
  return lineage === "" ? null : { lineage, serial };
}

/** Whether a server made a plan: the plan's file only points to it, and is no archive. */
export function isOfServer(planFile: string): boolean {
  return !isArchive(readFileSync(planFile));
}

/** "PK": a ZIP archive. */
function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}
