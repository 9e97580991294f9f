import type { SynthesizedPolicy } from "../synthesized/policies";
import { unresolvedIn } from "../synthesized/references";
import { AccessError } from "./access-error";

/**
 * Makes sure that every policy is known completely. One that holds an expression cannot be judged, and an expression
 * in a resource would match anything.
 * @throws AccessError that names every policy and why it cannot be judged
 */
export function assertReadable(policies: readonly SynthesizedPolicy[]): void {
  const problems = policies.flatMap((policy) =>
    obstacles(policy).map((obstacle) => ({ place: `${policy.stack.name} ${policy.address}`, ...obstacle })),
  );
  if (problems.length > 0)
    throw new AccessError(problems, "These policies cannot be judged before they are deployed:");
}

function obstacles({ text, document }: SynthesizedPolicy): { cause: string; remedy: string }[] {
  const unresolved = unresolvedIn(text);
  if (unresolved.length === 0 && document === undefined)
    return [{ cause: "it is not JSON", remedy: "Write the policy as JSON" }];
  return unresolved.map((expression) => ({
    cause: `${expression} has no sample`,
    remedy: "Add one to synthesized/samples.ts",
  }));
}
