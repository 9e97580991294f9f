import { dirname, join } from "node:path";
import { awsAccess } from "../backends/aws-access";
import { BackendError } from "../backends/backend-error";
import { StateAt } from "../backends/move/state-at";
import { inTemporaryFolder } from "../backends/terraform";
import type { LoadedEnvironment } from "../config/load-environment";
import { fromLoaded } from "../config/loaded";
import { mappingStackNames, stackNames } from "../config/stack-names";
import { causeOf } from "../errors/cause-of";
import { outputFolder } from "../stacks/output-folder";
import { homesOf } from "./homes";
import { type Left, leftBehind } from "./left-behind";
import { type Clash, type Move, type PlannedMoves, planMoves } from "./plan-moves";
import { ReachedState } from "./reached-state";
import { mappingStacksWithState } from "./stacks-with-state";
import type { State } from "./state";

/** How to move mappings. */
export interface MoveOptions {
  /** Only tells what would be moved. */
  readonly dryRun: boolean;
  /** How many mapping stacks a consumer had, if it has fewer now. @default those that have a state, where that is known */
  readonly earlier?: number;
  /** Folder for copies of the states that change. */
  readonly copies: string;
  /** Where local state is and the stacks are synthesized. @default the project's output folder */
  readonly outdir?: string;
  readonly signal: AbortSignal;
  /** Called with each stack whose state was written. */
  readonly onWritten: (stack: string) => void;
}

/** What a move did, or would do. */
export interface Moved {
  readonly moves: readonly Move[];
  /** What is left in the states of stacks that the file does not have any more. */
  readonly left: readonly Left[];
}

/**
 * Moves the mappings of an environment's consumers, and the alarms about them, into the states of the stacks that the
 * file says they belong to. Nothing in AWS is asked or changed. What moves is first added to the state where it belongs and
 * then taken out of the other, so that it is in a state at any time; another run goes on after one that was interrupted.
 * @returns what moved, or would move, and what is left where nobody looks after it
 * @throws BackendError if a state is locked, cannot be written, or changed meanwhile, or if two states hold different
 * mappings of one name
 */
export async function moveMappings(loaded: LoadedEnvironment, options: MoveOptions): Promise<Moved> {
  const { variables } = awsAccess(loaded.environment);
  const remedy = `${HALF_WAY} Copies of the states are in ${options.copies}.`;
  return inTemporaryFolder(async (folder) => {
    const terraform = { variables, signal: options.signal, remedy };
    const all: Moved[] = [];
    for (const { consumer, now, former } of await stacksOf(loaded, options)) {
      const states = [...now, ...former].map((stack) => {
        const at = new StateAt(stack, locationOf(loaded, options), join(folder, stack), terraform);
        return new ReachedState(stack, at, join(folder, `${stack}.tfstate`));
      });
      all.push(await moveWithin(states, { homes: homesOf(loaded, consumer), former }, options));
    }
    return { moves: all.flatMap(({ moves }) => moves), left: all.flatMap(({ left }) => left) };
  });
}

const HALF_WAY =
  "Run the command again before you deploy: it goes on where it stopped, and until it has ended a deployment could delete a mapping that is in two states.";

/** The stacks of a consumer that may hold mappings. */
interface ConsumerStacks {
  /** Key of the consumer. */
  readonly consumer: string;
  /** Those of the file, the consumer's own first. */
  readonly now: readonly string[];
  /** Mapping stacks that the file does not have any more. */
  readonly former: readonly string[];
}

/** Of each consumer that has or had mapping stacks. */
async function stacksOf(loaded: LoadedEnvironment, options: MoveOptions): Promise<ConsumerStacks[]> {
  const { environment } = loaded;
  const { consumers } = stackNames(environment);
  const stacks: ConsumerStacks[] = [];
  for (const [consumer, { mappingStacks }] of Object.entries(environment.consumers)) {
    const own = fromLoaded(consumers[consumer], `consumers.${consumer}`);
    const now = [own, ...mappingStackNames(own, mappingStacks)];
    const before =
      options.earlier === undefined
        ? await mappingStacksWithState(environment, locationOf(loaded, options), own)
        : mappingStackNames(own, options.earlier);
    const former = before.filter((stack) => !now.includes(stack));
    if (now.length + former.length > 1) stacks.push({ consumer, now, former });
  }
  return stacks;
}

function locationOf({ name, environment }: LoadedEnvironment, { outdir }: MoveOptions) {
  const { backend, region } = environment;
  const folder = dirname(outputFolder(name, outdir).commandFolder);
  return { environmentName: name, backend, region, folder };
}

async function moveWithin(
  reached: readonly ReachedState[],
  { homes, former }: { readonly homes: ReadonlyMap<string, string>; readonly former: readonly string[] },
  { dryRun, copies, onWritten }: MoveOptions,
): Promise<Moved> {
  const states = new Map<string, State | undefined>();
  for (const one of reached) states.set(one.stack, await one.read());
  const planned = planMoves(states, homes);
  if (planned.clashes.length > 0) throw clashing(planned.clashes);
  const moved = { moves: planned.moves, left: leftBehind(states, planned, former) };
  if (dryRun || planned.moves.length === 0) return moved;
  await prepare(reached, planned, copies);
  for (const next of [planned.gained, planned.given]) {
    for (const one of reached) {
      const state = next.get(one.stack);
      if (!state) continue;
      await one.write(state);
      onWritten(one.stack);
    }
  }
  return moved;
}

/** Keeps copies, and makes sure that every state can be written before one is. */
async function prepare(
  reached: readonly ReachedState[],
  { gained, given }: PlannedMoves,
  copies: string,
): Promise<void> {
  const changing = reached.filter(({ stack }) => gained.has(stack) || given.has(stack));
  for (const one of changing) one.keep(copies);
  for (const one of changing) {
    await one.tryToWrite().catch((error: unknown) => {
      throw new BackendError(
        `The state of ${one.stack} cannot be written: ${causeOf(error)}`,
        "Nothing was moved. If somebody deploys, wait until that has ended, and run the command again.",
      );
    });
  }
}

function clashing(clashes: readonly Clash[]): BackendError {
  const [first] = clashes;
  const more = clashes.length > 1 ? ` The same holds for ${clashes.length - 1} more.` : "";
  return new BackendError(
    `${first?.address} is in the states of ${first?.stacks.join(" and ")}, with different IDs: it was created a second time.${more}`,
    "Nothing was moved. Find out which of the two reads (npm run status), destroy the other one, take it out of its state with terraform state rm, and run the command again.",
  );
}
