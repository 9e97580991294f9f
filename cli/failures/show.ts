import { reasonOf } from "../../errors/reason-of";
import { isLoaded, readBatch } from "../../failures/read-batch";
import { batchText } from "../../failures/report/text";
import { findOne, type LocatedBatch } from "./find-one";
import { type CommonOptions, inBucket, withFailures } from "./opened";

interface ShowOptions extends CommonOptions {
  readonly id: string;
  readonly records?: boolean;
}

/** Shows one failed batch: why it failed, what the function logged, and its records if somebody asks for them. */
export async function show({ id, records, ...options }: ShowOptions): Promise<void> {
  await withFailures(options, async (all) => {
    const located = await findOne(all, id);
    const logs = await logsOf(located);
    const event = records ? await eventOf(located) : undefined;
    const { batch, entry } = located.found;
    const shown = {
      ...batch,
      ...(entry && { ledger: entry }),
      ...logs,
      ...(event !== undefined && { event }),
    };
    if (options.json) console.log(JSON.stringify(shown, null, 2));
    else console.log([batchText(located.found), logText(logs), ...eventText(event)].join("\n\n"));
  });
}

interface Logs {
  readonly log: readonly string[];
  /** Whether the lines are those of the last invocation. */
  readonly logOfRequest?: boolean;
  readonly logProblem?: string;
}

function logText({ log, logOfRequest, logProblem }: Logs): string {
  if (logProblem !== undefined) return `The log cannot be read: ${logProblem}`;
  const lines = log.length > 0 ? log : ["(no lines: the log keeps them for a while only)"];
  const title = logOfRequest
    ? "Log of the last invocation:"
    : "Log of the minute before, in which no line has the ID of the request:";
  return [title, ...lines.map((line) => `  ${line}`)].join("\n");
}

function eventText(event: unknown): string[] {
  return event === undefined ? [] : [`Event:\n${JSON.stringify(event, null, 2)}`];
}

/** The log is a help: without it, everything else is shown all the same. */
async function logsOf({ failures, found }: LocatedBatch): Promise<Logs> {
  try {
    const { lines, ofRequest } = await failures.logLines(found.batch);
    return { log: lines, logOfRequest: ofRequest };
  } catch (error) {
    return { log: [], logProblem: reasonOf(error) };
  }
}

async function eventOf({ failures, found: { batch } }: LocatedBatch): Promise<unknown> {
  const text = await inBucket(failures, () => failures.bucket.text(batch.key));
  const loaded = readBatch(batch.key, text ?? "", () => batch.source);
  return isLoaded(loaded) ? loaded.event : undefined;
}
