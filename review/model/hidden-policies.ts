import type { AccessModel, NamedPolicy } from "../../access/access-model";
import type { ElementJson } from "../../synthesized/stack-json";
import { holdsTrue } from "../plan/action";
import { POLICY_ATTRIBUTES } from "./policy-attributes";

/** Whether a policy of a resource is marked as sensitive. @param marks Terraform's marking of its attributes */
export function hidesPolicy(marks: ElementJson): boolean {
  return POLICY_ATTRIBUTES.some((attribute) => holdsTrue(marks[attribute]));
}

/**
 * Both sides without those whose policies are marked as sensitive on either of them: nobody can say what they may do, so
 * they must not look as if they lost it.
 * @param hidden places of such policies, as `stack type.name`
 */
export function withoutHidden(
  before: AccessModel,
  after: AccessModel,
  hidden: ReadonlySet<string>,
): [AccessModel, AccessModel] {
  if (hidden.size === 0) return [before, after];
  const isHidden = (policy: NamedPolicy | undefined) => policy !== undefined && hidden.has(policy.name);
  const labels = new Set(
    [before, after].flatMap(({ principals, resources }) => [
      ...principals.filter(({ policies }) => policies.some(isHidden)).map(({ label }) => label),
      ...resources.filter(({ policy }) => isHidden(policy)).map(({ label }) => label),
    ]),
  );
  const visible = (model: AccessModel): AccessModel => ({
    ...model,
    principals: model.principals.filter(({ label }) => !labels.has(label)),
    resources: model.resources.filter(({ label }) => !labels.has(label)),
  });
  return [visible(before), visible(after)];
}

/** What the report says of a policy that is marked as sensitive. */
export function hiddenNote(place: string): string {
  return `${place}: the policy is marked as sensitive, so access by it cannot be judged`;
}
