import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  DeleteEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { loadEnvironment } from "../../../config/load-environment";
import { fromLoaded } from "../../../config/loaded";
import { type Ended, startCommand } from "../../support/processes";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { CountedWriter } from "../support/counted-writer";
import { inAccounts } from "../support/own-accounts";
import { OwnPipeline } from "../support/own-pipeline";
import { TABLE } from "../support/pipeline";
import { type PipelineEdits, pipelineOnly } from "../support/pipeline-only";
import { waitUntil } from "../support/wait-until";

const METER = "UsageMeter";
const WINDOW_SECONDS = 5;
const pipeline = new OwnPipeline("usage-meter");
const environments = mkdtempSync(join(tmpdir(), "usage-meter-"));
const { environment } = loadEnvironment("sandbox");

const EDITS: PipelineEdits = {
  consumer: {
    usageMeter: {
      roleName: "usage-meter",
      rolePath: "/",
      ledgerTableName: "UsageLedger",
      windowSeconds: WINDOW_SECONDS,
      sums: [{ name: "amount", path: ["order", "amount"] }],
      distinctKeys: true,
      function: {
        ...fromLoaded(environment.consumers.handler, "consumers.handler").function,
        name: METER,
        entry: "lambda-src/usage-meter/index.ts",
        environment: {},
        permissions: [],
      },
    },
  },
};

/** Writes and deletes items of the source. */
async function write(writer: CountedWriter, count: number): Promise<void> {
  const { dynamodb, destroy } = pipeline.clients("source");
  await writer.write(dynamodb, count);
  destroy();
}

function command(name: string, ...args: readonly string[]): Promise<Ended> {
  const env = { ...process.env, ENVIRONMENTS_DIRECTORY: environments, ENVIRONMENT: "sandbox" };
  return startCommand(name, args, env).ended;
}

function usage(...args: readonly string[]): Promise<Ended> {
  return command("usage", ...args);
}

interface GivenUp {
  readonly id: string;
  readonly window: string;
  readonly windowTime: { readonly start: string };
  readonly records: number;
}

/** The failed batches of the meter. */
async function givenUp(): Promise<GivenUp[]> {
  const { out } = await command("failures", "list", "--json");
  return JSON.parse(out)[0].batches;
}

/** What the ledger says of everything since the test began. */
async function ledger(from: string) {
  const { out, err, code } = await usage("--tenant", "changes", "--from", from, "--json");
  if (code === 1) throw new Error(err);
  return JSON.parse(out);
}

async function pointLedgerAt(table: string): Promise<void> {
  await setVariable("LEDGER_TABLE", table);
}

async function setVariable(name: string, value: string): Promise<void> {
  const { lambda, destroy } = pipeline.clients("consumer");
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: METER }));
  const Variables = { ...Environment?.Variables, [name]: value };
  await lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName: METER, Environment: { Variables } }),
  );
  destroy();
}

async function mappingOfMeter() {
  const { lambda, destroy } = pipeline.clients("consumer");
  const { EventSourceMappings: [mapping] = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: METER }),
  );
  destroy();
  return mapping;
}

async function deleteMapping(): Promise<void> {
  const { lambda, destroy } = pipeline.clients("consumer");
  await lambda.send(new DeleteEventSourceMappingCommand({ UUID: (await mappingOfMeter())?.UUID }));
  await waitUntil(mappingOfMeter, (mapping) => mapping === undefined);
  destroy();
}

const nextWindow = () => sleep(WINDOW_SECONDS * 1000 + 500);

beforeAll(async () => {
  await pipeline.open();
  const file = inAccounts(pipelineOnly(environment, EDITS), pipeline.accounts);
  writeFileSync(join(environments, "sandbox.yaml"), JSON.stringify(file));
  pipeline.synthesize(EDITS);
  await pipeline.deploy();
}, APPLY_TIMEOUT_MS);

afterAll(async () => {
  await pipeline.destroy();
  rmSync(environments, { recursive: true, force: true });
}, APPLY_TIMEOUT_MS);

