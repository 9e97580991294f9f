import type { RequestAnalysis } from "@cloud-copilot/iam-simulate";
import { type SimulatedRequest, sessionArn } from "./request";

/** AWS's text of a denial, which names the kind of policy responsible (IAM User Guide, access denied error messages). */
export function denialText(
  { principal, action, resource }: SimulatedRequest,
  analysis: RequestAnalysis,
): string {
  const who = principal.kind === "role" ? sessionArn(principal) : principal.name;
  const what = `User: ${who} is not authorized to perform: ${action} on resource: ${resource.arn}`;
  return `${what} ${reason(action, analysis)}`;
}

function reason(action: string, analysis: RequestAnalysis): string {
  const identity = analysis.identityAnalysis?.result;
  const resource = analysis.resourceAnalysis?.result;
  const boundary = analysis.permissionBoundaryAnalysis?.result;
  if (identity === "ExplicitlyDenied") return "with an explicit deny in an identity-based policy";
  if (resource === "ExplicitlyDenied" || resource === "DeniedForAccount") {
    return "with an explicit deny in a resource-based policy";
  }
  if (boundary === "ExplicitlyDenied") return "with an explicit deny in a permissions boundary";
  if (identity !== "Allowed") return `because no identity-based policy allows the ${action} action`;
  if (boundary === "ImplicitlyDenied") return `because no permissions boundary allows the ${action} action`;
  return `because no resource-based policy allows the ${action} action`;
}
