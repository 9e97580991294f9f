import { folderFindings } from "../../access/inventory/folder-findings";
import { inventoryFindings } from "../../access/inventory/inventory-findings";
import type { FurtherFindings } from "../../access/report/further-findings";
import type { LoadedEnvironment } from "../../config/load-environment";
import type { Finding } from "../../guards/finding";
import { findingsIn } from "../../guards/rules";
import { guardSettings } from "../../stacks/guard-settings";
import type { Stack } from "../../synthesized/stack";

/**
 * What stacks hold that the environment file does not imply, and what the guards say of them.
 * @param folder where the stacks were read from; undefined if they were synthesized for the occasion
 */
export function furtherFindings(
  loaded: LoadedEnvironment,
  stacks: readonly Stack[],
  folder?: string,
): FurtherFindings {
  return {
    inventory: [
      ...(folder === undefined ? [] : folderFindings(folder, stacks)),
      ...inventoryFindings(loaded, stacks),
    ],
    guards: guardFindings(loaded, stacks),
  };
}

/** What the guards say of stacks. */
export function guardFindings({ environment }: LoadedEnvironment, stacks: readonly Stack[]): Finding[] {
  return findingsIn(stacks, guardSettings(environment));
}
