import type { Question } from "./question";

/** Which sides have to allow a request (IAM User Guide, policy evaluation logic). A sentence. */
export function ruleOf({ principal, resource }: Question): string {
  if (resource.kind === "account")
    return "Only the caller's own policies decide: AWS has no resource for this action.";
  if (principal.kind === "service") return "Only the trust policy decides: the caller is a service.";
  if (principal.accountId !== resource.accountId)
    return "Across accounts both sides must allow it: the caller's own policies and the resource's.";
  if (resource.kind === "role")
    return "The trust policy must let the caller in. If it names the whole account instead of the caller, the caller's own policies must allow it as well.";
  if (resource.kind === "key")
    return "The key policy must let the caller in. If it names the whole account instead of the caller, the caller's own policies must allow it as well.";
  return "Within one account it is enough that one side allows it and none denies it.";
}
