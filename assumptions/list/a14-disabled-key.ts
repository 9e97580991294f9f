import type { Assumption } from "../assumption";

/** What a mapping does while the key of its table is disabled. */
export const A14: Assumption = {
  id: "A14",
  assumed:
    "While the customer-managed key of a table is disabled, a mapping stays `Enabled`, says `PROBLEM: KMS key access denied error: … is disabled`, and goes on from its place once the key is enabled (documented: KMS refuses to use the key, and DynamoDB goes on for some minutes; seen with another error of KMS: the beginning of the text)",
  matters: "The runbook tells the incident by this text",
  byHand: "Disable the key, wait ten minutes, read `LastProcessingResult`, enable it",
  trial:
    "DynamoDB uses a key for an unknown number of minutes after it was disabled, so a trial that sees nothing would prove nothing",
};
