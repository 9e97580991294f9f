import { chooseAssumptions, triedOnes } from "../../../assumptions/choose";
import { announcement } from "../../../assumptions/report/announcement";
import { trialsJson } from "../../../assumptions/report/json";
import { SANDBOX_NOTE, trialsText } from "../../../assumptions/report/text";
import type { TrialsResult } from "../../../assumptions/result";

const RESULT: TrialsResult = {
  sandbox: false,
  sourceAccountId: "111111111111",
  consumerAccountId: "222222222222",
  region: "eu-central-1",
  results: [
    {
      id: "A1",
      assumed: "It works",
      outcome: "confirmed",
      because: "It did",
      answers: ["GetRole: no", "Policy: {}"],
      tookMs: 61_234,
    },
    { id: "A2", assumed: "It is shut", outcome: "refuted", because: "It is open", answers: [], tookMs: 5 },
    { id: "A11", assumed: "Keys last", outcome: "not tried", because: "too long", answers: [], tookMs: 0 },
  ],
  notDestroyed: { left: [], problems: [] },
};

test("each result has its reason and its answers", () => {
  expect(trialsText(RESULT)).toBe(
    [
      "A1 confirmed (61.2 s): It did.",
      "  Assumed: It works.",
      "  > GetRole: no",
      "  > Policy: {}",
      "",
      "A2 REFUTED (0.0 s): It is open.",
      "  Assumed: It is shut.",
      "",
      "A11 not tried: too long.",
      "  Assumed: Keys last.",
      "",
      "1 confirmed, 1 refuted, 1 not tried.",
    ].join("\n"),
  );
});

test("the sandbox settles nothing, and both reports say so", () => {
  // Act
  const text = trialsText({ ...RESULT, sandbox: true });
  const json = JSON.parse(trialsJson({ ...RESULT, sandbox: true }));
  // Assess
  expect(text.startsWith(`${SANDBOX_NOTE}\n`)).toBe(true);
  expect(json).toMatchObject({ answeredBy: "sandbox", settled: false });
  expect(trialsText(RESULT)).not.toContain("sandbox");
});

test("the JSON has the results, and what is left", () => {
  // Act
  const json = JSON.parse(trialsJson({ ...RESULT, notDestroyed: { left: ["arn:x"], problems: ["no"] } }));
  // Assess
  expect(json).toEqual({
    answeredBy: "AWS",
    settled: true,
    sourceAccountId: "111111111111",
    consumerAccountId: "222222222222",
    region: "eu-central-1",
    assumptions: RESULT.results,
    notDestroyed: ["arn:x"],
  });
});

test("what is to be made is told beforehand", () => {
  // Prepare
  const place = {
    accounts: {
      source: { id: "111111111111", deployRole: "Admin" },
      consumer: { id: "222222222222", deployRole: null },
    },
    region: "eu-central-1",
  };
  // Act
  const all = announcement(triedOnes(chooseAssumptions(["A1", "A4"])), place, "/tmp/a");
  const plain = announcement(triedOnes(chooseAssumptions(["A1"])), place, "/tmp/a");
  // Assess
  expect(all).toBe(
    [
      'Tries A1, A4. For that, Terraform makes, with names that begin with "assume-", in region eu-central-1:',
      "  in account 111111111111, as role Admin: two DynamoDB tables, each with a stream and its policy; a KMS key",
      "  in account 222222222222, with your own credentials: two Lambda functions, each with a role, a log group, a mapping and an S3 bucket for failed batches",
      "It takes about 18 minutes on AWS, and should cost a few US cents at most. Nothing else in the accounts is changed.",
      "Everything is destroyed at the end, also after a failure or Ctrl-C.",
      "The KMS key is then pending deletion for 30 days; KMS does not charge for that.",
      "Until then, Terraform's state is in /tmp/a.",
    ].join("\n"),
  );
  expect(plain).toContain(
    "in account 111111111111, as role Admin: one DynamoDB table with a stream and its policy\n",
  );
  expect(plain).not.toContain("KMS");
});
