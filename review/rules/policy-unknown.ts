import { actionOf, isUnknown } from "../plan/action";
import { changesOf } from "../plan/reviewed-stack";
import { placeOf, type Rule } from "./rule";

/** A policy whose text the plan does not know. */
export const policyUnknown: Rule = {
  id: "policy-unknown",
  finds: "a policy of something that exists, whose text only the apply tells",
  severity: "low",
  consequence: "The policy is judged with samples in the place of what is not known.",
  remedy: "Read the policy in the configuration, and run `npm run access -- --deployed` after the apply.",
  check: ({ stacks }) =>
    changesOf(stacks)
      .filter(({ change }) => !["none", "create", "destroy"].includes(actionOf(change)))
      .flatMap((one) => {
        const attributes = POLICIES.filter((attribute) => isUnknown(one.change, attribute));
        return attributes.map((attribute) => ({
          ...placeOf(one),
          cause: `Only the apply tells \`${attribute}\``,
        }));
      }),
};

const POLICIES = ["policy", "assume_role_policy"];
