import { join } from "node:path";
import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateKeyCommand } from "@aws-sdk/client-kms";
import type { Environment } from "../../config/schema";
import { DRIFT_ROWS } from "../../deploy-policy/drift";
import { holdersOf } from "../../deploy-policy/holders";
import { stateFolder } from "../../sandbox/state-folder";
import type { Stack } from "../../synthesized/stack";
import { APPLY_TIMEOUT_MS } from "./support/apply-timeout";
import { grown } from "./support/deploy-role/growing";
import { notMissed } from "./support/deploy-role/leaving-out";
import { Rehearsal } from "./support/deploy-role/rehearsal";
import { APPLY, DESTROY, emptyPlan, PLAN, printed, refused, succeed } from "./support/deploy-role/runs";
import { decisionsOn, type Unit, unitsOf } from "./support/deploy-role/units";
import { encryptedWith, keysOf, makeTable, replaceStream, STREAM } from "./support/existing-table";

/*
 * A table that its owner made, with a key of the owner's, from the first deployment to the destruction of the stacks. Each
 * test goes on where the one before it stopped. Terraform runs with exactly the policies that the command prints, or
 * without some of them.
 */

const OWNER = "123456789012";
const CONSUMER = "210987654321";
const TABLE = "Orders";

let rehearsal: Rehearsal;
let dynamodb: DynamoDBClient;
let closeClients: () => void;
let keyArn = "";
let stacks: Stack[];

/** The environment `minimal` with a table that is there already. */
function existing(environment: Environment): void {
  const encryption = { type: "customer-managed", keyArn } as const;
  Object.assign(environment.sources.orders ?? {}, { existing: true, encryption });
  const quick = { failureBucket: { versioning: true, removeOldVersionsAfterDays: null }, alarms: false };
  Object.assign(environment.consumers["order-events"] ?? {}, quick);
}

