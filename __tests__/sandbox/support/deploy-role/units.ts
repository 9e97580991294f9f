import type { Grant } from "../../../../deploy-policy/grant";
import type { Holder } from "../../../../deploy-policy/holders";
import { covers, withoutRedundant } from "../../../../deploy-policy/statements";
import type { Decision } from "../../../../sandbox/test-harness/bare-emulator";

/** One thing that can be left out of a holder's policies: an action on the resources that it is needed for. */
export interface Unit extends Grant {
  /** ARN of the role; undefined for the caller. */
  readonly holder: string | undefined;
  /** Holder, action and resources, for messages and as a key. */
  readonly id: string;
}

/** Every unit of the holders that the emulator can check. What another unit allows as well is none of its own. */
export function unitsOf(holders: readonly Holder[]): Unit[] {
  return holders.flatMap(({ role, grants }) => {
    const units = grants
      .filter(({ documented }) => documented === undefined)
      .map((grant) => ({ ...grant, holder: role, id: idOf(role, grant) }));
    return withoutRedundant(units);
  });
}

/** Holder, action and resources of a grant. */
export function idOf(role: string | undefined, { action, resources }: Grant): string {
  return `${role ?? "caller"}: ${action} on ${resources.join(" or ")}`;
}

/** The decisions that were about a unit. */
export function decisionsOn(unit: Unit, decisions: readonly Decision[]): Decision[] {
  return decisions.filter(
    ({ principal, action, resource }) =>
      action === unit.action &&
      isHolder(principal, unit.holder) &&
      unit.resources.some((pattern) => covers(pattern, resource)),
  );
}

/** Whether a user or a session is a holder. */
function isHolder(principal: string, holder: string | undefined): boolean {
  if (holder === undefined) return principal.includes(":user/");
  const [, account, name] = /^arn:aws:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(holder) ?? [];
  return principal.startsWith(`arn:aws:sts::${account}:assumed-role/${name}/`);
}
