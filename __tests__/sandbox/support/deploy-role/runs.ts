import { deployPolicies, type Scope } from "../../../../deploy-policy/deploy-policies";
import type { Decision } from "../../../../sandbox/test-harness/bare-emulator";
import type { Stack } from "../../../../synthesized/stack";
import type { Rehearsal } from "./rehearsal";

export const PLAN = ["plan", "-json", "-input=false"];
export const APPLY = ["apply", "-json", "-input=false", "-auto-approve"];
export const DESTROY = ["destroy", "-json", "-input=false", "-auto-approve"];

/** What the command prints. */
export function printed(stacks: readonly Stack[], scope: Scope = "deploy") {
  return deployPolicies({ environment: "rehearsal", stacks, scope });
}

/** Runs Terraform. @throws Error with the end of its output if it fails */
export async function succeed(rehearsal: Rehearsal, stack: string, ...args: string[]): Promise<string> {
  const { ok, output } = await rehearsal.terraform(stack, ...args);
  if (!ok) throw new Error(output.slice(-4_000));
  return output;
}

/** Whether a plan of a stack would change nothing. @throws Error if it cannot be planned */
export async function emptyPlan(rehearsal: Rehearsal, stack: string): Promise<boolean> {
  const output = await succeed(rehearsal, stack, ...PLAN);
  const [summary] = output.split("\n").filter((line) => line.includes('"type":"change_summary"'));
  const { changes } = JSON.parse(summary ?? "{}") as { changes?: Record<string, number | string> };
  if (!changes) throw new Error(output.slice(-4_000));
  return [changes.add, changes.change, changes.remove].every((count) => count === 0);
}

/** The calls that were refused since then. @param isMine whether a caller counts. @default everyone */
export function refused(
  rehearsal: Rehearsal,
  since: number,
  isMine: (principal: string) => boolean = () => true,
): Decision[] {
  const decisions = rehearsal.decisions().slice(since);
  return decisions.filter(({ allowed, principal }) => !allowed && isMine(principal));
}
