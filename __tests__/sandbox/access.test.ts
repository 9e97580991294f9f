import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { GetItemCommand, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { differences, type Matrix } from "../../access/matrix";
import { matrixOf, modelOf, variantOf } from "../unit/access/judged";
import { temporaryFolder } from "../unit/support/temporary-folder";
import { type Actor, decisionOn, makeActor, rootOf } from "./support/acting";
import { freshAccount } from "./support/own-accounts";

const folder = temporaryFolder();
const SOURCE = freshAccount();
const CONSUMER = freshAccount();
const BUCKET = `handler-failures-${CONSUMER}-eu-central-1`;
const LOG_GROUP = "/aws/lambda/handler";
const KEY = "aws/lambda/batch";

const HANDLER = "handler / stream handler";
const OTHER = "another role of consumer";
const SOURCES_OTHER = "another role of source";

/**
 * What each column is as a call, and whose calls reach the resource at all. Left out is what the emulator cannot
 * judge: streams' policies, keys, and log streams, whose ARN ministack 1.5.33 takes for that of their group.
 */
const CALLS: readonly {
  readonly action: string;
  readonly resource: string;
  readonly by: readonly string[];
  readonly call: (actor: Actor) => Promise<unknown>;
}[] = [
  ...[
    {
      action: "PutObject",
      call: ({ s3 }: Actor) => s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: KEY, Body: "{}" })),
    },
    { action: "ListBucket", call: ({ s3 }: Actor) => s3.send(new ListObjectsV2Command({ Bucket: BUCKET })) },
    {
      action: "GetObject",
      call: ({ s3 }: Actor) => s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: KEY })),
    },
    {
      action: "DeleteObject",
      call: ({ s3 }: Actor) => s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: KEY })),
    },
  ].map((one) => ({ ...one, resource: `bucket ${BUCKET}`, by: [HANDLER, OTHER, SOURCES_OTHER] })),
  ...[
    {
      action: "FilterLogEvents",
      call: ({ logs }: Actor) => logs.send(new FilterLogEventsCommand({ logGroupName: LOG_GROUP })),
    },
  ].map((one) => ({ ...one, resource: `log group ${LOG_GROUP}`, by: [HANDLER, OTHER] })),
  {
    action: "DeleteLogGroup",
    resource: "another log group of handler's account",
    by: [HANDLER, OTHER],
    call: ({ logs }) => logs.send(new DeleteLogGroupCommand({ logGroupName: "/aws/lambda/another" })),
  },
  ...[
    {
      action: "GetItem",
      call: ({ dynamodb }: Actor) =>
        dynamodb.send(new GetItemCommand({ TableName: "Another", Key: { id: { S: "1" } } })),
    },
    {
      action: "PutItem",
      call: ({ dynamodb }: Actor) =>
        dynamodb.send(new PutItemCommand({ TableName: "Another", Item: { id: { S: "1" } } })),
    },
    {
      action: "Scan",
      call: ({ dynamodb }: Actor) => dynamodb.send(new ScanCommand({ TableName: "Another" })),
    },
  ].map((one) => ({ ...one, resource: "another table of handler's account", by: [HANDLER, OTHER] })),
];

let matrix: Matrix;
const actors = new Map<string, Actor>();

beforeAll(async () => {
  const variant = variantOf({ "accounts.source.id": SOURCE, "accounts.consumer.id": CONSUMER }, folder);
  const { principals, resources } = modelOf(variant);
  matrix = await matrixOf(variant);
  const root = rootOf(CONSUMER);
  const policy = resources.find(({ label }) => label === `bucket ${BUCKET}`)?.policy?.document;
  await root.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await root.s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: JSON.stringify(policy) }));
  await root.logs.send(new CreateLogGroupCommand({ logGroupName: LOG_GROUP }));
  for (const principal of principals) {
    if (![HANDLER, OTHER, SOURCES_OTHER].includes(principal.label)) continue;
    actors.set(principal.label, await makeActor(principal));
  }
});

test("what the file means differs in nothing", () => {
  expect(differences(matrix)).toEqual([]);
});

test.each(CALLS.flatMap(({ by, ...rest }) => by.map((principal) => ({ ...rest, principal }))))(
  "the emulator's IAM decides the same: $principal, $action, $resource",
  async ({ principal, action, resource, call }) => {
    // Prepare
    const actor = actors.get(principal);
    const cell = matrix.cells.find(
      (one) => one.principal === principal && one.action === action && one.resource === resource,
    );

    // Act
    const decision = actor && (await decisionOn(call(actor)));

    // Assess
    expect(decision).toBe(cell?.decision);
  },
);