test(
  "the ledger equals what was written, although invocations fail and the mapping is made again in the middle",
  async () => {
    // Prepare
    const from = new Date(Date.now() - 60_000).toISOString();
    const writer = new CountedWriter(TABLE);

    // Act: the ledger cannot be written for a while, and Lambda sends the end of a window again.
    await write(writer, 60);
    await pointLedgerAt("not-there");
    await nextWindow();
    await write(writer, 40);
    await waitUntil(mappingOfMeter, (mapping) => /PROBLEM/.test(mapping?.LastProcessingResult ?? ""), 60_000);
    await pointLedgerAt("UsageLedger");
    await nextWindow();
    await write(writer, 50);

    // The mapping is gone in the middle of a window; the new one reads everything again.
    await sleep(2_000);
    await deleteMapping();
    await write(writer, 30);
    await pipeline.deploy("consumer");
    await nextWindow();
    await write(writer, 20);
    await nextWindow();
    await pipeline.put(["closes the window"]);
    const total = await waitUntil(
      async () => (await ledger(from)).total,
      ({ inserts, modifies, removes }) => inserts + modifies + removes >= 200,
      90_000,
    );

    // Assess
    expect(total).toMatchObject({
      ...writer.counts,
      unmeasured: 0,
      notSummed: {},
      sums: { amount: writer.amount },
    });
    expect(total.differentItems).toBe(writer.ids.size);
    expect((await ledger(from)).overlaps).toEqual([]);
    const reconciled = await usage("reconcile", "--tenant", "changes", "--json");
    expect({ code: reconciled.code, ...JSON.parse(reconciled.out) }).toEqual({
      code: 0,
      counted: 200,
      differences: [expect.objectContaining({ kind: "open", records: 1 })],
    });
    const all = await usage("reconcile", "--json");
    expect({ code: all.code, out: JSON.parse(all.out) }).toEqual({
      code: 0,
      out: [{ tenant: "changes", consumer: "handler", ...JSON.parse(reconciled.out) }],
    });
    const refused = await usage("reconcile", "--source-role", "not-there", "--json");
    expect({ code: refused.code, out: JSON.parse(refused.out) }).toEqual({
      code: 1,
      out: [{ tenant: "changes", consumer: "handler", error: expect.stringContaining("not-there") }],
    });
  },
  APPLY_TIMEOUT_MS,
);

