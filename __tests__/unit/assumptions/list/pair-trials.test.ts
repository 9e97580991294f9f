import { judgeAccountRoot } from "../../../../assumptions/list/a1-account-root";
import { judgeAnotherRole } from "../../../../assumptions/list/a2-another-role";
import { judgeRecreatedRole } from "../../../../assumptions/list/a3-role-arn";
import { decryptOnly, judgeDecryptOnly, readerActions } from "../../../../assumptions/list/a4-decrypt-only";
import { judgeFailedItem } from "../../../../assumptions/list/a5-failure-bucket";

const NO_ROLE = "NoSuchEntityException: The role with name reader cannot be found.";
const DENIED =
  "PROBLEM: User: arn:aws:sts::222222222222:assumed-role/reader/awslambda_0 is not authorized to perform: dynamodb:DescribeStream on resource: arn because no resource-based policy allows the dynamodb:DescribeStream action";
const CANNOT_ACCESS =
  "Error: InvalidParameterValueException: Cannot access stream arn. Please ensure the role";

describe("A1, the account's root with a condition", () => {
  const deployment = { roleBefore: NO_ROLE };

  test.each([
    ["an item is handled", { handledAfterMs: 3_210, result: "OK" }, "confirmed"],
    ["the mapping is refused", { result: DENIED }, "refuted"],
    ["nothing happens", { result: "No records processed" }, "not tried"],
  ])("%s", (_case, look, outcome) => {
    expect(judgeAccountRoot({ deployment, policy: "{}", ...look }).outcome).toBe(outcome);
  });

  test("what is confirmed has the answers word for word", () => {
    expect(judgeAccountRoot({ deployment, policy: "{}", handledAfterMs: 3_210, result: "OK" })).toEqual({
      outcome: "confirmed",
      because: "The function handled an item 3.2 s after its put",
      answers: [`The role, before: ${NO_ROLE}`, "GetResourcePolicy: {}", "LastProcessingResult: OK"],
    });
  });

  test("a role that was there before the policy shows nothing", () => {
    // Act
    const { outcome } = judgeAccountRoot({
      deployment: { roleBefore: "the role exists" },
      policy: "{}",
      handledAfterMs: 1,
      result: "OK",
    });
    // Assess
    expect(outcome).toBe("not tried");
  });

  test.each([
    ["Error: ValidationException: Invalid principal in policy document", "refuted"],
    [CANNOT_ACCESS, "refuted"],
    ["Error: creating DynamoDB Table: LimitExceededException", "not tried"],
  ])("a deployment that fails: %s", (text, outcome) => {
    // Act
    const verdict = judgeAccountRoot({
      deployment: { roleBefore: NO_ROLE, failure: { stack: "source", text } },
    });
    // Assess
    expect(verdict.outcome).toBe(outcome);
    expect(verdict.answers.join()).toContain(text);
  });
});

describe("A2, another role", () => {
  test.each([
    ["refused", "the stream's policy", "confirmed"],
    ["refused", "the role's own policies", "not tried"],
    ["refused", undefined, "not tried"],
    ["not judged", undefined, "not tried"],
    ["admitted", undefined, "refuted"],
  ] as const)("%s by %s", (asked, by, outcome) => {
    // Act
    const verdict = judgeAnotherRole({ outcome: asked, ...(by && { by }), answer: "AccessDenied: no" });
    // Assess
    expect(verdict.outcome).toBe(outcome);
    expect(verdict.answers).toEqual([
      "DescribeStream, as another role of the consumer's account: AccessDenied: no",
    ]);
  });
});

describe("A3, a role that was created again", () => {
  const look = { handledBefore: true, result: DENIED, handledAfter: false, policy: "{}" };

  test.each([
    ["is refused, and reads with the policy put again", { refusedAfterMs: 9, readsAgain: true }, "confirmed"],
    ["is refused, and does not read again", { refusedAfterMs: 9, readsAgain: false }, "refuted"],
    ["reads with the old policy", { result: "OK", handledAfter: true }, "refuted"],
    ["does not read for another reason", { result: "PROBLEM: Function call failed" }, "not tried"],
    ["did not read before", { handledBefore: false }, "not tried"],
  ])("%s", (_case, differences, outcome) => {
    expect(judgeRecreatedRole({ ...look, ...differences }).outcome).toBe(outcome);
  });
});

describe("A4, decryption and nothing else", () => {
  const look = { deployment: {}, actions: ["kms:Decrypt"] };

  test.each([
    ["an item is handled", { handledAfterMs: 1_000, result: "OK" }, "confirmed"],
    ["the mapping is refused", { result: "PROBLEM: not authorized to perform: kms:DescribeKey" }, "refuted"],
    ["nothing happens", { result: "No records processed" }, "not tried"],
    [
      "the policy allows more",
      { actions: ["kms:Decrypt", "kms:DescribeKey"], handledAfterMs: 1_000 },
      "not tried",
    ],
    [
      "the mapping cannot be created",
      { deployment: { failure: { stack: "consumer" as const, text: CANNOT_ACCESS } } },
      "refuted",
    ],
    [
      "the table cannot be created",
      { deployment: { failure: { stack: "source" as const, text: "Error: kms:CreateKey" } } },
      "not tried",
    ],
  ])("%s", (_case, differences, outcome) => {
    expect(judgeDecryptOnly({ ...look, ...differences }).outcome).toBe(outcome);
  });

  test("a key's policy is narrowed for the readers, and for nobody else", () => {
    // Prepare
    const policy = {
      Version: "2012-10-17",
      Statement: [
        { Sid: "AccountAdministers", Action: "kms:*" },
        { Sid: "PlainDecrypts", Action: ["kms:Decrypt", "kms:DescribeKey"], Resource: "*" },
      ],
    };
    // Act
    const narrowed = decryptOnly(JSON.stringify(policy));
    // Assess
    expect(JSON.parse(narrowed)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Sid: "AccountAdministers", Action: "kms:*" },
        { Sid: "PlainDecrypts", Action: "kms:Decrypt", Resource: "*" },
      ],
    });
    expect(readerActions(JSON.stringify(policy))).toEqual(["kms:Decrypt", "kms:DescribeKey"]);
    expect(readerActions(narrowed)).toEqual(["kms:Decrypt"]);
  });
});

describe("A5, the failure bucket", () => {
  test.each([
    [{ hasFailed: true, objectKey: "aws/lambda/1" }, "confirmed"],
    [{ hasFailed: true }, "refuted"],
    [{ hasFailed: false }, "not tried"],
  ])("%j", (look, outcome) => {
    expect(judgeFailedItem({ result: "PROBLEM: Function call failed", ...look }).outcome).toBe(outcome);
  });
});
