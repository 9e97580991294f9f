import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { fromLoaded } from "../../config/loaded";
import { PROJECT_ROOT } from "../../config/paths";
import type { Environment } from "../../config/schema";
import { scripts } from "../../package.json";
import { type Hands, ROLE, TABLE } from "./support/by-hand/by-hand";
import {
  deleteByHand,
  repointMapping,
  restartStream,
  tamperWithConsumer,
  tamperWithSource,
} from "./support/by-hand/tampering";
import { OwnPipeline } from "./support/own-pipeline";
import { rootReader } from "./support/root-reader";

const pipeline = new OwnPipeline("drift");
const MAPPING = "consumer aws_lambda_event_source_mapping.mapping_changes";
const environments = mkdtempSync(join(tmpdir(), "drift-"));

jest.setTimeout(240_000);

/** The environment `sandbox` with a table that is worth something. */
function guarded(environment: Environment): Environment {
  const changes = fromLoaded(environment.sources.changes, "sources.changes");
  const encryption = { type: "customer-managed" } as const;
  return { ...environment, sources: { changes: { ...changes, encryption, deletionProtection: true } } };
}

/** The same as a file. */
function writeEnvironment(): void {
  const { source, consumer } = pipeline.accounts;
  const text = readFileSync(join(String(process.env.ENVIRONMENTS_DIRECTORY), "sandbox.yaml"), "utf8")
    .replace("111111111111", source)
    .replace("222222222222", consumer)
    .replace("deletionProtection: false", "encryption: { type: customer-managed }");
  writeFileSync(join(environments, "sandbox.yaml"), text);
}

/** Who tampers, and with which stream. */
async function hands(): Promise<Hands> {
  const { source: sourceId, consumer: consumerId } = pipeline.accounts;
  const source = await rootReader(sourceId);
  const { Table } = await source.dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
  return {
    source,
    consumer: await rootReader(consumerId),
    sourceId,
    consumerId,
    streamArn: String(Table?.LatestStreamArn),
    keyArn: String(Table?.SSEDescription?.KMSMasterKeyArn),
  };
}

/** Runs the command as `npm run drift` does. */
function runDrift(...parameters: string[]) {
  const [, ...command] = scripts.drift.split(" ");
  const env = { ...process.env, ENVIRONMENTS_DIRECTORY: environments };
  const all = [...command, "--environment", "sandbox", ...parameters];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, {
    cwd: PROJECT_ROOT,
    env,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

interface Finding {
  readonly place: string;
  readonly deployment: string;
}

/** The exit code, and what the command says of each place, sorted by place. */
function drift() {
  const { status, stdout, stderr } = runDrift("--json");
  if (stdout === "") throw new Error(stderr);
  const { findings, notes } = JSON.parse(stdout);
  const lines = (findings as Finding[]).map(({ place, deployment }) => `${place}: ${deployment}`);
  return { status, lines: lines.sort(), notes };
}

beforeAll(async () => {
  writeEnvironment();
  await pipeline.open();
  pipeline.synthesizeWhole(guarded);
});

afterAll(() => rmSync(environments, { recursive: true }));

test("before the first deployment there is nothing to compare with", () => {
  // Act
  const { status, stdout, stderr } = runDrift();

  // Assess
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain('Nothing of the environment "sandbox" is deployed in its accounts.\n');
});

test("what was just deployed has not drifted; a stack that was not deployed is one finding", async () => {
  // Prepare
  await pipeline.deploy("source");

  // Act
  const half = drift();
  await pipeline.deploy("consumer");
  const { status, stdout, stderr } = runDrift();

  // Assess
  expect(half).toEqual({ status: 2, lines: ["consumer: puts back"], notes: [] });
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: "No drift: what is deployed is what the environment file implies.\n",
    stderr: expect.stringMatching(/^AWS: the sandbox at .*\n$/),
  });
});

/** What no stack knows: a deployment leaves it. */
const LEFT = [
  `consumer aws_iam_role_policy more of role ${ROLE}, a statement without Sid: leaves`,
  `consumer aws_iam_role_policy_attachment of role ${ROLE}: leaves`,
  "consumer aws_lambda_function elsewhere: leaves",
  "consumer aws_lambda_function.function URL: leaves",
  "consumer aws_lambda_permission of aws_lambda_function.function, statement everyone: leaves",
  "source aws_kms_key.table_key grant: leaves",
];
const ROLE_POLICY = "consumer aws_iam_role_policy.role_policy";
const BUCKET = "failure_bucket";

