import type { Environment } from "../config/schema";
import { arguedStatementsOf } from "../guards/rules";
import type { PlanManifest } from "../plan/manifest";
import { guardSettings } from "../stacks/guard-settings";
import { type AccessReview, reviewAccess } from "./model/access-review";
import { type StatementChange, statementChanges } from "./model/policy-change";
import { type Sides, sidesOf } from "./model/sides";
import type { Plans } from "./plan/read-plans";
import type { ReviewedStack } from "./plan/reviewed-stack";
import { findingsIn } from "./rules";
import type { Finding } from "./rules/rule";

/** What plans mean for people. */
export interface Review {
  readonly manifest: PlanManifest;
  readonly stacks: readonly ReviewedStack[];
  readonly sides: Sides;
  readonly access: AccessReview;
  readonly statements: readonly StatementChange[];
  /** The most dangerous first. */
  readonly findings: readonly Finding[];
}

/**
 * Reviews the plans of an environment.
 * @param previous the last plans that were applied, if they are known
 */
export async function reviewPlans(
  { manifest, stacks }: Plans,
  environment: Environment,
  previous?: Plans,
): Promise<Review> {
  const sides = sidesOf(stacks);
  const access = await reviewAccess(environment, sides);
  const statements = statementChanges(sides, arguedStatementsOf(guardSettings(environment)));
  const input = { manifest, stacks, environment, sides, statements, access };
  const findings = findingsIn({ ...input, ...(previous && { previous: previous.stacks }) });
  return { manifest, stacks, sides, access, statements, findings };
}
