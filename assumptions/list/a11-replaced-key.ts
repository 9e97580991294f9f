import type { Assumption } from "../assumption";

/** Whether a stream outlives a key of its table. */
export const A11: Assumption = {
  id: "A11",
  assumed: "Records that were written before a table's key was replaced can be read after it",
  matters: "`docs/changes.md` advises to read everything first",
  byHand: "Pause the mapping, write, change `encryption`, go on",
  trial:
    "the answer depends on the old key: DynamoDB keeps it for minutes, and KMS for as long as its deletion is pending, so only a trial of days would tell",
};
