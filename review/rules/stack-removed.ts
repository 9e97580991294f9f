import type { Rule } from "./rule";

/** A stack that is deployed although the file has it no more. */
export const stackRemoved: Rule = {
  id: "stack-removed",
  finds: "a stack that is deployed but gone from the environment file",
  severity: "high",
  consequence: "Nobody manages it any more: it goes on running, with the access that it has.",
  remedy: "Put the entry back, destroy its stack (`cdktf destroy`), and then remove the entry.",
  check: ({ manifest }) =>
    manifest.removedStacks.map((stack) => ({
      stack,
      cause: "The stack is deployed, but the environment file no longer has it",
    })),
};
