import type { ReviewedStack } from "../../../review/plan/reviewed-stack";
import { reviewOf } from "./plan";

/** Plans with all that is found in them, as `severity rule stack address: cause`. */
export interface FindingCase {
  readonly what: string;
  readonly stacks: readonly ReviewedStack[];
  readonly found: readonly string[];
  readonly removedStacks?: readonly string[];
  readonly previous?: readonly ReviewedStack[];
}

/** Reviews plans, and compares every finding of every rule. */
export function describeFindings(title: string, cases: readonly FindingCase[]): void {
  describe(title, () => {
    test.each(cases)("$what", async ({ stacks, found, removedStacks = [], previous }) => {
      // Prepare
      const more = { manifest: { removedStacks: [...removedStacks] }, ...(previous && { previous }) };

      // Act
      const { findings } = await reviewOf(stacks, more);

      // Assess
      const lines = findings.map(({ severity, rule, stack, address, cause }) =>
        [severity, rule, stack, address && `${address}:`, cause].filter(Boolean).join(" "),
      );
      expect(lines).toEqual(found);
    });
  });
}