test(
  "what was given up: the end of a window is counted when it is handed over again, records are not, and neither reaches the handler",
  async () => {
    // Prepare: nothing is tried again.
    const { lambda, destroy } = pipeline.clients("consumer");
    const UUID = (await mappingOfMeter())?.UUID;
    await lambda.send(
      new UpdateEventSourceMappingCommand({
        UUID,
        MaximumRetryAttempts: 0,
        BisectBatchOnFunctionError: false,
      }),
    );
    await waitUntil(mappingOfMeter, (mapping) => mapping?.State === "Enabled");
    destroy();
    await nextWindow();
    const from = new Date().toISOString();
    const started = Date.parse(from);
    await sleep(WINDOW_SECONDS * 1000 - (started % (WINDOW_SECONDS * 1000)) + 200);
    const writer = new CountedWriter(TABLE, 16);

    // Act: the end of a window is given up.
    await pointLedgerAt("not-there");
    await write(writer, 10);
    const to = new Date().toISOString();
    await nextWindow();
    await pipeline.put(["ends the window"]);
    const isOfNow = ({ windowTime }: GivenUp) => Date.parse(windowTime.start) >= started;
    const failed = await waitUntil(givenUp, (batches) => batches.some(isOfNow), 60_000);
    const end = failed.find(isOfNow);
    const { out: screen, code } = await command("status");
    const during = ["--tenant", "changes", "--from", from, "--to", to, "--json"];
    const before = await usage(...during);
    await pointLedgerAt("UsageLedger");
    const all = await command("failures", "redrive", "--all");
    const redriven: Ended[] = [];
    const left = (await givenUp()).map(({ id }) => id);
    for (const id of left) redriven.push(await command("failures", "redrive", id));
    // A window whose end was still under way is counted by itself.
    const after = await waitUntil(
      () => usage(...during),
      ({ out }) => {
        const { inserts, modifies, removes } = JSON.parse(out).total;
        return inserts + modifies + removes >= 10;
      },
    );

    // Assess
    expect(end).toMatchObject({ window: "end", records: 0 });
    expect(code).toBe(2);
    expect(screen).toMatch(/handler, usage meter <- changes: [1-9] batch(es)? in the failure bucket/);
    expect(all).toMatchObject({ code: 0, out: expect.stringContaining("0 records handled") });
    expect(all.err).toMatch(/[1-9] batch(es)? of the usage meter left out/);
    expect(redriven.filter(({ out }) => !out.includes("has counted the end of the window"))).toEqual([]);
    expect(before.code).toBe(2);
    const { known } = JSON.parse(before.out).holes as { known: { batch: string; kind: string }[] };
    expect(known.length).toBeGreaterThan(0);
    expect(known.filter(({ batch, kind }) => kind !== "end" || !left.includes(batch))).toEqual([]);
    expect(JSON.parse(after.out)).toMatchObject({ overlaps: [], holes: { known: [] } });
    const { inserts, modifies, removes, sums } = JSON.parse(after.out).total;
    // Items of the first test are there already, so what the writer takes for an insert may be a modification.
    expect({ changes: inserts + modifies + removes, removes, sums }).toEqual({
      changes: 10,
      removes: writer.counts.removes,
      sums: { amount: writer.amount },
    });
    expect(after.code).toBe(0);
    expect(await givenUp()).toEqual([]);

    // Act: records are given up.
    await setVariable("DISTINCT_KEYS", "neither");
    await pipeline.put(["poison"]);
    const batches = await waitUntil(
      givenUp,
      (found) => found.some(({ window }) => window === "records"),
      60_000,
    );
    const records = batches.find(({ window }) => window === "records");
    await setVariable("DISTINCT_KEYS", "true");
    const id = fromLoaded(records?.id, "the batch");
    const lacking = await usage("--tenant", "changes", "--from", to);
    const refused = await command("failures", "redrive", id);
    const discarded = await command("failures", "discard", id, "--because", "settled by hand", "--yes");
    // The end of a window may have been given up as well.
    for (const { id: other } of await givenUp()) await command("failures", "redrive", other);

    // Assess
    expect(lacking.code).toBe(2);
    expect(lacking.out).toMatch(/^Missing: (1 record|2 records) of .*, not in any total\. Failed batch: /m);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("what it lacks cannot be added to its ledger from them");
    expect(discarded.code).toBe(0);
  },
  APPLY_TIMEOUT_MS,
);

test("a chart and comma-separated values come from the same counts", async () => {
  // Prepare
  const chart = join(environments, "usage.svg");

  // Act
  const { out, code } = await usage(
    ...["--tenant", "changes", "--from", "1d", "--by", "hour", "--csv", "--chart", chart],
  );

  // Assess
  expect(code).toBe(0);
  expect(out.split("\r\n")[0]).toBe("tenant,start,inserts,modifies,removes,bytes,amount,different_items");
  expect(readFileSync(chart, "utf8")).toMatch(
    /^<svg[^>]*role="img"[^>]*>\n<title id="title">Changes of changes by hour/,
  );
});

test("a time that ends before it begins, and a file that cannot be written, are told without a stack trace", async () => {
  const none = join(environments, "none", "usage.svg");
  const backwards = await usage("--tenant", "changes", "--from", "2026-02", "--to", "2026-01");
  const unwritable = await usage("--tenant", "changes", "--from", "1d", "--chart", none);
  expect([backwards.code, unwritable.code]).toEqual([1, 1]);
  expect(backwards.err).toContain(
    "--from 2026-02-01T00:00:00.000Z is not before --to 2026-01-01T00:00:00.000Z",
  );
  expect(unwritable.err).toContain(`${none}: it cannot be written`);
  expect(unwritable.err).not.toContain("    at ");
});

test("a tenant that is not in the file is refused", async () => {
  expect(await usage("--tenant", "change", "--from", "1d")).toMatchObject({
    code: 1,
    err: expect.stringContaining('there is no tenant "change"'),
  });
});
