import type { Stack } from "../../synthesized/stack";
import { elementOf } from "../plan/action";
import type { ReviewedStack } from "../plan/reviewed-stack";
import { afterStack } from "./after-stack";
import { beforeStack } from "./before-stack";
import { keyOf } from "./element-key";
import { hidesPolicy } from "./hidden-policies";
import { type SampleArn, sampleArns, withSamples } from "./sample-arns";

/** All stacks as they are deployed, and as the plans leave them. */
export interface Sides {
  readonly before: readonly Stack[];
  /** The same as `before`, with the ARNs that streams and keys will have: a new ARN alone changes nobody's access. */
  readonly comparable: readonly Stack[];
  readonly after: readonly Stack[];
  /** Attributes that only the apply tells, as `stack type.name.attribute`. */
  readonly unknown: ReadonlySet<string>;
  /** The ARNs of streams and keys that only the apply tells. */
  readonly samples: readonly SampleArn[];
  /** Places of policies that are marked as sensitive on either side, as `stack type.name`. */
  readonly hidden: ReadonlySet<string>;
}

/** Both sides of all stacks. */
export function sidesOf(reviewed: readonly ReviewedStack[]): Sides {
  const planned = reviewed.map((one) => afterStack(one, reviewed));
  const after = planned.map(({ stack }) => stack);
  const unknown = new Set(
    planned.flatMap((one) => [...one.unknown].map((attribute) => `${one.stack.name} ${attribute}`)),
  );
  const before = reviewed.map(beforeStack);
  const samples = sampleArns(before, after, unknown);
  const hidden = new Set(reviewed.flatMap(hiddenIn));
  return { before, comparable: withSamples(before, samples), after, unknown, samples, hidden };
}

function hiddenIn({ planned, plan }: ReviewedStack): string[] {
  const deployed = (plan.prior_state?.values?.root_module?.resources ?? []).filter(({ sensitive_values }) =>
    hidesPolicy(elementOf(sensitive_values)),
  );
  const changing = (plan.resource_changes ?? []).filter(({ change }) =>
    hidesPolicy(elementOf(change.after_sensitive)),
  );
  return [...deployed, ...changing].map((one) => `${planned.name} ${one.type}.${keyOf(one)}`);
}
