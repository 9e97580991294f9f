import { backfill } from "../../backfill/backfill";
import type { SegmentOutcome } from "../../backfill/backfill-segment";
import { estimate } from "../../backfill/estimate";
import { Positions } from "../../backfill/position";
import { pageScanner } from "../../backfill/scan-page";
import { startingPositions } from "../../backfill/starting-positions";
import { loadEnvironment } from "../../config/load-environment";
import type { Environment } from "../../config/schema";
import { type SourceWords, sourceMeant } from "../../config/source-meant";
import { UserError } from "../../errors/user-error";
import { LEASE_KEY } from "../../failures/ledger";
import { withLease } from "../../replay/lease";
import { Pace } from "../../replay/pace";
import { whichAws } from "../support/connect-accounts";
import { connectOperators, type RoleOptions } from "../support/connect-operators";
import { progress } from "../support/progress";
import { waitingLine } from "../support/waiting-line";
import { type BackfillEnds, openEnds } from "./ends";
import { estimateText, outcomeText } from "./texts";

interface Options extends RoleOptions, SourceWords {
  readonly environment?: string;
  readonly consumer?: string;
  readonly segments?: number;
  readonly rate?: number;
  readonly resume?: boolean;
  readonly restart?: boolean;
  readonly dryRun?: boolean;
  readonly takeOver?: boolean;
  readonly json?: boolean;
  readonly signal: AbortSignal;
}

/** Exit code if a segment is not done. */
const LEFT = 2;

/** Hands every item of a table to the function of a consumer. */
export async function backfillCommand(options: Options): Promise<void> {
  const { environment } = loadEnvironment(options.environment);
  const source = requiredSource(environment, options);
  console.error(whichAws(environment));
  const connections = connectOperators(environment, "backfill", options);
  const ends = await openEnds(environment, connections, { source, consumer: options.consumer });
  try {
    const expected = estimate(ends.size, ends.batchSize, options.rate);
    if (options.dryRun) {
      return console.log(options.json ? JSON.stringify(expected, null, 2) : estimateText(expected));
    }
    console.error(estimateText(expected));
    const outcomes = await run(ends, source, options);
    console.log(options.json ? JSON.stringify(outcomes, null, 2) : outcomeText(outcomes));
    if (outcomes.some(({ position }) => !position.done)) process.exitCode = LEFT;
  } finally {
    ends.close();
  }
}

/** @throws UserError if no source is named, or there is none of this name */
function requiredSource(environment: Environment, options: Options): string {
  const source = sourceMeant(environment, options);
  if (source !== undefined) return source;
  throw new UserError([{ cause: "No source is named", remedy: "Give --source or --tenant" }]);
}

async function run(ends: BackfillEnds, source: string, options: Options): Promise<SegmentOutcome[]> {
  const { segments, resume = false, restart = false, rate, takeOver = false, signal } = options;
  const lease = {
    key: LEASE_KEY,
    holder: ends.caller,
    longestWorkSeconds: ends.timeoutSeconds,
    takeOver,
    signal,
    onWait: waitingLine(ends.objects.bucket),
  };
  return withLease(ends.objects, lease, async (held) => {
    const positions = new Positions(ends.objects, source);
    const known = await positions.read(ends.tableArn);
    const starts = startingPositions(known, ends.tableArn, { segments, resume, restart });
    const before = starts.reduce((sum, { items }) => sum + items, 0);
    const display = progress(Math.max(0, ends.size.items - before), "items");
    try {
      return await backfill(starts, {
        scan: pageScanner(ends.dynamodb, ends.tableName, ends.batchSize),
        call: ends.call,
        functionArn: ends.functionArn,
        origin: { streamArn: ends.streamArn, keys: ends.keys, streamViewType: ends.streamViewType },
        batchSize: ends.batchSize,
        positions,
        lease: held,
        pace: new Pace(rate),
        onItems: (count) => display.add(count),
        signal: AbortSignal.any([signal, held.signal]),
      });
    } finally {
      display.end();
    }
  });
}
