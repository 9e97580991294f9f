import type { Environment } from "../../config/schema";
import { type SourceWords, sourceMeant } from "../../config/source-meant";
import { counted } from "../../errors/counted";
import { UserError } from "../../errors/user-error";
import type { ConsumerFailures } from "../../failures/consumer-failures";
import type { FoundBatch } from "../../failures/find-batches";
import { lanesOf } from "../../failures/lanes";
import type { RedriveOutcome } from "../../failures/redrive";
import { leftOf, type RedriveOptions, redriveMeterBatch } from "../../failures/redrive-consumer";
import { assertWindowEnd } from "../../failures/redrive-window-end";
import { outcomeText } from "../../failures/report/text";
import { isSelected, type Selection, shortIds } from "../../failures/select";
import type { OperatorConnections } from "../support/connect-operators";
import { findOne, type LocatedBatch } from "./find-one";
import { type CommonOptions, inBucket, withFailures } from "./opened";
import { redriveWithProgress } from "./redrive";

interface Options extends CommonOptions, SourceWords, Pick<RedriveOptions, "concurrency" | "signal"> {
  readonly id?: string;
  readonly all?: boolean;
  readonly since?: number;
  readonly dryRun?: boolean;
  readonly rate?: number;
  readonly takeOver?: boolean;
  readonly checkCurrent?: boolean;
}

/** Exit code if records are left. */
const LEFT = 2;

/** Hands failed batches over again. */
export async function redriveCommand(options: Options): Promise<void> {
  checkWhich(options);
  await withFailures(options, async (all, environment, connections) => {
    const source = sourceMeant(environment, options);
    const { those, selection, ofMeter } = await chosen(all, { ...options, source });
    if (ofMeter) return redriveOfMeter(ofMeter, options);
    if (options.dryRun) {
      for (const failures of those) console.log(await dryRun(failures, selection));
      return;
    }
    const overtakenOf = options.checkCurrent ? overtakenFinder(environment, connections) : () => undefined;
    report(await redriveAll(those, { selection, overtakenOf }, options), options);
  });
}

/** Loads the client of DynamoDB only if items are read at all. */
function overtakenFinder(environment: Environment, connections: OperatorConnections): OvertakenOf {
  const { overtakenIn } = require("./overtaken") as typeof import("./overtaken");
  return (consumer) => overtakenIn(environment, connections, consumer);
}

type OvertakenOf = (consumer: string) => RedriveOptions["overtaken"];

async function redriveAll(
  those: readonly ConsumerFailures[],
  { selection, overtakenOf }: Pick<RedriveOptions, "selection"> & { readonly overtakenOf: OvertakenOf },
  { rate, concurrency, takeOver = false, signal }: Options,
): Promise<RedriveOutcome[]> {
  const outcomes: RedriveOutcome[] = [];
  for (const failures of those) {
    if (signal.aborted) break;
    const overtaken = overtakenOf(failures.consumer);
    const run = { selection, overtaken, rate, concurrency, takeOver, signal };
    outcomes.push(...(await inBucket(failures, () => redriveWithProgress(failures, run))));
  }
  return outcomes;
}

function report(outcomes: readonly RedriveOutcome[], { json }: Options): void {
  const left = outcomes.filter(({ kind }) => kind === "left" || kind === "waiting").length;
  console.log(json ? JSON.stringify(outcomes, null, 2) : summary(outcomes, left));
  if (left > 0) process.exitCode = LEFT;
}

/** @throws UserError unless the user says what to hand over */
function checkWhich({ id, all, source, tenant, since }: Options): void {
  const isChosen = all || [source, tenant, since].some((one) => one !== undefined);
  if (id !== undefined && isChosen) {
    const cause = "An ID stands beside --all, --source, --tenant or --since";
    throw new UserError([{ cause, remedy: "Give either an ID or these options" }]);
  }
  if (id === undefined && !isChosen) {
    const cause = "Nothing says what to hand over";
    throw new UserError([{ cause, remedy: "Give the ID of a batch, --all, --source, --tenant or --since" }]);
  }
}

async function chosen(
  all: readonly ConsumerFailures[],
  { id, source, since }: Options,
): Promise<{ those: readonly ConsumerFailures[]; selection: Selection; ofMeter?: LocatedBatch }> {
  if (id === undefined) return { those: all, selection: { source, since } };
  const located = await findOne(all, id);
  const { failures, found } = located;
  const ofMeter = failures.isRedrivable(found.batch) ? {} : { ofMeter: located };
  return { those: [failures], selection: { id: found.batch.id }, ...ofMeter };
}

/** Hands the end of a window to the usage meter again. */
async function redriveOfMeter({ failures, found: { batch } }: LocatedBatch, options: Options): Promise<void> {
  const { dryRun, takeOver = false, signal } = options;
  if (dryRun) {
    assertWindowEnd(batch);
    return console.log(
      `${failures.consumer}: would hand the end of a window to the usage meter: ${batch.id}`,
    );
  }
  const outcome = await inBucket(failures, () => redriveMeterBatch(failures, batch, { takeOver, signal }));
  console.log(options.json ? JSON.stringify([outcome], null, 2) : outcomeText(outcome, (id) => id));
  if (outcome.kind === "left") process.exitCode = LEFT;
}

async function dryRun(failures: ConsumerFailures, selection: Selection): Promise<string> {
  const { batches: all, unreadable } = await inBucket(failures, () => failures.find());
  const batches = all.filter(({ batch }) => failures.isRedrivable(batch));
  const chosen = isSelected(selection);
  const selected = ({ batch }: FoundBatch) => chosen(batch);
  const lanes = lanesOf(batches).map((lane) => lane.filter(selected));
  const short = shortIds(batches.map(({ batch }) => batch.id));
  const those = lanes.flat();
  return [
    `${failures.consumer}: would hand over ${counted(leftOf(those), "record", "records")} in ${counted(those.length, "batch", "batches")}, those of a line in this order:`,
    ...lanes
      .filter((lane) => lane.length > 0)
      .map((lane) => `  ${lane.map(({ batch }) => short(batch.id)).join(" ")}`),
    ...all
      .filter(({ batch }) => !failures.isRedrivable(batch))
      .map(({ batch }) => `  would leave ${batch.id}: it is the usage meter's`),
    ...unreadable.map(({ key, problem }) => `  would leave ${key}: ${problem}`),
  ].join("\n");
}

function summary(outcomes: readonly RedriveOutcome[], left: number): string {
  const handled = outcomes.reduce((sum, outcome) => sum + ("handled" in outcome ? outcome.handled : 0), 0);
  const batches = outcomes.length - left;
  return [
    `${counted(handled, "record", "records")} handled; ${counted(batches, "batch", "batches")} of ${outcomes.length} done.`,
    ...(left > 0
      ? [`${counted(left, "batch is", "batches are")} left. npm run failures -- list shows why.`]
      : []),
  ].join(" ");
}
