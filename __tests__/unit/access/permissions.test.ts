import { AccessError } from "../../../access/access-error";
import type { Cell } from "../../../access/cell";
import { differences, type Matrix } from "../../../access/matrix";
import { differenceText } from "../../../access/report/text";
import { type Content, CROSS_ACCOUNT } from "../config/sample";
import { temporaryFolder } from "../support/temporary-folder";
import { changed, matrixOf, type Variant, variantOf } from "./judged";

const folder = temporaryFolder();

const HANDLER = "handler / stream handler";
const BUS = "arn:aws:events:eu-central-1:222222222222:event-bus/orders";
const TOTALS = "arn:aws:dynamodb:eu-central-1:222222222222:table/Totals";
const TOPIC = "arn:aws:sns:eu-central-1:222222222222:large-orders";
const ARCHIVE = "arn:aws:s3:::archive/orders/*";
const FOREIGN_QUEUE = "arn:aws:sqs:eu-central-1:111111111111:inbox";

const because = "The tests want it";
const EDITS: Content = {
  ...structuredClone(CROSS_ACCOUNT),
  "consumers.handler.function.permissions": [
    { eventBus: "orders", because },
    { table: "Totals", access: "readWrite", because },
    { actions: ["sns:Publish"], resources: [TOPIC], because },
    { actions: ["s3:PutObject"], resources: [ARCHIVE], because, wildcardBecause: because },
    {
      actions: ["s3:GetObject"],
      resources: ["arn:aws:s3:::archive/index"],
      conditions: {
        StringEquals: { "s3:ExistingObjectTag/kind": ["a", "b"] },
        Bool: { "aws:Secure": "true" },
      },
      because,
    },
    { actions: ["sqs:SendMessage"], resources: [FOREIGN_QUEUE], because },
    {
      actions: ["cloudwatch:PutMetricData", "ssm:Get*"],
      resources: ["*"],
      because,
      wildcardBecause: because,
    },
    { actions: ["kms:Encrypt"], resources: ["arn:aws:kms:eu-central-1:222222222222:key/k"], because },
    // The function's own failure bucket.
    {
      actions: ["s3:GetObject"],
      resources: ["arn:aws:s3:::handler-failures-222222222222-eu-central-1/*"],
      because,
      wildcardBecause: because,
    },
  ],
  "consumers.handler.readerApi.function.permissions": [{ queue: "asked.fifo", because }],
};

const variant = () => variantOf(EDITS, folder);
const linesAfter = async (from: string, to: string) =>
  differences(await matrixOf(changed(variant(), from, to))).map(differenceText);

function cellsOf({ cells }: Matrix, resource: string): string[] {
  const text = ({ principal, action, decision }: Cell) => `${principal}, ${action}: ${decision}`;
  return cells.filter((cell) => cell.resource === resource).map(text);
}

describe("a file with permissions", () => {
  let matrix: Matrix;
  beforeAll(async () => {
    matrix = await matrixOf(variant());
  });

  test("its policies hold what it means, and nothing else", () => {
    expect(differences(matrix)).toEqual([]);
  });

  test("a permission is that of one function; administrators of the account have it anyway", () => {
    // Prepare: the matrix

    // Act
    const cells = cellsOf(matrix, BUS);

    // Assess
    expect(cells.filter((text) => text.endsWith("allow"))).toEqual([
      `${HANDLER}, PutEvents: allow`,
      "deploy role of consumer, PutEvents: allow",
      "another role of consumer, PutEvents: allow",
      "handler / reader API, if it were an administrator, PutEvents: allow",
      `${HANDLER}, if it were an administrator, PutEvents: allow`,
      "handler / account switcher, if it were an administrator, PutEvents: allow",
    ]);
    expect(cells).toContain("handler / reader API, PutEvents: deny");
    expect(cells).toContain("a stranger's role, PutEvents: deny");
  });

  test("every action of a short form is asked about", () => {
    // Prepare: the matrix

    // Act
    const cells = cellsOf(matrix, TOTALS).filter((text) => text.startsWith(`${HANDLER}, `));

    // Assess
    expect(cells.filter((text) => !text.includes("if it were")).sort()).toEqual(
      [
        "BatchGetItem",
        "BatchWriteItem",
        "ConditionCheckItem",
        "DeleteItem",
        "GetItem",
        "PutItem",
        "Query",
        "Scan",
        "UpdateItem",
      ].map((name) => `${HANDLER}, ${name}: allow`),
    );
  });

  test("another account's resource is judged as if it let the function's account in", () => {
    // Prepare: the matrix

    // Act
    const cells = cellsOf(matrix, `${FOREIGN_QUEUE}, if its own policy let account 222222222222 in`);

    // Assess
    expect(cells).toContain(`${HANDLER}, SendMessage: allow`);
    expect(cells).toContain("handler / reader API, SendMessage: deny");
  });

  test("what the simulator cannot answer is compared as text", () => {
    // Prepare: the matrix

    // Act
    const conditional = cellsOf(matrix, "arn:aws:s3:::archive/index");
    const open = cellsOf(matrix, "*");

    // Assess
    expect(conditional).toEqual([
      `${HANDLER}, s3:GetObject if {"Bool":{"aws:Secure":["true"]},"StringEquals":{"s3:ExistingObjectTag/kind":["a","b"]}}: allow`,
    ]);
    expect(open).toEqual([`${HANDLER}, cloudwatch:PutMetricData: allow`, `${HANDLER}, ssm:Get*: allow`]);
  });
});