test("what was edited by hand is found; a deployment puts back what it knows, and nothing else", async () => {
  // Prepare
  const tampering = await hands();
  await repointMapping(tampering);
  await tamperWithSource(tampering);
  await tamperWithConsumer(tampering);

  // Act
  const before = drift();
  await pipeline.deploy();
  const after = drift();

  // Assess
  const lines = [
    ...LEFT,
    "consumer aws_iam_role.role assume_role_policy, a statement without Sid, Principal: puts back",
    `${ROLE_POLICY} policy, a statement without Sid, Action: puts back`,
    `${ROLE_POLICY} policy, a statement without Sid, Resource: puts back`,
    // Each statement that is gone: streams, key, batches, bucket.
    ...Array.from({ length: 4 }, () => `${ROLE_POLICY} policy: puts back`),
    `${MAPPING} batch_size: puts back`,
    `${MAPPING} destination_config: puts back`,
    `${MAPPING} enabled: puts back`,
    `${MAPPING} filter_criteria: puts back`,
    `${MAPPING} function_name: puts back`,
    `consumer aws_s3_bucket_policy.${BUCKET}_policy policy: puts back`,
    `consumer aws_s3_bucket_public_access_block.${BUCKET}_public_access_block: puts back`,
    `consumer aws_s3_bucket_versioning.${BUCKET}_versioning versioning_configuration.status: puts back`,
    "source aws_dynamodb_resource_policy.stream_policy policy, statement More: puts back",
    "source aws_dynamodb_table.table deletion_protection_enabled: puts back",
    "source aws_dynamodb_table.table point_in_time_recovery.enabled: puts back",
  ];
  expect(before).toEqual({ status: 2, lines: lines.sort(), notes: [] });
  expect(after).toEqual({ status: 2, lines: LEFT, notes: [] });
});

test("what was deleted by hand is deployed again; a mapping that no stack knows stays", async () => {
  // Prepare
  const uuid = await deleteByHand(await hands());

  // Act
  const before = drift();
  await pipeline.deploy();
  const after = drift();

  // Assess
  const left = [
    ...LEFT,
    `consumer aws_lambda_event_source_mapping ${uuid}: leaves`,
    "consumer aws_lambda_function more: leaves",
  ];
  const lines = [
    ...left,
    `${MAPPING}: puts back`,
    `${ROLE_POLICY}: puts back`,
    "source aws_dynamodb_resource_policy.stream_policy policy: puts back",
  ];
  expect(before).toEqual({ status: 2, lines: lines.sort(), notes: [] });
  expect(after).toEqual({ status: 2, lines: left.sort(), notes: [] });
});

/** What reads, or lets in, on the stream that the table had before. */
const ON_OLD_STREAM = [
  `${ROLE_POLICY} policy, statement ReadStreams, Resource: puts back`,
  `${MAPPING} event_source_arn: puts back`,
  "source aws_dynamodb_resource_policy.stream_policy policy: puts back",
];

test("a stream that was replaced by hand: a deployment follows, unless the view type is another", async () => {
  // Prepare
  const left = [...LEFT, "consumer aws_lambda_function more: leaves"];

  // Act
  await restartStream(await hands(), "NEW_AND_OLD_IMAGES");
  const before = drift();
  await pipeline.deploy();
  const after = drift();
  await restartStream(await hands(), "NEW_IMAGE");
  const otherView = drift();
  const refusal = await pipeline.refusal();

  // Assess
  expect(before).toEqual({ status: 2, lines: [...left, ...ON_OLD_STREAM].sort(), notes: [] });
  expect(after).toEqual({ status: 2, lines: left.sort(), notes: [] });
  const stops = "source aws_dynamodb_table.table stream_view_type: stops";
  expect(otherView).toEqual({ status: 2, lines: [...left, ...ON_OLD_STREAM, stops].sort(), notes: [] });
  expect(refusal).toContain("only a new stream can have NEW_AND_OLD_IMAGES.");
});
