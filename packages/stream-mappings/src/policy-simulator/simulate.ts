import { type RequestAnalysis, type RunSimulationResults, runSimulation } from "@cloud-copilot/iam-simulate";
import { contextKeys } from "./context-keys";
import { denialText } from "./denial-text";
import { type RoleSession, type SimulatedRequest, sessionArn } from "./request";
import { validatedIdentityPolicy, validatedResourcePolicy } from "./validated";

/** What iam-simulate found out about a request: which statements matched, policy by policy. */
export type Analysis = RequestAnalysis;

/** The simulator's decision. */
export type Decision =
  | { readonly kind: "allowed"; readonly analysis: Analysis }
  /** The message is the text with which AWS refuses. */
  | { readonly kind: "denied"; readonly message: string; readonly analysis: Analysis }
  /** The policies could not be evaluated. This is not a denial and must not look like one. */
  | { readonly kind: "error"; readonly message: string };

/**
 * Decides as IAM does, within one account or across two: the role's policies, its permissions boundary and the
 * resource's own policy. Service and resource control policies are not looked at.
 */
export async function simulate(request: SimulatedRequest): Promise<Decision> {
  const { principal, action, resource } = request;
  // The simulator takes an unresolved reference for a wildcard, and would allow what is not allowed.
  if (resource.arn.includes("${")) return error(`the resource ${resource.arn} holds an unresolved reference`);
  const outcome = await runSimulation(
    {
      request: {
        principal: principal.kind === "role" ? sessionArn(principal) : principal.name,
        action,
        resource: { resource: resource.arn, accountId: resource.accountId },
        contextVariables: contextKeys(request, new Date()),
      },
      ...(principal.kind === "role" ? policiesOf(principal) : { identityPolicies: [] }),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: validatedResourcePolicy(resource.policy),
    },
    {},
  );
  return decisionOf(request, outcome);
}

function policiesOf({ role: { policies, boundary } }: RoleSession) {
  const named = ({ name, document }: (typeof policies)[number]) => ({
    name,
    policy: validatedIdentityPolicy(document),
  });
  return {
    identityPolicies: policies.map(named),
    ...(boundary && { permissionBoundaryPolicies: [named(boundary)] }),
  };
}

function decisionOf(request: SimulatedRequest, outcome: RunSimulationResults): Decision {
  if (outcome.resultType === "error") return error(detail(outcome.errors));
  if (outcome.resultType !== "single") return error("the resource is not exact");
  const { analysis } = outcome.result;
  if (analysis.result === "Allowed") return { kind: "allowed", analysis };
  return { kind: "denied", message: denialText(request, analysis), analysis };
}

function error(message: string): Decision {
  return { kind: "error", message };
}

function detail({ message, ...lists }: { readonly message: string }): string {
  const more = JSON.stringify(lists);
  return more === "{}" ? message : `${message} ${more}`;
}
