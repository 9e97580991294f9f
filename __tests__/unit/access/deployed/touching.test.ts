import type { Identity } from "../../../../access/deployed/inventory/account-identities";
import { Notes } from "../../../../access/deployed/inventory/notes";
import type { OwnResource } from "../../../../access/deployed/inventory/own-resources";
import { touchedBy } from "../../../../access/deployed/inventory/touching";
import { expression } from "../../support/synthesize";

const TABLE: OwnResource = {
  label: "table Orders",
  arn: "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders",
  accountId: "111111111111",
  region: "eu-central-1",
  actions: ["dynamodb:Scan", "dynamodb:PutItem"],
  content: { suffix: "/stream/any", actions: ["dynamodb:GetRecords"] },
};

function identity(statement: object, more: Partial<Identity> = {}): Identity {
  return {
    kind: "role",
    name: "other",
    path: "/",
    arn: "arn:aws:iam::111111111111:role/other",
    policies: [{ name: "own", document: policy(statement) }],
    ...more,
  };
}

function policy(statement: object) {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Resource: "*", ...statement }] };
}

test.each<[string, Identity, string[]]>([
  [
    "everything",
    identity({ Action: "*" }),
    ["dynamodb:Scan, dynamodb:PutItem, dynamodb:GetRecords on table Orders"],
  ],
  ["in other letters", identity({ Action: "DYNAMODB:scan" }), ["dynamodb:Scan on table Orders"]],
  [
    "everything but another service",
    identity({ NotAction: "s3:*" }),
    ["dynamodb:Scan, dynamodb:PutItem, dynamodb:GetRecords on table Orders"],
  ],
  [
    "as a user",
    identity({ Action: "dynamodb:PutItem" }, { kind: "user", arn: "arn:aws:iam::111111111111:user/other" }),
    ["dynamodb:PutItem on table Orders"],
  ],
  ["another service", identity({ Action: "s3:*" }), []],
  [
    "another table",
    identity({ Action: "*", Resource: "arn:aws:dynamodb:eu-central-1:111111111111:table/Other" }),
    [],
  ],
  [
    "what a boundary takes away",
    identity(
      { Action: "*" },
      { boundary: { name: "boundary", document: policy({ Action: "dynamodb:Scan" }) } },
    ),
    ["dynamodb:Scan on table Orders"],
  ],
])("%s", async (_what, one, expected) => {
  // Prepare
  const notes = new Notes();

  // Act
  const touched = await touchedBy(one, [TABLE], notes);

  // Assess
  expect({ touched, notes: notes.lines }).toEqual({ touched: expected, notes: [] });
});

test("what the simulator cannot judge is noted", async () => {
  // Prepare
  const notes = new Notes();
  const broken = identity({ Action: "dynamodb:Scan" }, { arn: "nobody" });

  // Act
  const touched = await touchedBy(broken, [{ ...TABLE, arn: expression("unknown") }], notes);

  // Assess
  expect(touched).toEqual([]);
  expect(notes.lines).toEqual([
    `dynamodb:Scan by role other cannot be judged: the resource ${expression("unknown")} holds an unresolved reference`,
  ]);
});
