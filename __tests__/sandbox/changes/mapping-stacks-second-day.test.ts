import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  DescribeTableCommand,
  GetResourcePolicyCommand,
  PutResourcePolicyCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DeleteEventSourceMappingCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { accountClients } from "../../../sandbox/account-clients";
import { requireRunning } from "../../../sandbox/require-running";
import { stateFolder } from "../../../sandbox/state-folder";
import { startCommand } from "../../support/processes";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { freshAccount, letTerraformIn } from "../support/own-accounts";
import { METER, WINDOW_SECONDS, writeTenants } from "../support/tenants-environment";
import { mappingsIn } from "../support/tenants-seen";
import { waitUntil } from "../support/wait-until";

/*
 * What people do with a deployed environment whose mappings are in mapping stacks: every command, once while all is well
 * and once when something was broken by hand in each stack. Each test goes on where the one before it stopped.
 */

const NAME = "spread";
const folder = join(stateFolder(), "mapping-stacks-second-day");
const consumer = freshAccount();
/** By the hash, the mappings of acme and nova are in the second stack, those of india in the first. */
const tenants = { acme: freshAccount(), india: freshAccount(), nova: freshAccount() };
const BUCKET = `billing-failures-${consumer}-us-east-1`;
const again = (stack: string) =>
  `Deploy the stack ${stack} again: npm run plan -- --environment ${NAME}, and then npm run apply -- --plans plans/${NAME}`;
const DRIFT = `See what was changed: npm run drift -- --environment ${NAME}`;

const run = (command: string, ...parameters: string[]) =>
  startCommand(command, parameters, {
    ...process.env,
    ENVIRONMENTS_DIRECTORY: folder,
    ENVIRONMENT: NAME,
  }).ended;

/** The same for the JSON that a command prints. */
async function runJson(command: string, ...parameters: string[]) {
  const { code, out, err } = await run(command, ...parameters, "--json");
  if (out === "") throw new Error(err);
  return { code, ...JSON.parse(out) };
}

const put = (tenant: string, id: string) =>
  run("sandbox", "put", "Orders", JSON.stringify({ id }), "--tenant", tenant);

beforeAll(async () => {
  await letTerraformIn([consumer, ...Object.values(tenants)]);
  writeTenants({
    folder,
    name: NAME,
    consumer,
    lines: Object.entries(tenants).map(([tenant, account]) => ({ tenant, account, tableName: "Orders" })),
    ofSource: { smokeTest: { key: { id: "smoke" } } },
    more: {
      mappingStacks: 2,
      // A failed batch is not tried again: the test need not wait.
      mappings: [{ source: "orders", maximumRetryAttempts: 0, bisectBatchOnFunctionError: false }],
      usageMeter: METER,
    },
  });
});

/** Lags and the widths of columns are others in every run. */
const withoutLags = (text: string) =>
  text.replace(/\d+ (?:second|minute)s?/g, "LAG").replace(/(?<=\S) {2,}/g, "  ");

const STACKS = [
  ...Object.keys(tenants).map((tenant) => `source-orders-${tenant}`),
  ...["consumer-billing", "consumer-billing-mappings-1", "consumer-billing-mappings-2"],
];

test(
  "before the first deployment there is nothing to compare with; then everything is deployed",
  async () => {
    // Act
    const drift = await run("drift");
    const { code, stacks } = await runJson("deploy");

    // Assess
    expect(drift).toMatchObject({ code: 1, out: "" });
    expect(drift.err).toContain(`Nothing of the environment "${NAME}" is deployed in its accounts.\n`);
    const results = (stacks as StackResult[]).map(({ stack, result }) => [stack, result]);
    expect({ code, results }).toEqual({ code: 0, results: STACKS.map((stack) => [stack, "applied"]) });
  },
  APPLY_TIMEOUT_MS,
);

interface StackResult {
  readonly stack: string;
  readonly result: string;
}

