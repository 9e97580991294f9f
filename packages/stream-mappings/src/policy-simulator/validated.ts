import {
  createValidatedPolicy,
  validateIdentityPolicy,
  validateResourcePolicy,
} from "@cloud-copilot/iam-policy";

type Validate = typeof validateIdentityPolicy;

/** A function that validates a policy once, however often it is asked about: that takes longer than a decision. */
function once(validate: Validate): (document: unknown) => unknown {
  const known = new WeakMap<object, object>();
  return (document) => {
    if (typeof document !== "object" || document === null) return document;
    const validated = known.get(document) ?? createValidatedPolicy(document, validate);
    known.set(document, validated);
    return validated;
  };
}

/** A policy of a role, validated. It must not be changed afterwards. */
export const validatedIdentityPolicy = once(validateIdentityPolicy);

/** A policy of a resource, validated. It must not be changed afterwards. */
export const validatedResourcePolicy = once(validateResourcePolicy);
