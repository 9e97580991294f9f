import type { Scope } from "../aws/identity";
import { simulate } from "../policy-simulator";
import type { AskedAction } from "./asked-services";
import type { PolicySource } from "./policy-source";
import type { SessionNames } from "./session-names";

/** An action that a function's role must be allowed. */
export interface RequiredAction {
  readonly action: AskedAction;
  readonly resourceArn: string;
}

/** What a role needs at a destination. */
export interface DestinationAccessRequest {
  readonly roleArn: string;
  /** Account and region of the mapping. */
  readonly scope: Scope;
  readonly required: readonly RequiredAction[];
  /** Account that owns the destination. */
  readonly ownerAccount: string;
  /** The destination's own policy as text, if it has one. */
  readonly policy?: string;
}

/** Checks that a function's role may write to an on-failure destination. */
export class DestinationAccess {
  constructor(
    private readonly policies: PolicySource,
    private readonly sessionNames: SessionNames,
  ) {}

  /** @throws Error with IAM's text when the role may not */
  async require({ roleArn, scope, required, ownerAccount, policy }: DestinationAccessRequest): Promise<void> {
    const [role, organizationId] = await Promise.all([
      this.policies.role(roleArn, scope.region),
      this.policies.organization(scope),
    ]);
    const sessionName = this.sessionNames.of(roleArn);
    for (const { action, resourceArn } of required) {
      const decision = await simulate({
        principal: { kind: "role", role, sessionName, organizationId },
        action,
        resource: {
          arn: resourceArn,
          accountId: ownerAccount,
          region: scope.region,
          policy: policy ? JSON.parse(policy) : undefined,
        },
      });
      if (decision.kind !== "allowed") throw new Error(decision.message);
    }
  }
}