const ALLOWED = "allow, but the environment file expects deny: allowed by";
const OWN_POLICY = "consumer aws_iam_role_policy.role_own_policy";

test.each([
  {
    what: "a resource that the file does not name",
    from: TOPIC,
    to: `${TOPIC}-2`,
    lines: [
      `${HANDLER}, Publish, ${TOPIC}: deny, but the environment file expects allow: no statement of its own policies allows it`,
      `${HANDLER}, sns:Publish, ${TOPIC}-2: ${ALLOWED} MaySnsPublish (${OWN_POLICY})`,
    ],
  },
  {
    what: "a wider action",
    from: "events:PutEvents",
    to: "events:Put*",
    lines: [`${HANDLER}, events:Put*, ${BUS}: ${ALLOWED} MayPutEventsOntoBusOrders (${OWN_POLICY})`],
  },
  {
    what: "a wider resource",
    from: ARCHIVE,
    to: "arn:aws:s3:::archive/*",
    lines: [`${HANDLER}, s3:PutObject, arn:aws:s3:::archive/*: ${ALLOWED} MayS3PutObject (${OWN_POLICY})`],
  },
  {
    what: "an action on everything that no question is about",
    from: '\\"xray:PutTelemetryRecords\\",',
    to: '\\"xray:PutTelemetryRecords\\",\\"ec2:RunInstances\\",',
    lines: [
      `handler / account switcher, ec2:RunInstances, *: ${ALLOWED} SendTraces (consumer aws_iam_role_policy.switcher_role_policy)`,
    ],
  },
  {
    what: "other values in a condition",
    from: '[\\"a\\",\\"b\\"]',
    to: '[\\"a\\"]',
    lines: [
      `${HANDLER}, s3:GetObject if {"Bool":{"aws:Secure":["true"]},"StringEquals":{"s3:ExistingObjectTag/kind":["a","b"]}}, arn:aws:s3:::archive/index: deny, but the environment file expects allow: no statement of its own policies says the same`,
      `${HANDLER}, s3:GetObject if {"Bool":{"aws:Secure":["true"]},"StringEquals":{"s3:ExistingObjectTag/kind":["a"]}}, arn:aws:s3:::archive/index: ${ALLOWED} MayS3GetObject (${OWN_POLICY})`,
    ],
  },
  {
    what: "everything but one action",
    from: '\\"Action\\":[\\"sns:Publish\\"]',
    to: '\\"NotAction\\":[\\"sns:Publish\\"]',
    lines: [
      `${HANDLER}, Publish, ${TOPIC}: deny, but the environment file expects allow: no statement of its own policies allows it`,
      `${HANDLER}, all but sns:Publish, ${TOPIC}: ${ALLOWED} MaySnsPublish (${OWN_POLICY})`,
    ],
  },
  {
    what: "a denial",
    from: '\\"MayPutEventsOntoBusOrders\\",\\"Effect\\":\\"Allow\\"',
    to: '\\"MayPutEventsOntoBusOrders\\",\\"Effect\\":\\"Deny\\"',
    lines: [
      `${HANDLER}, PutEvents, ${BUS}: deny, but the environment file expects allow: denied by MayPutEventsOntoBusOrders (${OWN_POLICY})`,
    ],
  },
])("a policy that was changed by hand differs: $what", async ({ from, to, lines }) => {
  // Prepare: the edit

  // Act
  const found = await linesAfter(from, to);

  // Assess
  expect(found).toEqual(lines);
});

test("permissions that the policies do not have differ, each of them", async () => {
  // Prepare
  const { environment } = variant();
  const without: Variant = { environment, stacks: variantOf(structuredClone(CROSS_ACCOUNT), folder).stacks };

  // Act
  const found = differences(await matrixOf(without));

  // Assess
  expect(found.every(({ decision }) => decision === "deny")).toBe(true);
  expect(found.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["PutEvents", "Publish", "SendMessage", "PutItem", "Encrypt", "ssm:Get*"]),
  );
});

test("an action that does not exist is an error", async () => {
  // Prepare
  const edits = {
    "consumers.handler.function.permissions": [{ actions: ["sns:Publis"], resources: [TOPIC], because }],
  };

  // Act
  const matrix = matrixOf(variantOf(edits, folder));

  // Assess
  await expect(matrix).rejects.toThrow(AccessError);
  await expect(matrix).rejects.toThrow(/sns:Publis/);
});
