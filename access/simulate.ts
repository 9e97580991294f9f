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

/**
 * Asks the policy simulator whether a principal may perform an action on a resource.
 * @param sessionName name of the role's session, as the text of a denial shows it
 */
export function simulate(
  principal: Principal,
  resource: Resource,
  { name, suffix = "", tls, externalId = true }: Action,
  sessionName = SESSION_NAME,
): Promise<Decision> {
  const { arn, accountId, region, policy, organizationId } = resource;
  return simulateRequest({
    principal: requester(principal, sessionName),
    action: name,
    resource: { arn: `${arn}${suffix}`, accountId, region, policy: policy?.document, organizationId },
    secureTransport: tls,
    ...(externalId && { externalId: resource.externalId }),
  });
}

/** A role acts as a session of it. */
function requester(
  { kind, arn, policies, boundary }: Principal,
  sessionName: string,
): RoleSession | ServicePrincipal {
  if (kind === "service") return { kind, name: arn };
  return { kind: "role", role: { roleArn: arn, policies, boundary }, sessionName };
}
