import { actionOf, elementOf, holdsTrue } from "../plan/action";
import type { ResourceChange } from "../plan/plan-json";
import { changesOf } from "../plan/reviewed-stack";
import { placeOf, type Rule } from "./rule";

/** A policy whose text the plan does not know or does not show. */
export const policyUnknown: Rule = {
  id: "policy-unknown",
  finds: "a policy of something that exists, whose text only the apply tells or that is marked as sensitive",
  severity: "low",
  consequence:
    "The policy is judged with samples in the place of what is not known. What is sensitive is not judged at all.",
  remedy: "Read the policy in the configuration, and run `npm run access -- --deployed` after the apply.",
  check: ({ stacks }) =>
    changesOf(stacks)
      .filter(({ change }) => !["none", "create", "destroy"].includes(actionOf(change)))
      .flatMap((one) => {
        const attributes = POLICIES.filter((attribute) => isHidden(one.change, attribute));
        return attributes.map((attribute) => ({
          ...placeOf(one),
          cause: `Only the apply tells \`${attribute}\`, or it is marked as sensitive`,
        }));
      }),
};

const POLICIES = ["policy", "assume_role_policy"];

function isHidden({ change }: ResourceChange, attribute: string): boolean {
  return [change.after_unknown, change.after_sensitive].some((marks) =>
    holdsTrue(elementOf(marks)[attribute]),
  );
}
