import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LoadedEnvironment } from "../../config/load-environment";
import { stackNames } from "../../config/stack-names";
import { outputFolder } from "../../stacks/output-folder";
import type { StateLocation } from "../../stacks/state";
import { awsAccess } from "../aws-access";
import { BackendError } from "../backend-error";
import type { BackendReport, Step } from "../report";
import { inTemporaryFolder } from "../terraform";
import type { EarlierBackend } from "./earlier-backend";
import { moveOne, pairsOf, stepOf } from "./pair";
import { placeOf } from "./place-of";

const REMEDY =
  "The old states are as they were. Fix the problem in the output and run the command again: it goes on where it stopped.";

/** How to move states. */
export interface MoveOptions {
  /** Only tells what would be moved. */
  readonly dryRun: boolean;
  /** Folder for copies of the states that are moved. */
  readonly copies: string;
  /** Where local state is and the stacks are synthesized. @default the project's output folder */
  readonly outdir?: string;
  readonly signal: AbortSignal;
  /** Called with each state that was moved. */
  readonly onStep: (step: Step) => void;
}

/**
 * Moves the states of an environment's stacks from the backend that it had to the one that its file names. A copy of each
 * is kept, and the old one stays. Nothing is written before the states of all stacks were read on both sides.
 * @throws BackendError if a state of something else is in the way, or a state changed meanwhile
 */
export async function moveStates(
  loaded: LoadedEnvironment,
  earlier: EarlierBackend,
  options: MoveOptions,
): Promise<BackendReport> {
  const { name, environment } = loaded;
  const output = outputFolder(name, options.outdir);
  const { variables } = awsAccess(environment);
  const common = { environmentName: name, folder: dirname(output.commandFolder) };
  const from: StateLocation = {
    ...common,
    backend: earlier.backend,
    region: earlier.region ?? environment.region,
  };
  const to: StateLocation = { ...common, backend: environment.backend, region: environment.region };
  const { sources, consumers } = stackNames(environment);
  const stacks = [...Object.values(sources), ...Object.values(consumers)];
  const places = `States from ${placeOf(from)} to ${placeOf(to)}`;
  if (placeOf(from) === placeOf(to)) throw samePlace(places);

  return inTemporaryFolder(async (folder) => {
    const terraform = { variables, signal: options.signal, remedy: REMEDY };
    const pairs = await pairsOf(stacks, { from, to, folder, terraform });
    const steps = pairs.map(stepOf);
    if (!options.dryRun) {
      for (const pair of pairs) {
        await moveOne(pair, join(options.copies, `${pair.stack}.tfstate`));
        options.onStep(stepOf(pair));
      }
      for (const stack of stacks) forgetBackend(join(output.folder, "stacks", stack));
    }
    return {
      environment: name,
      backend: environment.backend.type,
      where: places,
      dryRun: options.dryRun,
      steps,
      notes: steps.length === 0 || options.dryRun ? [] : keptNotes(options.copies),
    };
  });
}

function keptNotes(copies: string): string[] {
  return [
    `The old states stay where they were, and copies are in ${copies}.`,
    "Do not deploy with the old backend from now on: the two states would differ.",
  ];
}

/** Terraform remembers the backend of a folder, and would ask what to do. */
function forgetBackend(folder: string): void {
  const remembered = join(folder, ".terraform", "terraform.tfstate");
  if (existsSync(remembered)) rmSync(remembered);
}

function samePlace(places: string): BackendError {
  return new BackendError(
    `${places}: that is the same place.`,
    "Change `backend` in the environment file first, and give the earlier one with --from.",
  );
}
