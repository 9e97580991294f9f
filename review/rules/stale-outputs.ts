import { changingOutputs } from "../model/changing-outputs";
import type { Rule } from "./rule";

/** A plan with outputs that another plan changes. */
export const staleOutputs: Rule = {
  id: "stale-outputs",
  finds: "a stack that was planned with outputs of another stack that the other stack's plan changes",
  severity: "medium",
  consequence:
    "Applied as it is, the plan would use the old values. Access is judged here as if the stack were planned again.",
  remedy: "Apply the other stack, then plan this one again before you apply it.",
  check: ({ stacks }) =>
    stacks.flatMap((stack) => {
      const stale = changingOutputs(stack, stacks).filter(({ sample }) => !sample);
      return [...new Set(stale.map(({ owner }) => owner))].map((owner) => {
        const outputs = stale.filter((one) => one.owner === owner).map(({ output }) => `\`${output}\``);
        return {
          stack: stack.planned.name,
          cause: `${owner} changes ${outputs.join(", ")}, which this plan has read`,
        };
      });
    }),
};
