import { listOf, nameOf, principalsOf, statementsOf } from "../../../synthesized/statements";

const STATEMENT = { Sid: "Reads", Effect: "Allow" };

test.each([
  ["several", { Statement: [STATEMENT, STATEMENT] }, [STATEMENT, STATEMENT]],
  ["one without brackets", { Statement: STATEMENT }, [STATEMENT]],
  ["none, in another document", { maxReceiveCount: 3 }, []],
  ["none, in no document", undefined, []],
  ["none, in null", null, []],
])("statements of a policy: %s", (_what, document, expected) => {
  // Prepare
  const policy = document;

  // Act
  const statements = statementsOf(policy);

  // Assess
  expect(statements).toEqual(expected);
});

test.each([
  ["absent", undefined, []],
  ["one value", "s3:GetObject", ["s3:GetObject"]],
  ["several values", ["s3:GetObject", "s3:PutObject"], ["s3:GetObject", "s3:PutObject"]],
])("a field as a list: %s", (_what, value, expected) => {
  // Prepare
  const field = value;

  // Act
  const list = listOf(field);

  // Assess
  expect(list).toEqual(expected);
});

test.each([
  ["everyone", "*", ["*"]],
  ["an account", { AWS: "111111111111" }, ["111111111111"]],
  [
    "accounts and services",
    { AWS: ["111111111111", "222222222222"], Service: "lambda.amazonaws.com" },
    ["111111111111", "222222222222", "lambda.amazonaws.com"],
  ],
  ["none", undefined, []],
])("principals of a statement: %s", (_what, Principal, expected) => {
  // Prepare
  const statement = { ...STATEMENT, Principal };

  // Act
  const principals = principalsOf(statement);

  // Assess
  expect(principals).toEqual(expected);
});

test("a statement is named by its Sid, if it has one", () => {
  // Prepare
  const statements = [STATEMENT, { Effect: "Deny" }];

  // Act
  const names = statements.map(nameOf);

  // Assess
  expect(names).toEqual(["statement Reads", "a statement without Sid"]);
});
