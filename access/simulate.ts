import { type RunSimulationResults, runSimulation } from "@cloud-copilot/iam-simulate";
import type { Principal, Resource } from "./access-model";
import type { Action } from "./actions";

/** Session that a role acts in; no policy of ours looks at its name. */
const SESSION_NAME = "access";

/** Asks iam-simulate whether somebody may do something. */
export function simulate(
  principal: Principal,
  resource: Resource,
  action: Action,
): Promise<RunSimulationResults> {
  return runSimulation(
    {
      request: {
        principal: requester(principal),
        action: action.name,
        resource: { resource: `${resource.arn}${action.suffix ?? ""}`, accountId: resource.accountId },
        contextVariables: contextOf(principal, resource, action),
      },
      identityPolicies: principal.policies.map(({ name, document }) => ({ name, policy: document })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: resource.policy?.document,
      permissionBoundaryPolicies: principal.boundary && [
        { name: principal.boundary.name, policy: principal.boundary.document },
      ],
    },
    {},
  );
}

/** A role acts as a session of it. */
function requester({ kind, arn, accountId }: Principal): string {
  if (kind === "service") return arn;
  const [, partition] = arn.split(":");
  return `arn:${partition}:sts::${accountId}:assumed-role/${arn.split("/").pop()}/${SESSION_NAME}`;
}

function contextOf(
  { kind, arn, accountId }: Principal,
  resource: Resource,
  { tls = true, externalId = true }: Action,
): Record<string, string> {
  return {
    "aws:SecureTransport": String(tls),
    "aws:RequestedRegion": resource.region,
    "aws:ResourceAccount": resource.accountId,
    "s3:ResourceAccount": resource.accountId,
    ...(externalId && resource.externalId !== undefined && { "sts:ExternalId": resource.externalId }),
    // AWS compares the role's ARN, never the session's (IAM User Guide, global condition keys).
    ...(kind !== "service" && { "aws:PrincipalArn": arn, "aws:PrincipalAccount": accountId ?? "" }),
  };
}
