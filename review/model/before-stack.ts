import type { Stack } from "../../synthesized/stack";
import type { ReviewedStack } from "../plan/reviewed-stack";
import { cleanValues } from "./clean-values";
import { withoutComputedPolicy } from "./computed-policy";
import { elementsOf } from "./element-key";
import { withFormerStreams, withLookedUp } from "./looked-up";
import { inlinePolicies, withOwnReferences } from "./own-references";

/** A stack as it is deployed, in the form of a synthesized one. */
export function beforeStack(reviewed: ReviewedStack): Stack {
  const { planned, plan, configuration } = reviewed;
  const { name, accountId, region } = planned;
  const { outputs = {}, root_module } = plan.prior_state?.values ?? {};
  const resource = elementsOf(
    (root_module?.resources ?? [])
      .filter(({ mode }) => mode === "managed")
      .map((one) => ({
        ...one,
        element: withoutComputedPolicy(
          one.type,
          cleanValues(one.values, one.sensitive_values),
          configuration.resource?.[one.type]?.[one.name],
        ),
      })),
  );
  const output = Object.entries(outputs)
    .filter(([, { sensitive }]) => !sensitive)
    .map(([key, { value }]) => [key, cleanValues({ value })]);
  const { data, terraform } = configuration;
  const json = {
    resource: withOwnReferences(resource, inlinePolicies(plan)),
    output: Object.fromEntries(output),
    data,
    terraform,
  };
  return withFormerStreams(withLookedUp({ name, accountId, region, json }, reviewed));
}
