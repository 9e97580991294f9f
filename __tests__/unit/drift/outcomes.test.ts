import { LEAVES, outcomeOf, PUTS_BACK } from "../../../drift/outcomes";

test.each([
  ["aws_lambda_event_source_mapping", "enabled"],
  ["aws_lambda_event_source_mapping", "destination_config"],
  ["aws_dynamodb_resource_policy", "policy"],
  ["aws_iam_role", "assume_role_policy"],
  ["aws_iam_role_policy", "policy"],
  ["aws_iam_role_policy_attachment", ""],
  ["aws_s3_bucket_policy", "policy"],
  ["aws_s3_bucket_lifecycle_configuration", "rule of bucket failures"],
  ["aws_dynamodb_table", "deletion_protection_enabled"],
  ["aws_lambda_permission", "of aws_lambda_function.reader_function"],
])("a deployment puts back %s %s", (type, part) => {
  // Act
  const outcome = outcomeOf(type, { isElement: true, part, isAdditional: false });

  // Assess
  expect(outcome).toEqual(PUTS_BACK);
});

test.each([
  ["aws_dynamodb_table", "policy"],
  ["aws_dynamodb_table", "streaming destination"],
  ["aws_kms_key", "grant"],
  ["aws_lambda_function", "URL"],
  ["aws_lambda_function", "destination"],
  ["aws_lambda_layer_version", "permission"],
  ["aws_s3_bucket", "ACL"],
  ["aws_s3_bucket", "replication"],
  ["aws_cloudwatch_log_group", "subscription filter"],
  ["aws_lambda_permission", "of aws_lambda_function.reader_function"],
])("a deployment leaves what was added: %s %s", (type, part) => {
  // Act
  const outcome = outcomeOf(type, { isElement: true, part, isAdditional: true });

  // Assess
  expect(outcome).toEqual(LEAVES);
});

test.each(["aws_iam_role_policy", "aws_iam_role_policy_attachment", "aws_lambda_event_source_mapping"])(
  "a deployment leaves another %s",
  (type) => {
    // Act
    const outcome = outcomeOf(type, { isElement: false, part: "more", isAdditional: true });

    // Assess
    expect(outcome).toEqual(LEAVES);
  },
);

test.each(["", "stream_enabled"])("a table of somebody else stops a deployment: %s", (part) => {
  // Act
  const outcome = outcomeOf("data.aws_dynamodb_table", { isElement: true, part, isAdditional: false });

  // Assess
  expect(outcome).toEqual({
    deployment: "stops",
    advice:
      "The table is not the stack's: ask its owner to put it back as the environment file describes it.",
  });
});

test.each(["stream_view_type", "hash_key", "range_key", "server_side_encryption"])(
  "a table of somebody else that is described otherwise stops a deployment: %s",
  (part) => {
    // Act
    const outcome = outcomeOf("data.aws_dynamodb_table", { isElement: true, part, isAdditional: false });

    // Assess
    expect(outcome.deployment).toBe("stops");
    expect(outcome.advice).toContain("write into the entry what the table has, or ask its owner");
  },
);

test("a stream that was switched on by hand is switched off", () => {
  // Act
  const outcome = outcomeOf("aws_dynamodb_table", {
    isElement: true,
    part: "stream_enabled",
    isAdditional: true,
  });

  // Assess
  expect(outcome).toEqual(PUTS_BACK);
});

test("what was added to a policy or to a function's settings is put back", () => {
  // Act
  const outcomes = ["aws_iam_role_policy", "aws_s3_bucket_policy", "aws_lambda_function"].map((type) =>
    outcomeOf(type, { isElement: true, part: "policy", isAdditional: true }),
  );

  // Assess
  expect(outcomes).toEqual([PUTS_BACK, PUTS_BACK, PUTS_BACK]);
});

test.each([
  ["aws_dynamodb_table", "", "puts back", /^The new table is empty: /],
  ["aws_dynamodb_table", "replica", "puts back", /^That deletes the copy\.$/],
  ["aws_kms_key", "state", "puts back", /`aws kms cancel-key-deletion` first\.$/],
  ["aws_s3_bucket", "", "puts back", /^The new bucket is empty: /],
  ["aws_lambda_event_source_mapping", "", "puts back", /^The new mapping begins at its starting position, /],
  ["aws_lambda_event_source_mapping", "event_source_arn", "puts back", /^Deploy the source before /],
  ["aws_dynamodb_resource_policy", "resource_arn", "puts back", /^Deploy the source before /],
  [
    "aws_lambda_event_source_mapping",
    "function_name",
    "puts back",
    /^If the mapping of the file was deleted /,
  ],
  ["aws_dynamodb_table", "stream_view_type", "stops", /set `replaceStream`/],
  ["aws_dynamodb_table", "stream_enabled", "stops", /^Switch the stream on again by hand/],
])("what is lost, or to be done by hand: %s %s", (type, part, deployment, advice) => {
  // Act
  const outcome = outcomeOf(type, { isElement: true, part, isAdditional: false });

  // Assess
  expect(outcome).toEqual({ deployment, advice: expect.stringMatching(advice) });
});
