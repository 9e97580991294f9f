import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { LoadedEnvironment } from "../../config/load-environment";
import { awsAccess } from "../aws-access";
import { BackendError } from "../backend-error";
import type { BackendReport, Step } from "../report";
import { inTemporaryFolder } from "../terraform";
import type { EarlierBackend } from "./earlier-backend";
import { type MovedStack, movedStacks } from "./moved-stacks";
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
  /** Leaves the states of the pipeline's stacks where they are: only their administrator gets to them. @default false */
  readonly withoutPipeline?: boolean;
  readonly signal: AbortSignal;
  /** Called with each state that was moved. */
  readonly onStep: (step: Step) => void;
}

/**
 * Moves the states of an environment's stacks from the backend that it had to the one that its file names, those of its
 * pipeline with the role that deploys these. A copy of each is kept, and the old one stays. Nothing is written before the
 * states of all stacks were read on both sides.
 * @throws BackendError if a state of something else is in the way, or a state changed meanwhile
 */
export async function moveStates(
  loaded: LoadedEnvironment,
  earlier: EarlierBackend,
  options: MoveOptions,
): Promise<BackendReport> {
  const { name, environment } = loaded;
  const { variables } = awsAccess(environment);
  const { ofEnvironment, ofPipeline } = movedStacks(loaded, earlier, options.outdir);
  const stacks = options.withoutPipeline ? ofEnvironment : [...ofEnvironment, ...ofPipeline];
  const places = placesOf(ofEnvironment);

  return inTemporaryFolder(async (folder) => {
    const terraform = { variables, signal: options.signal, remedy: REMEDY };
    const pairs = await pairsOf(stacks, { folder, terraform });
    const steps = pairs.map(stepOf);
    if (!options.dryRun) {
      for (const pair of pairs) {
        await moveOne(pair, join(options.copies, `${pair.stack}.tfstate`));
        options.onStep(stepOf(pair));
      }
      for (const stack of stacks) forgetBackend(stack.folder);
    }
    return {
      environment: name,
      backend: environment.backend.type,
      where: places,
      dryRun: options.dryRun,
      steps,
      notes: [...keptNotes(steps, options), ...leftNotes(ofPipeline, options)],
    };
  });
}

/** Where all states are and go to, for people. @throws BackendError if that is the same place */
function placesOf([first]: readonly MovedStack[]): string {
  if (first === undefined) return "No states";
  const [from, to] = [placeOf(first.from), placeOf(first.to)];
  const places = `States from ${from} to ${to}`;
  if (from === to) throw samePlace(places);
  return places;
}

function leftNotes(ofPipeline: readonly MovedStack[], { withoutPipeline }: MoveOptions): string[] {
  if (!withoutPipeline || ofPipeline.length === 0) return [];
  const names = ofPipeline.map(({ stack }) => stack).join(", ");
  return [
    `The states of the pipeline's stacks (${names}) were left out. Their administrator moves them with the same command without --without-pipeline; what has moved already is not touched.`,
  ];
}

function keptNotes(steps: readonly Step[], { dryRun, copies }: MoveOptions): string[] {
  if (steps.length === 0 || dryRun) return [];
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
