import { type Content, CROSS_ACCOUNT, REMOVED } from "../config/sample";
import { expression, policyOf, resource, settingsOf, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const SWITCHER = "consumers.handler.accountSwitcher";

/** The sample with an account switcher, and edits. */
const synthesized = (edits: Content = {}) =>
  synthesize({ ...structuredClone(CROSS_ACCOUNT), ...edits }, folder);

const statementsOf = (edits: Content) => {
  const policy = resource(synthesized(edits), "consumer", "aws_iam_role_policy", "switcher_role_policy");
  return (policyOf(policy) as { Statement: unknown[] }).Statement;
};

test("the switcher is traced, and knows the role that it assumes", () => {
  // Act
  const fn = resource(synthesized(), "consumer", "aws_lambda_function", "switcher_function");

  // Assess
  expect(fn).toMatchObject({
    function_name: "switcher",
    tracing_config: { mode: "Active" },
    layers: [expression("aws_lambda_layer_version.cross_account_layer.arn")],
    environment: { variables: { TARGET_ROLE_NAME: "external-role" } },
  });
});

test("it may assume the role in each of the accounts, named one by one", () => {
  // Prepare
  const edits = {
    "accounts.third": { id: "333333333333" },
    [`${SWITCHER}.accounts`]: ["third", "source", "third"],
  };

  // Act
  const [assume, ...others] = statementsOf(edits);

  // Assess
  expect(assume).toEqual({
    Sid: "AssumeAccessRoles",
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Resource: [
      "arn:aws:iam::111111111111:role/external-role",
      "arn:aws:iam::333333333333:role/external-role",
    ],
  });
  expect(others).toMatchObject([{ Sid: "WriteOwnLogStreams" }, { Sid: "SendTraces", Resource: "*" }]);
});

test("it may assume the role in any account only if the file says so", () => {
  // Act
  const [assume] = statementsOf({ [`${SWITCHER}.accounts`]: "any" });

  // Assess
  expect(assume).toMatchObject({
    Sid: "AssumeInAnyAccount",
    Resource: ["arn:aws:iam::*:role/external-role"],
  });
});

test("the layer holds the code that functions share, and is there once", () => {
  // Act
  const layer = settingsOf(
    resource(synthesized(), "consumer", "aws_lambda_layer_version", "cross_account_layer"),
  );

  // Assess
  expect(layer).toMatchObject({
    layer_name: "handler-cross-account",
    filename: expect.stringMatching(/^assets\/.*\.zip$/),
    source_code_hash: expect.any(String),
    compatible_runtimes: ["nodejs20.x", "nodejs22.x"],
  });
});

test("a consumer with neither function has no layer, and no outputs for them", () => {
  // Prepare
  const edits = {
    "consumers.handler.readerApi": REMOVED,
    [SWITCHER]: REMOVED,
    "sources.changes.accessRoles": {},
  };

  // Act
  const { stacks } = synthesized(edits);

  // Assess
  expect(stacks.consumer?.resource).not.toHaveProperty("aws_lambda_layer_version");
  expect(Object.keys(stacks.consumer?.output ?? {})).toEqual([
    "alarm_topic_arns",
    "failure_bucket_name",
    "function_arn",
    "function_name",
    "log_group_name",
    "mapping_uuids",
    "role_arn",
  ]);
});
