import pLimit from "p-limit";
import type { Stack } from "../synthesized/stack";
import type { Terraform } from "./terraform";

/**
 * Requests a second to all of Lambda's control-plane APIs together, per account and region (Lambda Developer Guide,
 * quotas: 15, cannot be raised).
 */
const REQUESTS_PER_SECOND = 15;

/** What the provider asks about a mapping to refresh it: GetEventSourceMapping and ListTags (its source, 5.100). */
const CALLS_OF_A_REFRESH = 2;

/** How many mappings a stack may have whose refresh, even if all of it fell into one second, stays within the quota. */
const FEW_MAPPINGS = Math.floor(REQUESTS_PER_SECOND / CALLS_OF_A_REFRESH);

/**
 * Mappings that are refreshed at once: one call after the other each. Assumed: a call through the provider takes at least
 * 0.14 s, so two make at most 15 a second.
 */
const REFRESHED_AT_ONCE = 2;

/**
 * Mappings that are created, updated or deleted at once. That takes about five calls, and at least two seconds, because
 * the provider waits for the new state (Enabled after about a second was recorded on AWS; that it never takes less with
 * the provider's waits is assumed): five make at most 13 a second.
 */
const CHANGED_AT_ONCE = 5;

/** How many resources of a stack Terraform works on at once; without a number, Terraform's own. */
export interface Operations {
  readonly refreshing?: number;
  readonly changing?: number;
}

/** How many resources of a stack may be worked on at once, for Lambda's sake. */
export function operationsOn(stack: Stack): Operations {
  if (hasFewMappings(stack)) return {};
  return { refreshing: REFRESHED_AT_ONCE, changing: CHANGED_AT_ONCE };
}

/** Whether a stack's mappings cannot exceed Lambda's quota by themselves. */
export function hasFewMappings({ json }: Stack): boolean {
  return Object.keys(json.resource?.aws_lambda_event_source_mapping ?? {}).length <= FEW_MAPPINGS;
}

/** Lets the stacks with many mappings of an account and region pass one after the other, and all others at once. */
export class MappingTurns {
  private readonly turns = new Map<string, ReturnType<typeof pLimit>>();

  /** Does something with a stack as soon as no other stack stands in its way. */
  take<T>(stack: Stack, action: () => Promise<T>): Promise<T> {
    if (hasFewMappings(stack)) return action();
    const place = `${stack.accountId} ${stack.region}`;
    const turn = this.turns.get(place) ?? pLimit(1);
    this.turns.set(place, turn);
    return turn(action);
  }
}

/** Terraform for the refresh of a stack. */
export function refreshing(terraform: Terraform, stack: Stack): Terraform {
  return terraform.withOperations(operationsOn(stack).refreshing);
}

/** Terraform for the changes of a stack. */
export function changing(terraform: Terraform, stack: Stack): Terraform {
  return terraform.withOperations(operationsOn(stack).changing);
}
