import { placeOf, type Rule } from "../rule";

/** A policy must be known before it is deployed: the other rules cannot judge it otherwise. */
export const readablePolicy: Rule = {
  id: "readable-policy",
  sentence: "Every policy is JSON in the synthesized stack.",
  why: "The other rules cannot judge a policy that only Terraform puts together, during the apply.",
  remedy: "Write the policy as JSON, such as with `JSON.stringify`, instead of referring to a data source",
  check: ({ policies }) =>
    policies
      .filter(({ document }) => document === undefined)
      .map((policy) => ({ place: placeOf(policy), cause: `the policy ${policy.text} is not JSON` })),
};