/** A key whose policy has the statement of docs/existing-tables.md. */
async function makeKey(): Promise<string> {
  const kms = keysOf(OWNER, rehearsal.state);
  const root = `arn:aws:iam::${OWNER}:root`;
  const role = `arn:aws:iam::${CONSUMER}:role/OrderEventsHandler`;
  const Statement = [
    { Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" },
    {
      Sid: "OrderEventsDecrypts",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${CONSUMER}:root` },
      Action: ["kms:Decrypt", "kms:DescribeKey"],
      Resource: "*",
      Condition: { ArnEquals: { "aws:PrincipalArn": role } },
    },
  ];
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy }));
  kms.destroy();
  return String(KeyMetadata?.Arn);
}

/** What the role of the source needs for its resources, as far as the emulator can check it. */
function sourceUnits(): Unit[] {
  return unitsOf(holdersOf(stacks, stacks)).filter(({ place }) => place?.startsWith("source "));
}

beforeAll(async () => {
  const folder = join(stateFolder(), "deploy-policy-existing-table");
  rehearsal = await Rehearsal.start({ folder, environment: "minimal" });
  ({ dynamodb, destroy: closeClients } = rehearsal.clients(OWNER));
  keyArn = await makeKey();
  const more = { StreamSpecification: STREAM, SSESpecification: encryptedWith(keyArn) };
  await makeTable(dynamodb, TABLE, {
    ...more,
    AttributeDefinitions: [{ AttributeName: "orderId", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "orderId", KeyType: "HASH" }],
  });
  stacks = rehearsal.synthesize(existing);
}, APPLY_TIMEOUT_MS);

afterAll(async () => {
  closeClients();
  await rehearsal.stop();
});

test("the role of the source may change nothing but the stream's policy", () => {
  // Act
  const writes = sourceUnits().filter(({ steps }) => !steps.includes("read"));

  // Assess
  expect(writes.map(({ action, resources }) => [action, resources])).toEqual(
    ["PutResourcePolicy", "DeleteResourcePolicy"].map((name) => [
      `dynamodb:${name}`,
      [`arn:aws:dynamodb:eu-central-1:${OWNER}:table/${TABLE}/stream/*`],
    ]),
  );
});

test(
  "both stacks are deployed with exactly what the command prints, and planned again with what --plan-only prints",
  async () => {
    // Prepare
    await rehearsal.identities.give(printed(stacks));
    for (const stack of ["source", "consumer"]) await succeed(rehearsal, stack, "init", "-input=false");

    // Act
    for (const stack of ["source", "consumer"]) await succeed(rehearsal, stack, ...APPLY);
    const since = rehearsal.decisions().length;
    await rehearsal.identities.give(printed(stacks, "plan"));
    const plans = [await emptyPlan(rehearsal, "source"), await emptyPlan(rehearsal, "consumer")];

    // Assess
    expect(plans).toEqual([true, true]);
    expect(refused(rehearsal, 0)).toEqual([]);
    const decisions = rehearsal.decisions().slice(since);
    const reads = sourceUnits().filter(({ steps }) => steps.includes("read"));
    expect(reads.filter((unit) => decisionsOn(unit, decisions).length === 0)).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a plan of the source fails without any single permission to read",
  async () => {
    // Prepare
    const units = sourceUnits().filter(({ steps }) => steps.includes("read"));

    // Act
    const run = () => rehearsal.terraform("source", ...PLAN, "-lock=false");
    const tolerated = await notMissed({ rehearsal, stacks, units, run });

    // Assess
    expect(units.map(({ action }) => action).sort()).toEqual([
      "dynamodb:DescribeContinuousBackups",
      "dynamodb:DescribeTable",
      "dynamodb:DescribeTimeToLive",
      "dynamodb:GetResourcePolicy",
      "dynamodb:ListTagsOfResource",
      "kms:DescribeKey",
    ]);
    expect(tolerated).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "drift is looked for with exactly what --drift prints: nothing stays unread, and every permission is used",
  async () => {
    // Prepare
    await rehearsal.identities.give(printed(stacks, "drift"));
    const since = rehearsal.decisions().length;

    // Act
    const { findings, unread } = await rehearsal.drift(existing);

    // Assess
    expect({ findings, unread }).toEqual({ findings: [], unread: [] });
    const decisions = rehearsal.decisions().slice(since);
    expect(decisions.filter(({ allowed }) => !allowed)).toEqual([]);
    const reads = unitsOf(holdersOf(stacks, stacks, DRIFT_ROWS)).filter(({ place }) =>
      place?.startsWith("source "),
    );
    expect(reads.length).toBeGreaterThan(2);
    expect(reads.filter((unit) => decisionsOn(unit, decisions).length === 0)).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a stream that its owner replaced: without both permissions Terraform fails, and with what is printed all follows",
  async () => {
    // Prepare
    const newStream = await replaceStream(dynamodb, TABLE);
    await rehearsal.identities.give(printed(stacks));
    const units = sourceUnits().filter(({ steps }) => !steps.includes("read"));

    // Act
    const result = await grown({
      rehearsal,
      variants: [stacks],
      units,
      run: () => rehearsal.terraform("source", ...APPLY, "-lock=false"),
    });
    const since = rehearsal.decisions().length;
    await succeed(rehearsal, "consumer", ...APPLY);
    const plans = [await emptyPlan(rehearsal, "source"), await emptyPlan(rehearsal, "consumer")];

    // Assess
    expect(result.stuck).toBeUndefined();
    expect(result.missed).toEqual(expect.arrayContaining(units.map(({ id }) => id)));
    expect(plans).toEqual([true, true]);
    expect(refused(rehearsal, since)).toEqual([]);
    const asked = rehearsal.decisions().filter(({ action }) => action === "dynamodb:PutResourcePolicy");
    expect(asked.map(({ resource }) => resource)).toContain(newStream);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "both stacks are destroyed with exactly what the command prints, and the owner's table stays",
  async () => {
    // Prepare
    const since = rehearsal.decisions().length;

    // Act
    for (const stack of ["consumer", "source"]) await succeed(rehearsal, stack, ...DESTROY);

    // Assess
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
    expect(Table?.TableStatus).toBe("ACTIVE");
    expect(refused(rehearsal, since)).toEqual([]);
    const decisions = rehearsal.decisions();
    expect(sourceUnits().filter((unit) => decisionsOn(unit, decisions).length === 0)).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);
