import { parseFunctionReference, parseStreamArn } from "../../src/model/arns";

test("a stream's ARN is taken apart", () => {
  // Prepare
  const arn = "arn:aws:dynamodb:eu-central-1:111111111111:table/orders/stream/2026-02-01T06:30:25.829";

  // Act
  const parsed = parseStreamArn(arn);

  // Assess
  expect(parsed).toEqual({
    arn,
    partition: "aws",
    region: "eu-central-1",
    account: "111111111111",
    table: "orders",
    label: "2026-02-01T06:30:25.829",
  });
});

test.each([
  "arn:aws:dynamodb:eu-central-1:111111111111:table/orders",
  "arn:aws:sqs:eu-central-1:111111111111:q",
  "",
])("%j is no stream", (arn) => {
  expect(parseStreamArn(arn)).toBeUndefined();
});

const references: [string, Record<string, string>][] = [
  ["on-change", { name: "on-change" }],
  ["on-change:live", { name: "on-change", qualifier: "live" }],
  ["on-change:$LATEST", { name: "on-change", qualifier: "$LATEST" }],
  ["222222222222:function:on-change", { name: "on-change", account: "222222222222" }],
  [
    "arn:aws:lambda:eu-central-1:222222222222:function:on-change:3",
    { name: "on-change", account: "222222222222", region: "eu-central-1", qualifier: "3" },
  ],
];

test.each(references)("%s names a function", (reference, expected) => {
  expect(parseFunctionReference(reference)).toEqual({
    qualifier: undefined,
    account: undefined,
    region: undefined,
    ...expected,
  });
});

test("a layer's ARN names no function", () => {
  expect(parseFunctionReference("arn:aws:lambda:eu-central-1:222222222222:layer:tools:1")).toBeUndefined();
});
