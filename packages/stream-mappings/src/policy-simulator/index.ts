/**
 * The one way to the policy simulator (@cloud-copilot/iam-simulate), for the service and for projects around it.
 */
export { actionFacts } from "./action-facts";
export type { RoleSession, ServicePrincipal, SimulatedRequest, SimulatedResource } from "./request";
export { collectRolePolicies, type NamedPolicy, type RolePolicies } from "./role-policies";
export { type Analysis, type Decision, simulate } from "./simulate";
