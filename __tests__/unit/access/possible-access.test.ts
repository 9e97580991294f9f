import { answersTo } from "../../../access/answers";
import { withHypotheses } from "../../../access/hypotheses";
import { mayAllow } from "../../../access/possible-access";
import { questionsOf } from "../../../access/questions";
import { CROSS_ACCOUNT } from "../config/sample";
import { temporaryFolder } from "../support/temporary-folder";
import { changed, modelOf, type Variant, variantOf } from "./judged";

const folder = temporaryFolder();

/** How many questions there are, how many of them may be allowed, and which are allowed all the same. */
async function asked(variant: Variant) {
  const questions = questionsOf(variant.environment, withHypotheses(modelOf(variant)));
  const cells = await answersTo(variant.environment, questions);
  const wrong = cells.filter(
    ({ decision }, index) => decision === "allow" && !questions.slice(index, index + 1).every(mayAllow),
  );
  return { all: questions.length, possible: questions.filter(mayAllow).length, wrong };
}

const SAMPLE = variantOf(CROSS_ACCOUNT, folder);

test.each([
  ["the sample", SAMPLE],
  ["wildcards in actions", changed(SAMPLE, "s3:PutObject", "S3:*")],
  ["a policy for everybody", changed(SAMPLE, '{\\"AWS\\":\\"arn:aws:iam::222222222222:root\\"}', '\\"*\\"')],
  ["everybody but one", changed(SAMPLE, '\\"Principal\\":{\\"AWS', '\\"NotPrincipal\\":{\\"AWS')],
  ["all actions but one", changed(SAMPLE, '\\"Action\\":', '\\"NotAction\\":')],
  ["all resources but one", changed(SAMPLE, '\\"Resource\\":', '\\"NotResource\\":')],
  ["all in one account", changed(SAMPLE, "222222222222", "111111111111")],
])("what is allowed is never taken for impossible: %s", async (_what, variant) => {
  // Act
  const { all, possible, wrong } = await asked(variant);

  // Assess
  expect(wrong).toEqual([]);
  expect(possible).toBeGreaterThan(0);
  expect(possible).toBeLessThan(all);
});
