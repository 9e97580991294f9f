import { AlikeQuestions } from "../../../access/alike-questions";
import { answersTo } from "../../../access/answers";
import { mayAllow } from "../../../access/possible-access";
import { type Question, questionsOf } from "../../../access/questions";
import { CROSS_ACCOUNT } from "../config/sample";
import { temporaryFolder } from "../support/temporary-folder";
import { changed, modelOf, type Variant, variantOf } from "./judged";

const folder = temporaryFolder();
const SAMPLE = variantOf(CROSS_ACCOUNT, folder);

test.each([
  ["the sample", SAMPLE],
  ["wildcards in actions", changed(SAMPLE, "dynamodb:GetRecords", "dynamodb:Get*")],
  ["an action without its case", changed(SAMPLE, "dynamodb:GetRecords", "DynamoDB:getrecords")],
  ["an action less", changed(SAMPLE, "dynamodb:GetRecords", "dynamodb:ListStreams")],
  ["all actions but one", changed(SAMPLE, '\\"Action\\":', '\\"NotAction\\":')],
])("questions that are asked together have the answers that each has alone: %s", async (_what, variant) => {
  // Prepare
  const questions = possibleQuestions(variant);
  const alone = await Promise.all(questions.map((one) => answersTo(variant.environment, [one])));

  // Act
  const together = await answersTo(variant.environment, questions);

  // Assess
  expect(together).toEqual(alone.flat());
});

test("the three actions of a reader are decided once", async () => {
  // Prepare
  const reads = questionsAbout(SAMPLE, ["DescribeStream", "GetRecords", "GetShardIterator"]);

  // Act
  const decided = await decidedOf(reads);

  // Assess
  expect(decided).toEqual(["DescribeStream"]);
});

test("an action that another statement is about, or of which more is known, is decided by itself", async () => {
  // Prepare
  const variant = changed(SAMPLE, '\\"dynamodb:GetRecords\\",', "");
  const asked = questionsAbout(variant, [
    "DescribeStream",
    "GetRecords",
    "GetShardIterator",
    "PutResourcePolicy",
  ]);

  // Act
  const decided = await decidedOf(asked);

  // Assess
  expect(decided).toEqual(["DescribeStream", "GetRecords", "PutResourcePolicy"]);
});

function possibleQuestions(variant: Variant): Question[] {
  return questionsOf(variant.environment, modelOf(variant)).filter(mayAllow);
}

/** The questions about the stream handler and its stream. */
function questionsAbout(variant: Variant, actions: readonly string[]): Question[] {
  return questionsOf(variant.environment, modelOf(variant)).filter(
    ({ principal, resource, action }) =>
      principal.label === "handler / stream handler" &&
      resource.kind === "stream" &&
      resource.source !== undefined &&
      actions.includes(action.label),
  );
}

/** The actions of the questions that had to be decided. */
async function decidedOf(questions: readonly Question[]): Promise<string[]> {
  const alike = new AlikeQuestions<string>();
  const decided: string[] = [];
  for (const question of questions) {
    await alike.answerTo(question, async () => {
      decided.push(question.action.label);
      return question.action.label;
    });
  }
  return decided;
}