test(
  "while all is well, every command finds the mappings of all mapping stacks",
  async () => {
    // Prepare
    await Promise.all(Object.keys(tenants).map((tenant) => put(tenant, "first")));
    await waitUntil(
      () => run("status"),
      ({ out }) => !/No records processed/.test(out),
      60_000,
    );
    // The next changes are those of another window: they end the first one.
    await sleep(WINDOW_SECONDS * 1000);

    // Act
    const smoke = await run("smoke");
    const status = await run("status");
    const drift = await run("drift");
    const access = await run("access", "--deployed");
    const explained = await explain("nova");
    const listed = await run("failures", "list", "--tenant", "nova");
    const backfilled = await run("backfill", "--tenant", "nova");
    const changed = await runJson("deploy", "--changed", "--only", "billing");
    const usage = await waitUntil(
      () => run("usage", "--tenant", "nova", "--from", "1h"),
      ({ out }) => /\ntotal +[1-9]/.test(out),
      60_000,
    );
    const reconciled = await run("usage", "reconcile");

    // Assess
    expect(smoke).toMatchObject({ code: 0, out: expect.stringMatching(/\nSmoke test passed: 3 of 3\.\n$/) });
    expect(status.code).toBe(0);
    expect(withoutLags(status.out)).toBe(
      [
        `Environment ${NAME}: nothing is wrong.`,
        "",
        "Mappings",
        "  mapping  state  last result  lag  failed batches  stream policy",
        ...["billing", "billing, usage meter"].flatMap((reader) =>
          Object.keys(tenants).map(
            (tenant) => `  ${reader} <- orders-${tenant}  Enabled  OK  LAG  0  as intended`,
          ),
        ),
        "",
        "Functions",
        "  billing: code and settings as in the file",
        "  usage-meter: code and settings as in the file",
        "",
        "Alarms",
        "  billing: off in the environment file",
        "",
      ].join("\n"),
    );
    expect(drift).toMatchObject({
      code: 0,
      out: "No drift: what is deployed is what the environment file implies.\n",
    });
    expect(access).toMatchObject({
      code: 0,
      out: expect.stringContaining(" cells, 0 differ from the environment file.\n"),
    });
    expect(explained).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Allowed: dynamodb:GetRecords\n/),
    });
    expect(listed).toMatchObject({
      code: 0,
      out: `billing: 0 failed batches with 0 records to handle, in ${BUCKET}\n`,
    });
    expect(backfilled).toMatchObject({ code: 0, out: "1 item handled; 4 of 4 segments done.\n" });
    expect((changed.stacks as StackResult[]).map(({ stack, result }) => [stack, result])).toEqual(
      STACKS.slice(3).map((stack) => [stack, "skipped"]),
    );
    expect(usage.code).toBe(0);
    expect(reconciled).toMatchObject({
      code: 0,
      out: expect.stringMatching(/\n3 compared with their streams: 3 say the same, 0 differ, 0 failed\.\n$/),
    });
  },
  APPLY_TIMEOUT_MS,
);

/** Asks who decides whether the handler may read the stream of a tenant. */
const explain = (tenant: string) =>
  run(
    "explain",
    ...["--deployed", "--principal", "billing", "--action", "dynamodb:GetRecords"],
    ...["--resource", `orders-${tenant}.stream`],
  );

/** Makes a batch of acme fail, so that it is in the failure bucket. */
async function failBatch(): Promise<void> {
  const { lambda, destroy } = accountClients(requireRunning(), consumer);
  const handle = (Handler: string) =>
    lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: "billing", Handler }));
  await handle("index.missing");
  await put("acme", "poison");
  await waitUntil(
    () => run("failures", "list"),
    ({ out }) => out.startsWith("billing: 1 failed batch "),
    60_000,
  );
  await handle("index.handler");
  destroy();
}

/** Switches the handler's mapping of india off, and deletes that of nova. */
async function breakMappings(): Promise<void> {
  const { lambda, destroy } = accountClients(requireRunning(), consumer);
  const mappings = await mappingsIn(consumer);
  const uuidOf = (tenant: keyof typeof tenants) => mappings.get(`billing ${tenants[tenant]}`);
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID: uuidOf("india"), Enabled: false }));
  await lambda.send(new DeleteEventSourceMappingCommand({ UUID: uuidOf("nova") }));
  destroy();
}

/** Lets the handler only describe the stream of acme. */
async function narrowPolicy(): Promise<void> {
  const { dynamodb, destroy } = accountClients(requireRunning(), tenants.acme);
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: "Orders" }));
  const ResourceArn = Table?.LatestStreamArn;
  const { Policy = "" } = await dynamodb.send(new GetResourcePolicyCommand({ ResourceArn }));
  const policy = JSON.parse(Policy);
  const handlers = policy.Statement.find(({ Sid }: { Sid: string }) => Sid === "BillingReads");
  handlers.Action = ["dynamodb:DescribeStream"];
  await dynamodb.send(new PutResourcePolicyCommand({ ResourceArn, Policy: JSON.stringify(policy) }));
  destroy();
}

interface Problem {
  readonly place: string;
  readonly cause: string;
  readonly remedies: readonly string[];
}

const BROKEN = [
  "source-orders-acme aws_dynamodb_resource_policy.stream_policy policy, statement BillingReads, Action",
  "consumer-billing-mappings-1 aws_lambda_event_source_mapping.mapping_orders_india enabled",
  "consumer-billing-mappings-2 aws_lambda_event_source_mapping.mapping_orders_nova",
];

