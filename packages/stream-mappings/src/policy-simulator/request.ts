import type { RolePolicies } from "./role-policies";

/** A session of a role: what a principal of another account or a function acts as. */
export interface RoleSession {
  readonly kind: "role";
  readonly role: RolePolicies;
  /** Last part of the session's ARN, `assumed-role/<role>/<session>`. */
  readonly sessionName: string;
  /** Organization of the role's account. @default none */
  readonly organizationId?: string;
}

/** An AWS service that acts for itself, such as Lambda when it assumes a function's role. */
export interface ServicePrincipal {
  readonly kind: "service";
  /** E.g. `lambda.amazonaws.com`. */
  readonly name: string;
}

/** What the principal acts on. */
export interface SimulatedResource {
  /** Exact: no wildcards, no references that are not resolved yet. */
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  /** The resource's own policy, parsed. @default none */
  readonly policy?: unknown;
  /** Organization of the resource's account. @default none */
  readonly organizationId?: string;
}

/** One action of one principal on one resource. */
export interface SimulatedRequest {
  readonly principal: RoleSession | ServicePrincipal;
  /** E.g. `dynamodb:GetRecords`. */
  readonly action: string;
  readonly resource: SimulatedResource;
  /** Whether the call uses TLS. @default true */
  readonly secureTransport?: boolean;
  /** External ID given to `sts:AssumeRole`. @default none */
  readonly externalId?: string;
  /** Service through which KMS is called, e.g. `dynamodb.eu-central-1.amazonaws.com`. @default none */
  readonly viaService?: string;
  /** Encryption context given to KMS. @default none */
  readonly encryptionContext?: Readonly<Record<string, string>>;
}

/** ARN of a role's session. */
export function sessionArn({ role, sessionName }: RoleSession): string {
  const [, partition, , , accountId] = role.roleArn.split(":");
  return `arn:${partition}:sts::${accountId}:assumed-role/${role.roleArn.split("/").pop()}/${sessionName}`;
}
