import { reviewSarif } from "../../../../review/report/sarif";
import { RULES } from "../../../../review/rules";
import { destroy, pipeline, TABLE, update } from "../pipeline";
import { reviewOf } from "../plan";

test("a finding points to the environment file and to its rule", async () => {
  // Prepare
  const review = await reviewOf(
    pipeline({ "aws_dynamodb_table.table": update(TABLE, { deletion_protection_enabled: false }) }),
  );

  // Act
  const { version, runs } = JSON.parse(reviewSarif(review, "environments/test.yaml"));
  const [result] = runs[0].results;

  // Assess
  expect(version).toBe("2.1.0");
  expect(runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(RULES.map(({ id }) => id));
  expect(result).toEqual({
    ruleId: "deletion-protection-off",
    ruleIndex: RULES.findIndex(({ id }) => id === "deletion-protection-off"),
    level: "error",
    message: {
      text: "source aws_dynamodb_table.table: Changes loses its deletion protection. From then on, any change that replaces the table deletes it with its data. Leave it on. If the table is to go, make a backup first.",
    },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: "environments/test.yaml" }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: "source aws_dynamodb_table.table" }],
      },
    ],
    partialFingerprints: { "planReview/v1": expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
});

test("two findings of one rule have fingerprints of their own", async () => {
  // Prepare
  const other = { ...TABLE, name: "Other", stream_enabled: false };
  const review = await reviewOf(
    pipeline({ "aws_dynamodb_table.one": destroy(other), "aws_dynamodb_table.two": destroy(other) }),
  );

  // Act
  const { runs } = JSON.parse(reviewSarif(review, "environments/test.yaml"));
  const fingerprints = runs[0].results.map((result: { partialFingerprints: object }) =>
    JSON.stringify(result.partialFingerprints),
  );

  // Assess
  expect(new Set(fingerprints).size).toBe(2);
});
