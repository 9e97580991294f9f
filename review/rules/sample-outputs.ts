import type { Rule } from "./rule";

/** A plan with made-up outputs. */
export const sampleOutputs: Rule = {
  id: "sample-outputs",
  finds: "a stack that was planned with made-up outputs, because a stack that it reads is not deployed",
  severity: "low",
  consequence: "This plan shows what will happen, but it cannot be applied.",
  remedy: "Deploy the other stack, and plan again.",
  check: ({ stacks }) =>
    stacks.flatMap(({ planned: { name, sampleOutputsOf } }) =>
      sampleOutputsOf.map((owner) => ({
        stack: name,
        cause: `The outputs of ${owner}, which is not deployed, are made up`,
      })),
    ),
};