test(
  "what was broken by hand in each mapping stack is found, and told of the right tenant, stack and batch",
  async () => {
    // Prepare
    await failBatch();
    await breakMappings();
    await narrowPolicy();
    await waitUntil(
      () => run("status"),
      ({ out }) => /orders-acme +Enabled +PROBLEM: not authorized/.test(out),
      60_000,
    );

    // Act
    const smoke = await run("smoke", "--timeout", "5");
    const status = await runJson("status");
    const ofIndia = await runJson("status", "--tenant", "india");
    const drift = await runJson("drift");
    const access = await run("access", "--deployed");
    const explained = await explain("acme");
    const listed = await run("failures", "list", "--tenant", "acme");
    const ofOther = await run("failures", "list", "--tenant", "nova");
    const backfilled = await run("backfill", "--tenant", "nova");
    const redriven = await run("failures", "redrive", "--tenant", "acme");

    // Assess
    expect(smoke.code).toBe(2);
    expect(smoke.out).toContain("\nSmoke test FAILED: 0 of 3 passed.\n");
    const told = (status.problems as Problem[]).map(({ place, cause, remedies }) => [place, cause, remedies]);
    expect({ code: status.code, told }).toEqual({
      code: 2,
      told: [
        [
          "source orders-acme",
          expect.stringContaining("statement BillingReads, Action: "),
          [DRIFT, again("source-orders-acme")],
        ],
        [
          "billing <- orders-acme",
          expect.stringContaining(" is not authorized to perform: dynamodb:GetRecords "),
          expect.any(Array),
        ],
        [
          "billing <- orders-india",
          expect.stringMatching(/^It is switched off, /),
          [DRIFT, again("consumer-billing-mappings-1")],
        ],
        [
          "billing <- orders-nova",
          "There is no such mapping: nothing reads the stream.",
          [again("consumer-billing-mappings-2")],
        ],
        [
          "billing <- orders-acme",
          expect.stringMatching(/^1 batch in the failure bucket /),
          expect.any(Array),
        ],
      ],
    });
    expect(ofIndia).toMatchObject({ code: 2, source: "orders-india", sources: [{ key: "orders-india" }] });
    expect(ofIndia.problems).toEqual([expect.objectContaining({ place: "billing <- orders-india" })]);
    expect(drift.code).toBe(2);
    expect(
      drift.findings.map(({ place, deployment }: Record<string, string>) => [place, deployment]),
    ).toEqual(BROKEN.map((place) => [place, "puts back"]));
    expect(access.code).toBe(1);
    expect(access.err.split("\n").filter((line) => /^(?:source|consumer)-/.test(line))).toEqual(BROKEN);
    expect(explained).toMatchObject({
      code: 2,
      out: expect.stringMatching(/^Denied: dynamodb:GetRecords\n/),
    });
    expect(listed.out).toMatch(
      /^billing: 1 failed batch with 1 record to handle, .+\n.+\n {2}\S+ +orders-acme +1 /,
    );
    expect(ofOther.out).toBe(`billing: 0 failed batches with 0 records to handle, in ${BUCKET}\n`);
    expect(backfilled.code).toBe(1);
    expect(backfilled.err).toContain(
      `No mapping leads from arn:aws:dynamodb:us-east-1:${tenants.nova}:table/Orders to billing.\nDeploy the stack consumer-billing-mappings-2 first: `,
    );
    expect(redriven).toMatchObject({ code: 0, out: "1 record handled; 1 batch of 1 done.\n" });
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a plan has what was broken and nothing else; applied, everything is read again",
  async () => {
    // Prepare
    const plans = join(folder, "plans");

    // Act
    const planned = await run("plan", "--out", plans);
    const reviewed = await run("plan-review", plans);
    const applied = await run("apply", "--plans", plans);
    const status = await waitUntil(
      () => run("status"),
      ({ code }) => code === 0,
      60_000,
    );
    const smoke = await run("smoke", "--tenant", "nova");

    // Assess
    expect(planned.code).toBe(2);
    const changing = /^(\S+) \(account .+\): changes$/gm;
    expect([...planned.out.matchAll(changing)].map(([, stack]) => stack)).toEqual([
      "source-orders-acme",
      "consumer-billing-mappings-1",
      "consumer-billing-mappings-2",
    ]);
    expect(reviewed).toMatchObject({
      code: 0,
      out: expect.stringContaining("\n1 to create, 2 to update, 0 to replace, 0 to destroy.\n"),
    });
    expect(applied.code).toBe(0);
    expect(status.out).toContain(`Environment ${NAME}: nothing is wrong.\n`);
    expect(smoke).toMatchObject({ code: 0, out: expect.stringMatching(/\nSmoke test passed: 1 of 1\.\n$/) });
  },
  APPLY_TIMEOUT_MS,
);
