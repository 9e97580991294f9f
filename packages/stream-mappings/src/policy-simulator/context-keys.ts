import type { RoleSession, ServicePrincipal, SimulatedRequest } from "./request";

type Keys = Record<string, string>;

/**
 * Every condition key that a request carries. The simulator ignores keys that the action does not know, so all of
 * them are given with every request.
 * @param now time of the request
 */
export function contextKeys(request: SimulatedRequest, now: Date): Keys {
  return {
    ...(request.principal.kind === "role" ? roleKeys(request.principal) : serviceKeys(request.principal)),
    ...resourceKeys(request),
    ...keysOfCall(request),
    "aws:CurrentTime": now.toISOString(),
    "aws:EpochTime": String(Math.floor(now.getTime() / 1000)),
  };
}

function roleKeys({ role, sessionName, organizationId }: RoleSession): Keys {
  const accountId = role.roleArn.split(":")[4] ?? "";
  const tags = Object.entries(role.tags ?? {});
  return {
    // AWS compares the role's ARN, never the session's (IAM User Guide, global condition keys).
    "aws:PrincipalArn": role.roleArn,
    "aws:PrincipalAccount": accountId,
    "aws:PrincipalType": "AssumedRole",
    "aws:PrincipalIsAWSService": "false",
    "kms:CallerAccount": accountId,
    ...(role.roleId && { "aws:userid": `${role.roleId}:${sessionName}` }),
    ...(organizationId && { "aws:PrincipalOrgID": organizationId }),
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
  };
}

/** A service principal has neither an ARN nor an account (IAM User Guide, global condition keys). */
function serviceKeys({ name }: ServicePrincipal): Keys {
  return { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": name };
}

function resourceKeys({ resource }: SimulatedRequest): Keys {
  return {
    "aws:RequestedRegion": resource.region,
    "aws:ResourceAccount": resource.accountId,
    "s3:ResourceAccount": resource.accountId,
    ...(resource.organizationId && { "aws:ResourceOrgID": resource.organizationId }),
  };
}

function keysOfCall({
  secureTransport = true,
  externalId,
  viaService,
  encryptionContext,
}: SimulatedRequest): Keys {
  const encryption = Object.entries(encryptionContext ?? {});
  return {
    "aws:SecureTransport": String(secureTransport),
    "aws:ViaAWSService": "false",
    ...(externalId !== undefined && { "sts:ExternalId": externalId }),
    ...(viaService && { "kms:ViaService": viaService }),
    ...Object.fromEntries(encryption.map(([key, value]) => [`kms:EncryptionContext:${key}`, value])),
  };
}
