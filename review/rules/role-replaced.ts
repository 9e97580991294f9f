import { actionOf, beforeOf, isLost } from "../plan/action";
import { changesOf } from "../plan/reviewed-stack";
import { placeOf, type Rule } from "./rule";

/** A role that is deleted, perhaps to be created again. */
export const roleReplaced: Rule = {
  id: "role-replaced",
  finds: "a role of a function, or an access role, that is replaced or destroyed",
  severity: "medium",
  consequence:
    "Its sessions end. Policies elsewhere that name the role itself as their principal are dead, even if a role of the same name is created.",
  remedy:
    "Deploy source and consumer together, and look for policies outside of these stacks that name the role.",
  check: ({ stacks }) =>
    changesOf(stacks, "aws_iam_role")
      .filter(({ change }) => isLost(change))
      .map((role) => {
        const done = actionOf(role.change) === "replace" ? "replaced" : "destroyed";
        return { ...placeOf(role), cause: `The role ${String(beforeOf(role.change).name)} is ${done}` };
      }),
};
