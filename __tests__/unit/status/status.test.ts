import { DescribeAlarmsCommand, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeTableCommand, GetResourcePolicyCommand } from "@aws-sdk/client-dynamodb";
import { GetFunctionConfigurationCommand, ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { alarmsOf } from "../../../alarms/alarms-of";
import { compositeNamesOf } from "../../../alarms/composite-names";
import { statusJson } from "../../../status/report/json";
import { statusText } from "../../../status/report/text";
import { status } from "../../../status/status";
import { metered } from "../alarms/support/metered";
import { REMOVED } from "../config/sample";
import {
  type Answers,
  BUCKET,
  environmentOf,
  MAPPING,
  ON,
  optionsOf,
  POLICY,
  refusal,
  STREAM,
  UUID,
  World,
} from "./world";

const world = new World();
beforeEach(() => world.answers());

const AGAIN = "again: npm run plan -- --environment test, and then npm run apply -- --plans plans/test";
const DEPLOY_SOURCE = `Deploy the stack source ${AGAIN}`;
const DEPLOY = `Deploy the stack consumer ${AGAIN}`;
const DRIFT = "See what was changed: npm run drift -- --environment test";
const DENIAL =
  "User: arn:aws:sts::222222222222:assumed-role/handler-role/awslambda_0_1 is not authorized to perform: dynamodb:DescribeStream on resource: arn";
const HOUR = 3_600_000;
const LOST = "handler/mapping-changes/lost-records";

/** The report on the sample with these answers. */
function reportOn(answers: Answers = {}) {
  world.answers(answers);
  return status(environmentOf(), optionsOf());
}

test("what is as the file says is healthy, on one screen", async () => {
  // Act
  const report = await reportOn({ lag: 2_500 });

  // Assess
  expect(report).toMatchObject({ exitCode: 0, problems: [] });
  expect(statusText(report)).toBe(
    [
      "Environment test: nothing is wrong.",
      "",
      "Mappings",
      "  mapping             state    last result  lag        failed batches  stream policy",
      "  handler <- changes  Enabled  OK           2 seconds  0               as intended",
      "",
      "Functions",
      "  handler: code and settings as in the file",
      "",
      "Alarms",
      "  handler: none is deployed",
    ].join("\n"),
  );
  expect(JSON.parse(statusJson(report))).toMatchObject({
    environment: "test",
    verdict: "healthy",
    problems: [],
  });
});

const KEY_REFUSED =
  "KMS key access denied error: arn:aws:kms:eu-central-1:111111111111:key/00000000-0000-4000-8000-000000000000 is disabled.";
const DISABLED = { ...MAPPING, State: "Disabled" };
const WRONG: readonly (readonly [string, Answers, string, string, readonly string[]])[] = [
  [
    "no mapping",
    { mappings: [] },
    "handler <- changes",
    "There is no such mapping: nothing reads the stream.",
    [DEPLOY],
  ],
  [
    "a mapping that was switched off",
    { mappings: [DISABLED] },
    "handler <- changes",
    "It is switched off, although the environment file has it on: records are gone after 24 hours in the stream.",
    [DRIFT, DEPLOY],
  ],
  [
    "a mapping of an older stream",
    { mappings: [{ ...MAPPING, EventSourceArn: STREAM.replace("2026", "2025") }] },
    "handler <- changes",
    `It reads ${STREAM.replace("2026", "2025")}, but the table's stream is ${STREAM} by now.`,
    [DEPLOY],
  ],
  [
    "a function that fails",
    { mappings: [{ ...MAPPING, LastProcessingResult: "PROBLEM: Function call failed" }] },
    "handler <- changes",
    "Its last batch failed. AWS says: Function call failed",
    ["Read its log: aws logs tail /aws/lambda/handler --since 1h"],
  ],
  [
    "a key that is disabled",
    { mappings: [{ ...MAPPING, LastProcessingResult: `PROBLEM: ${KEY_REFUSED}` }] },
    "handler <- changes",
    `It cannot read the stream, because KMS refuses the table's key. AWS says: ${KEY_REFUSED}`,
    [DRIFT, DEPLOY_SOURCE],
  ],
  [
    "a role that may not read, with the explanation's remedy",
    { mappings: [{ ...MAPPING, LastProcessingResult: `PROBLEM: ${DENIAL}` }] },
    "handler <- changes",
    `AWS says: ${DENIAL}`,
    ["Do it."],
  ],
  [
    "a lag of an hour",
    { lag: HOUR },
    "handler <- changes",
    "Its last record was 1 hour old when it was sent; records are gone after 24 hours in the stream.",
    [
      "See what keeps it: docs/stream-mappings.md and docs/configuration.md (parallelizationFactor, batchSize)",
    ],
  ],
  [
    "a batch that failed three hours ago",
    { failed: [`aws/lambda/${UUID}/shard/2026/01/01/x`], arrived: new Date(Date.now() - 3.5 * HOUR) },
    "handler <- changes",
    `1 batch in the failure bucket ${BUCKET}, the oldest for 3 hours.`,
    [
      "Look at them: npm run failures -- list --environment test",
      `Or with the AWS CLI: aws s3 ls --recursive s3://${BUCKET}/aws/lambda/${UUID}/`,
    ],
  ],
  [
    "batches of a mapping that is gone",
    { failed: ["aws/lambda/gone/a", "aws/lambda/gone/b"], arrived: new Date(Date.now() - 90_000) },
    "handler <- a mapping that is gone, gone",
    `2 batches in the failure bucket ${BUCKET}, the oldest for 1 minute.`,
    [
      "Look at them: npm run failures -- list --environment test",
      `Or with the AWS CLI: aws s3 ls --recursive s3://${BUCKET}/aws/lambda/gone/`,
    ],
  ],
  [
    "an alarm",
    { alarms: [{ AlarmName: LOST, StateValue: "ALARM", StateReason: "Threshold crossed" }] },
    "handler",
    `The alarm ${LOST} is raised. CloudWatch says: Threshold crossed`,
    [
      "Read them from the stream within 24 hours of their change, or backfill from the table.",
      "Runbook: docs/runbook.md#lost-records",
    ],
  ],
];

test.each(WRONG)("%s is wrong", async (_, answers, place, cause, remedies) => {
  // Act
  const { problems, exitCode } = await reportOn(answers);

  // Assess
  expect(problems).toMatchObject([{ place, cause, remedies }]);
  expect(exitCode).toBe(2);
});

const POLICIES: readonly (readonly [string, unknown, string, string | undefined])[] = [
  ["as the file implies it", POLICY, "as intended", undefined],
  [
    "with another role",
    JSON.parse(JSON.stringify(POLICY).replace("handler-role", "other-role")),
    "differs",
    "The policy of its stream is not the one that the environment file implies. ",
  ],
];

test.each(POLICIES)("a stream policy %s", async (_, policy, state, cause) => {
  // Act
  const { picture, problems } = await reportOn({ policy });

  // Assess
  expect(picture.sources[0]?.look).toMatchObject({ kind: "there", policy: state });
  if (cause === undefined) expect(problems).toEqual([]);
  else expect(problems).toMatchObject([{ place: "source changes", remedies: [DRIFT, DEPLOY_SOURCE] }]);
  expect(problems[0]?.cause.startsWith(cause ?? "") ?? true).toBe(true);
});

test("a stream without a policy, a table without a stream, and no table at all are wrong", async () => {
  // Act
  world.dynamodb.on(GetResourcePolicyCommand).rejects(refusal("PolicyNotFoundException"));
  const noPolicy = await status(environmentOf(), optionsOf());
  world.dynamodb.on(DescribeTableCommand).resolves({ Table: { LatestStreamArn: STREAM } });
  const noStream = await status(environmentOf(), optionsOf());
  world.dynamodb.on(DescribeTableCommand).rejects(refusal("ResourceNotFoundException"));
  const noTable = await status(environmentOf(), optionsOf());

  // Assess
  const place = "source changes";
  expect(noPolicy.problems).toEqual([
    {
      place,
      cause: "Its stream has no policy: no consumer in another account can read it.",
      remedies: [DEPLOY_SOURCE],
    },
  ]);
  expect(noStream.problems).toEqual([
    { place, cause: "The table Changes has no stream.", remedies: [DRIFT, DEPLOY_SOURCE] },
  ]);
  expect(noTable.problems).toEqual([
    { place, cause: "There is no table Changes.", remedies: [DEPLOY_SOURCE] },
  ]);
});

test("a table of somebody else that is not as the file says is for its owner to put back", async () => {
  // Prepare
  const environment = environmentOf({ "sources.changes.existing": true });

  // Act
  const asIntended = await status(environment, optionsOf());
  const StreamSpecification = { StreamEnabled: false };
  world.dynamodb
    .on(DescribeTableCommand)
    .resolves({ Table: { LatestStreamArn: STREAM, StreamSpecification } });
  const noStream = await status(environment, optionsOf());
  world.dynamodb.on(DescribeTableCommand).rejects(refusal("ResourceNotFoundException"));
  const noTable = await status(environment, optionsOf());

  // Assess
  const turnOn =
    "Ask the owner of the table to turn its stream on, with the view type NEW_AND_OLD_IMAGES: it is a new stream then";
  const putBack =
    "If its name, account and region are right in the environment file, ask the owner of the table to put it back";
  const place = "source changes";
  expect(asIntended.problems).toEqual([]);
  expect(noStream.problems).toEqual([
    { place, cause: "The table Changes has no stream.", remedies: [turnOn, DEPLOY_SOURCE] },
  ]);
  expect(noTable.problems).toEqual([{ place, cause: "There is no table Changes.", remedies: [putBack] }]);
});

test("a stream of another view type is wrong beside its policy, because a deployment stops there", async () => {
  // Prepare
  world.answers({ viewType: "NEW_IMAGE" });
  const missing = refusal("PolicyNotFoundException");

  // Act
  const own = await status(environmentOf(), optionsOf());
  world.dynamodb.on(GetResourcePolicyCommand).rejects(missing);
  const existing = await status(environmentOf({ "sources.changes.existing": true }), optionsOf());

  // Assess
  const place = "source changes";
  const cause =
    "Its stream has the view type NEW_IMAGE, and the environment file says NEW_AND_OLD_IMAGES: a deployment of the source stops there.";
  expect(own.problems).toEqual([{ place, cause, remedies: [DRIFT] }]);
  expect(existing.problems).toEqual([
    {
      place,
      cause,
      remedies: [
        "Write streamViewType: NEW_IMAGE if that is enough for its readers, or ask the owner of the table to replace the stream: docs/existing-tables.md",
      ],
    },
    {
      place,
      cause: "Its stream has no policy: no consumer in another account can read it.",
      remedies: [DEPLOY_SOURCE],
    },
  ]);
});

test("neither function nor bucket is wrong, one line each", async () => {
  // Prepare
  world.lambda.on(GetFunctionConfigurationCommand).rejects(refusal("ResourceNotFoundException"));
  world.s3.on(ListObjectsV2Command).rejects(refusal("NoSuchBucket"));

  // Act
  const { problems } = await status(environmentOf(), optionsOf());

  // Assess
  expect(problems).toEqual([
    { place: "handler", cause: "There is no function handler.", remedies: [DEPLOY] },
    {
      place: "handler",
      cause: `There is no failure bucket ${BUCKET}: batches that cannot be processed are lost.`,
      remedies: [DEPLOY],
    },
  ]);
});

test("other versions and settings than in the file are told, and not wrong", async () => {
  // Act
  const report = await reportOn({
    mappings: [{ ...MAPPING, BatchSize: 10 }],
    fn: { CodeSha256: "other", MemorySize: 128, Timeout: 3 },
  });

  // Assess
  expect(report.exitCode).toBe(0);
  expect(statusText(report)).toContain(
    "\n  handler: its code is another one than that of this checkout; memory: 128 MB instead of 256 MB; timeout: 3 s instead of 60 s\n",
  );
  expect(statusText(report)).toMatch(
    /\nOther settings than in the file\n {2}handler <- changes: batch_size: 10 instead of 100$/,
  );
});

/** The sample with tenants whose mappings are in two stacks: by the hash, that of acme in the second, that of bolt in the first. */
function saasOf(...tenants: readonly { readonly tenant: string; readonly account: string }[]) {
  return environmentOf({
    "sources.changes.account": REMOVED,
    "sources.changes.stack": REMOVED,
    "sources.changes.tenants": tenants,
    "accounts.source": REMOVED,
    "consumers.handler.mappingStacks": 2,
  });
}

const ACME = { tenant: "acme", account: "111111111111" };
const BOLT = { tenant: "bolt", account: "333333333333" };

test("a tenant without a mapping is not shown that of another tenant, and its stack is named", async () => {
  // Prepare
  const saas = saasOf(ACME, BOLT);
  const ofBolt = STREAM.replace("111111111111", "333333333333");
  world.answers({ mappings: [{ ...MAPPING, EventSourceArn: ofBolt }] });

  // Act
  const { picture, problems } = await status(saas, optionsOf());

  // Assess
  expect(picture.consumers[0]?.mappings).toMatchObject([
    { source: "changes-acme", stack: "consumer-mappings-2", look: { kind: "absent" } },
    { source: "changes-bolt", stack: "consumer-mappings-1", look: { kind: "there" } },
  ]);
  expect(problems.filter(({ place }) => place === "handler <- changes-acme")).toEqual([
    {
      place: "handler <- changes-acme",
      cause: "There is no such mapping: nothing reads the stream.",
      remedies: [`Deploy the stack consumer-mappings-2 ${AGAIN}`],
    },
  ]);
});

test("of one tenant: its source, its mappings, what failed in them or in a mapping that is gone, and its alarms", async () => {
  // Prepare
  const saas = saasOf(ACME, BOLT);
  const ofBolt = {
    ...MAPPING,
    UUID: "of-bolt",
    EventSourceArn: STREAM.replace("111111111111", BOLT.account),
  };
  const raised = ["mapping-changes-acme/lost-records", "mapping-changes-bolt/lost-records", "usual/none"];
  world.answers({
    mappings: [MAPPING, { ...ofBolt, State: "Disabled" }],
    failed: [`aws/lambda/${UUID}/a`, "aws/lambda/of-bolt/b", "aws/lambda/gone/c"],
    alarms: inState(
      "ALARM",
      raised.map((name) => `handler/${name}`),
    ),
  });

  // Act
  const report = await status(saas, { ...optionsOf(), only: "changes-acme" });
  const all = await status(saas, optionsOf());

  // Assess
  expect(statusText(report).split("\n")[0]).toBe(
    "Environment test, source changes-acme: 3 things are wrong.",
  );
  expect(JSON.parse(statusJson(report))).toMatchObject({
    source: "changes-acme",
    sources: [{ key: "changes-acme" }],
  });
  expect(report.picture.consumers[0]?.mappings.map(({ source }) => source)).toEqual(["changes-acme"]);
  expect(
    report.problems.map(({ place, cause }) => `${place}: ${cause.replace(/, the oldest.*/, "")}`),
  ).toEqual([
    `handler <- changes-acme: 1 batch in the failure bucket ${BUCKET}`,
    `handler <- a mapping that is gone, gone: 1 batch in the failure bucket ${BUCKET}`,
    "handler: The alarm handler/mapping-changes-acme/lost-records is raised. CloudWatch says: ",
  ]);
  expect(all.problems.length).toBeGreaterThan(report.problems.length);
  expect(world.dynamodb.commandCalls(DescribeTableCommand)).toHaveLength(1 + 2);
});

test("a consumer that does not read the source is not looked at", async () => {
  // Prepare
  const saas = saasOf(ACME);

  // Act
  const { picture } = await status(saas, { ...optionsOf(), only: "nobody-reads-it" });

  // Assess
  expect(picture).toEqual({ sources: [], consumers: [], unread: [] });
  expect(world.requests()).toEqual([]);
});

test("the mapping of a tenant in a mapping stack is found, and compared with what the file says of it", async () => {
  // Prepare
  const saas = saasOf(ACME);
  world.answers({ mappings: [{ ...MAPPING, BatchSize: 10 }] });

  // Act
  const report = await status(saas, optionsOf());

  // Assess
  expect(statusText(report)).toMatch(/\n {2}handler <- changes-acme: batch_size: 10 instead of 100$/);
  expect(report.problems).toEqual([]);
});

test("a mapping that the file switches off may be off, and not on", async () => {
  // Prepare
  const off = environmentOf({ "consumers.handler.mappings": [{ source: "changes", enabled: false }] });

  // Act
  world.answers({ mappings: [DISABLED] });
  const asIntended = await status(off, optionsOf());
  world.answers();
  const on = await status(off, optionsOf());

  // Assess
  expect(asIntended.problems).toEqual([]);
  expect(on.problems).toEqual([
    {
      place: "handler <- changes",
      cause: "It is switched on, although the environment file has it off.",
      remedies: [DEPLOY],
    },
  ]);
});

test("a full bucket is counted for three pages, and said to hold more", async () => {
  // Prepare
  const Contents = [{ Key: `aws/lambda/${UUID}/a`, LastModified: new Date() }];
  world.s3.on(ListObjectsV2Command).resolves({ Contents, NextContinuationToken: "next" });

  // Act
  const report = await status(environmentOf(), optionsOf());

  // Assess
  expect(world.s3.commandCalls(ListObjectsV2Command)).toHaveLength(3);
  expect(report.problems[0]?.cause).toMatch(/^At least 3 batches in the failure bucket /);
  expect(statusText(report)).toContain("  3 or more ");
});

/** Every alarm that the sample's file implies. */
const ALARMS = [
  ...alarmsOf(environmentOf().environment).map(({ name }) => name),
  ...compositeNamesOf(environmentOf().environment, "handler"),
];

function inState(StateValue: "OK" | "ALARM", names: readonly string[] = ALARMS) {
  return names.map((AlarmName) => ({ AlarmName, StateValue }));
}

test("alarms are those of the file: found by the name of the function, whatever the stack is called", async () => {
  // Prepare
  world.answers({ alarms: inState("OK") });

  // Act
  const report = await status(environmentOf({ "consumers.handler.stack": "functions" }), optionsOf());

  // Assess
  const prefixes = world.cloudwatch.commandCalls(DescribeAlarmsCommand).map(({ args }) => args[0].input);
  expect(prefixes).toMatchObject([{ AlarmNamePrefix: "handler/" }]);
  expect(statusText(report)).toContain("\nAlarms\n  handler: 12, 0 raised");
  expect(report.exitCode).toBe(0);
});

test("a composite alarm is raised with its children, and is no problem of its own", async () => {
  // Prepare
  const raised = ["handler/critical", LOST];
  const others = ALARMS.filter((name) => !raised.includes(name));
  world.answers({ alarms: [...inState("OK", others), ...inState("ALARM", raised)] });

  // Act
  const report = await status(environmentOf(), optionsOf());

  // Assess
  expect(report.problems.map(({ cause }) => cause)).toEqual([
    `The alarm ${LOST} is raised. CloudWatch says: `,
  ]);
  expect(statusText(report)).toContain("\n  handler: 12, 1 raised\n");
});

test("alarms that somebody else made under such a name count for nobody", async () => {
  // Prepare
  const others = ["handler/own", "handler-b/critical", "consumer-lag"];
  world.answers({ alarms: inState("ALARM", others) });

  // Act
  const report = await status(environmentOf(), optionsOf());

  // Assess
  expect(report.problems).toEqual([]);
  expect(statusText(report)).toContain("\n  handler: none is deployed");
});

test("alarms without data are counted, and those that are not deployed are named", async () => {
  // Prepare
  const [first = "", ...others] = ALARMS;
  world.answers({
    alarms: [
      { AlarmName: LOST, StateValue: "INSUFFICIENT_DATA" },
      ...inState(
        "OK",
        others.filter((name) => name !== LOST),
      ),
    ],
  });

  // Act
  const report = await status(environmentOf(), optionsOf());

  // Assess
  expect(statusText(report)).toContain(`\n  handler: 11, 0 raised, 1 without data, not deployed: ${first}`);
});

test("of many alarms that are not deployed, five are named", async () => {
  // Prepare
  world.answers({ alarms: inState("OK", ALARMS.slice(7)) });

  // Act
  const report = await status(environmentOf(), optionsOf());

  // Assess
  const named = ALARMS.slice(0, 5).join(" ");
  expect(statusText(report)).toContain(`\n  handler: 5, 0 raised, not deployed: ${named} and 2 more`);
  expect(JSON.parse(statusJson(report)).consumers[0].alarms.look.missing).toEqual(ALARMS.slice(0, 7));
});

test("where the file has them off, nobody is asked", async () => {
  // Prepare
  const off = environmentOf({ "consumers.handler.alarms": false });

  // Act
  const report = await status(off, optionsOf());

  // Assess
  expect(world.cloudwatch.commandCalls(DescribeAlarmsCommand)).toEqual([]);
  expect(statusText(report)).toContain("\n  handler: off in the environment file");
});

test("an account that cannot be entered hides no other one", async () => {
  // Act
  const report = await status(environmentOf(), optionsOf({}, ["111111111111"]));

  // Assess
  expect(report.exitCode).toBe(1);
  expect(statusText(report)).toBe(
    [
      "Environment test: nothing is wrong, and 1 thing could not be read.",
      "",
      "Mappings",
      "  mapping             state    last result  lag  failed batches  stream policy",
      "  handler <- changes  Enabled  OK           -    0               not known",
      "",
      "Functions",
      "  handler: code and settings as in the file",
      "",
      "Alarms",
      "  handler: none is deployed",
      "",
      "Not known",
      "  Account 111111111111 cannot be entered: The role cannot be assumed. Use another one.",
    ].join("\n"),
  );
});

test("what may not be read is told, and something wrong is more than that", async () => {
  // Prepare
  const denied = refusal("AccessDeniedException", "no");
  world.lambda.on(ListEventSourceMappingsCommand).rejects(denied);
  world.cloudwatch.on(DescribeAlarmsCommand).rejects(denied);
  world.cloudwatch.on(GetMetricDataCommand).rejects(denied);

  // Act
  const unread = await status(environmentOf(), optionsOf());
  world.dynamodb.on(DescribeTableCommand).rejects(refusal("ResourceNotFoundException"));
  const wrong = await status(environmentOf(), optionsOf());

  // Assess
  expect(unread.exitCode).toBe(1);
  expect(unread.picture.unread).toEqual([
    "the alarms of handler of account 222222222222 cannot be read: AccessDeniedException: no",
    "the mappings of handler of account 222222222222 cannot be read: AccessDeniedException: no",
    "the metric IteratorAge of handler of account 222222222222 cannot be read: AccessDeniedException: no",
  ]);
  expect(wrong.exitCode).toBe(2);
});

test("each mapping's own lag is taken where somebody knows it", async () => {
  // Act
  const { picture } = await status(environmentOf(), optionsOf({ lags: async () => new Map([[UUID, 7]]) }));

  // Assess
  expect(picture.consumers[0]?.mappings[0]?.look).toMatchObject({ lagMs: 7 });
  expect(world.cloudwatch.commandCalls(GetMetricDataCommand)).toEqual([]);
});

test("where nobody tells the lags, the rest is told all the same", async () => {
  // Act
  const { picture, exitCode } = await status(
    environmentOf(),
    optionsOf({ lags: () => Promise.reject(new Error("no answer")) }),
  );

  // Assess
  expect(picture.unread).toEqual(["The lag of the mappings cannot be read: no answer"]);
  expect(picture.consumers[0]?.mappings[0]?.look).not.toHaveProperty("lagMs");
  expect(exitCode).toBe(1);
});

test("code that cannot be packed is told", async () => {
  // Prepare
  const codeHashOf = () => {
    throw new Error("index.ts cannot be bundled");
  };

  // Act
  const report = await status(environmentOf(), optionsOf({ codeHashOf }));

  // Assess
  expect(report.exitCode).toBe(0);
  expect(statusText(report)).toContain(
    "\n  handler: its code cannot be compared: index.ts cannot be bundled\n",
  );
});

test("five denials are explained, and a command explains each of the rest", async () => {
  // Prepare
  const keys = ["changes", ...["b", "c", "d", "e", "f"].map((letter) => `changes-${letter}`)];
  const sources = keys.map((key) => [
    `sources.${key}`,
    {
      account: "source",
      tableName: key,
      partitionKey: { name: "id", type: "S" },
      readers: [{ consumer: "handler" }],
    },
  ]);
  const edits = {
    ...Object.fromEntries(sources),
    "consumers.handler.mappings": keys.map((source) => ({ source })),
  };
  const streams = keys.map((key) => STREAM.replace("Changes", key));
  world.answers({
    mappings: streams.map((EventSourceArn) => ({
      ...MAPPING,
      EventSourceArn,
      LastProcessingResult: `PROBLEM: ${DENIAL}`,
    })),
  });
  for (const [index, key] of keys.entries()) {
    world.dynamodb
      .on(DescribeTableCommand, { TableName: key })
      .resolves({ Table: { LatestStreamArn: streams[index], StreamSpecification: ON } });
  }
  world.dynamodb.on(GetResourcePolicyCommand).rejects(refusal("InternalServerError"));

  // Act
  const { problems } = await status(environmentOf(edits), optionsOf());

  // Assess
  expect(problems.map(({ explanation, remedies }) => [explanation, remedies])).toEqual([
    ...Array.from({ length: 5 }, () => [["Because."], ["Do it."]]),
    [
      undefined,
      [
        "See who decides: npm run explain -- --environment test --deployed --principal handler --action dynamodb:DescribeStream --resource changes-f.stream",
      ],
    ],
  ]);
});

describe("a usage meter", () => {
  const METER_UUID = "5d0a3a0c-3a4f-4a55-8d55-1f6f3a6f9c22";
  const OF_METER = {
    ...MAPPING,
    UUID: METER_UUID,
    FunctionArn: "arn:aws:lambda:eu-central-1:222222222222:function:meter",
    BatchSize: 1_000,
    MaximumBatchingWindowInSeconds: 5,
    MaximumRetryAttempts: -1,
    TumblingWindowInSeconds: 300,
  };

  /** The report on the sample with a meter, whose mapping differs in this. */
  function reportWith(mapping: Partial<typeof OF_METER> | undefined, answers: Answers = {}) {
    world.answers(answers);
    world.lambda
      .on(ListEventSourceMappingsCommand, { FunctionName: "meter" })
      .resolves({ EventSourceMappings: mapping ? [{ ...OF_METER, ...mapping }] : [] });
    return status(environmentOf(metered()), optionsOf());
  }

  /** What is wrong with the meter's mapping: the stream's policy does not name its role in these answers. */
  async function problemsWith(...args: Parameters<typeof reportWith>) {
    const { problems } = await reportWith(...args);
    return problems.filter(({ place }) => !place.startsWith("source "));
  }

  test("has a row of its own for each mapping, with its own settings and batches", async () => {
    // Act
    const report = await reportWith({}, { failed: [`aws/lambda/${METER_UUID}/shardId-1/2026/one`] });

    // Assess
    const rows = statusText(report).split("\n").slice(3, 6);
    expect(rows.map((row) => row.trim().split(/ {2,}/).slice(0, 5))).toEqual([
      ["mapping", "state", "last result", "lag", "failed batches"],
      ["handler <- changes", "Enabled", "OK", "-", "0"],
      ["handler, usage meter <- changes", "Enabled", "OK", "-", "1"],
    ]);
    expect(statusText(report)).not.toContain("Other settings than in the file");
  });

  test("its lag is that of its own function", async () => {
    // Act
    await reportWith({});

    // Assess
    const asked = world.cloudwatch
      .commandCalls(GetMetricDataCommand)
      .map(
        ({ args: [{ input }] }) => input.MetricDataQueries?.[0]?.MetricStat?.Metric?.Dimensions?.[0]?.Value,
      );
    expect(asked.sort()).toEqual(["handler", "meter"]);
  });

  test("a mapping that is gone, that fails or that another setting was given is told", async () => {
    // Act
    const gone = await problemsWith(undefined);
    const failing = await problemsWith({ LastProcessingResult: "PROBLEM: Function call failed" });
    const report = await reportWith({ TumblingWindowInSeconds: 60 });

    // Assess
    const place = "handler, usage meter <- changes";
    expect(gone).toEqual([
      { place, cause: "There is no such mapping: nothing reads the stream.", remedies: [DEPLOY] },
    ]);
    expect(failing).toEqual([
      {
        place,
        cause: "Its last batch failed. AWS says: Function call failed",
        remedies: ["Read its log: aws logs tail /aws/lambda/meter --since 1h"],
      },
    ]);
    expect(statusText(report)).toContain(`${place}: tumbling_window_in_seconds: 60 instead of 300`);
  });

  test("what it gave up is missing in the ledger, and the remedy says so", async () => {
    // Act
    const [problem] = await problemsWith({}, { failed: [`aws/lambda/${METER_UUID}/shardId-1/2026/one`] });

    // Assess
    expect(problem).toMatchObject({
      place: "handler, usage meter <- changes",
      cause: expect.stringContaining("1 batch in the failure bucket"),
    });
    expect(problem?.remedies.at(-1)).toBe(
      "The usage ledger lacks what is in them: see the section on uncounted records of docs/runbook.md",
    );
  });

  test("a denial is explained for the meter's role, not for the handler's", async () => {
    // Prepare
    const explainDenial = jest.fn(async () => ({ lines: [], remedies: [] }));
    world.answers();
    world.lambda
      .on(ListEventSourceMappingsCommand, { FunctionName: "meter" })
      .resolves({ EventSourceMappings: [{ ...OF_METER, LastProcessingResult: `PROBLEM: ${DENIAL}` }] });

    // Act
    await status(environmentOf(metered()), optionsOf({ explainDenial }));

    // Assess
    expect(explainDenial).toHaveBeenCalledTimes(1);
    expect(explainDenial).toHaveBeenCalledWith(
      { consumer: "handler", reader: "usage-meter", source: "changes", action: "dynamodb:DescribeStream" },
      expect.anything(),
    );
  });
});

test("no value of a variable, of a tag or of an item is shown", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 12, unit: "grapheme-ascii" }), async (secret) => {
      // Prepare
      world.answers({
        fn: { Environment: { Variables: { PASSWORD: `<${secret}>` } }, Description: `<${secret}>` },
      });
      world.s3.on(ListObjectsV2Command).resolves({
        Contents: [{ Key: `aws/lambda/${UUID}/x`, ETag: `<${secret}>`, LastModified: new Date() }],
      });

      // Act
      const report = await status(environmentOf(), optionsOf());

      // Assess
      expect(`${statusText(report)}${statusJson(report)}`).not.toContain(`<${secret}>`);
    }),
    { numRuns: 20 },
  );
});
