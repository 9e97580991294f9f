import { request } from "node:http";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { ServiceProcess, StreamAccount } from "../harness";
import { inFolder } from "./in-folder";
import { idleFigures, type ProcessFigures } from "./process-figures";

/** How many mappings to measure, and with what. */
export interface ManyMappings {
  /** Each reads a table in an account of its own. */
  readonly mappings: number;
  /** Streams that get an item, one after the other, spread over all of them. */
  readonly writes: number;
  /** The secret access key of the accounts' roots. */
  readonly secret: string;
  /** Path of the emulator that tells which streams got records. @default none */
  readonly newsPath?: string;
}

/** What was measured. */
export interface ManyFigures extends Partial<ProcessFigures> {
  /** From the write of an item to the moment at which the service has read it, while nothing else happens. */
  readonly putToReadMedianMs: number;
  /** 95 of 100 writes were read within it. */
  readonly putToRead95Ms: number;
  readonly putToReadMaxMs: number;
}

const CONSUMER = "999999999999";
const FIRST_SOURCE = 600_000_000_000;
const REGION = "eu-central-1";
/** Calls at once while accounts are set up. */
const AT_ONCE = 8;
/** Until all mappings are enabled and have looked at their streams once. Milliseconds. */
const SETTLE_MS = 20_000;
/** Pause between two writes. Milliseconds. */
const BETWEEN_WRITES_MS = 50;
const READ_LIMIT_MS = 60_000;

/**
 * Measures the service with many mappings of one function, each of a table in an account of its own.
 * @throws Error when the service does not start, the emulator refuses a call, or an item is not read within a minute
 */
export function measureManyMappings(emulatorUrl: string, workload: ManyMappings): Promise<ManyFigures> {
  const { secret, newsPath } = workload;
  return inFolder(async (folder) => {
    const service = await ServiceProcess.start({
      upstream: emulatorUrl,
      secret,
      stateDir: `${folder}/state`,
      logFile: `${folder}/log`,
      flags: newsPath ? ["--news-path", newsPath] : [],
    });
    try {
      const sources = await setUp(emulatorUrl, service.url, workload);
      await sleep(SETTLE_MS);
      const idle = await idleFigures(service.pid);
      return { ...(await latencies(sources, service.url, workload)), ...idle };
    } finally {
      await service.stop();
    }
  });
}

async function setUp(url: string, lambdaUrl: string, { mappings, secret }: ManyMappings) {
  const consumer = new StreamAccount(CONSUMER, url, lambdaUrl, secret);
  // One role reads all: exact ARNs of so many streams fit into no policy.
  await consumer.createRole(`arn:aws:dynamodb:${REGION}:*:table/trial/stream/*`);
  await consumer.createFunction("exports.handler = async () => ({});");
  const sources = Array.from(
    { length: mappings },
    (_, index) => new StreamAccount(String(FIRST_SOURCE + index), url, lambdaUrl, secret),
  );
  const waiting = [...sources];
  const work = async () => {
    for (let source = waiting.shift(); source; source = waiting.shift()) {
      const streamArn = await source.createTable();
      await source.grant(streamArn, consumer);
      await consumer.createMapping(streamArn);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return sources;
}

async function latencies(sources: readonly StreamAccount[], url: string, { writes, secret }: ManyMappings) {
  const reads = new ReadTimes();
  const feed = await reads.follow(url, secret);
  // The first invocations start processes for the function, which is the emulator's work.
  await sources[0]?.putItems([{ id: "warm-up", n: 0 }]);
  await sleep(SETTLE_MS / 4);
  const puts = new Map<string, number>();
  for (let n = 0; n < writes; n += 1) {
    const id = `item-${n}`;
    puts.set(id, Date.now());
    await sources[Math.floor((n * sources.length) / writes)]?.putItems([{ id, n }]);
    await sleep(BETWEEN_WRITES_MS);
  }
  const deadline = Date.now() + READ_LIMIT_MS;
  while ([...puts.keys()].some((id) => !reads.at.has(id)) && Date.now() < deadline) await sleep(50);
  feed.destroy();
  const found = [...puts].map(([id, put]) => (reads.at.get(id) ?? Number.POSITIVE_INFINITY) - put);
  found.sort((a, b) => a - b);
  const putToReadMaxMs = found.at(-1) ?? Number.NaN;
  if (!Number.isFinite(putToReadMaxMs)) throw new Error("Not every item was read.");
  const at = (share: number) => found[Math.floor(found.length * share)] ?? Number.NaN;
  return { putToReadMedianMs: at(0.5), putToRead95Ms: at(0.95), putToReadMaxMs };
}

/** When the service read each item, by its events. */
class ReadTimes {
  readonly at = new Map<string, number>();

  async follow(url: string, secret: string) {
    const headers = { authorization: `Bearer ${secret}` };
    const asked = request(`${url}/_stream-mappings/events`, { headers });
    asked.on("error", () => undefined);
    await new Promise<void>((resolve) => {
      asked.on("response", (answer) => {
        // The answer breaks off when its request is destroyed.
        answer.on("error", () => undefined);
        const lines = createInterface({ input: answer }).on("error", () => undefined);
        lines.on("line", (line) => this.take(JSON.parse(line), resolve));
      });
      asked.end();
    });
    return asked;
  }

  private take(event: FeedEvent, listening: () => void): void {
    if (event.kind === "listening") listening();
    if (event.kind !== "read") return;
    for (const { keys } of event.records ?? []) this.at.set(keys.id.S, event.at ?? Date.now());
  }
}

interface FeedEvent {
  readonly kind: string;
  readonly at?: number;
  readonly records?: readonly { readonly keys: { readonly id: { readonly S: string } } }[];
}
