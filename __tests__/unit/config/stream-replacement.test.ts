import { describeRules, linesOf } from "./sample";

describeRules("the replacement of a stream", [
  {
    rule: "a decision about a stream is pointed out for as long as it is there",
    passing: { "sources.changes.streamViewType": "KEYS_ONLY" },
    failing: {
      "sources.changes.streamViewType": "KEYS_ONLY",
      "sources.changes.replaceStream": "2026-01-31T12:00:00.000",
    },
    severity: "warning",
    lines: [
      "sources.changes.replaceStream: a new streamViewType may replace this stream, and records that have not been " +
        "read by then are lost. Stop the writers, let every consumer read the stream to its end, deploy, and then " +
        "remove this line.",
    ],
  },
]);

test("a label has the form of a stream's", () => {
  // Act
  const lines = linesOf({
    "sources.changes.replaceStream": "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders",
  });

  // Assess
  expect(lines).toEqual([
    'sources.changes.replaceStream: "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders" is not a valid value here. ' +
      'Use the label of the deployed stream, such as "2026-01-31T12:00:00.000": the last part of its ARN.',
  ]);
});
