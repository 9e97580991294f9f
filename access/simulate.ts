import {
  type Decision,
  type RoleSession,
  type ServicePrincipal,
  simulate as simulateRequest,
} from "../packages/stream-mappings/src/policy-simulator";
import type { Principal, Resource } from "./access-model";
import type { Action } from "./actions";

/** Session that a role acts in; no policy of ours looks at its name. */
const SESSION_NAME = "access";

/** Asks the policy simulator whether a principal may perform an action on a resource. */
export function simulate(
  principal: Principal,
  resource: Resource,
  { name, suffix = "", tls, externalId = true }: Action,
): Promise<Decision> {
  const { arn, accountId, region, policy } = resource;
  return simulateRequest({
    principal: requester(principal),
    action: name,
    resource: { arn: `${arn}${suffix}`, accountId, region, policy: policy?.document },
    secureTransport: tls,
    ...(externalId && { externalId: resource.externalId }),
  });
}

/** A role acts as a session of it. */
function requester({ kind, arn, policies, boundary }: Principal): RoleSession | ServicePrincipal {
  if (kind === "service") return { kind, name: arn };
  return { kind: "role", role: { roleArn: arn, policies, boundary }, sessionName: SESSION_NAME };
}
