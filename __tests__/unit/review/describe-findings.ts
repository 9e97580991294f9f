import type { ReviewedStack } from "../../../review/plan/reviewed-stack";
import type { Content } from "../config/sample";
import { reviewOf } from "./plan";

/** Plans with all that is found in them, as `severity rule stack address: cause`. */
export interface FindingCase {
  readonly what: string;
  readonly stacks: readonly ReviewedStack[];
  readonly found: readonly string[];
  readonly removedStacks?: readonly string[];
  readonly previous?: readonly ReviewedStack[];
  /** Edits of the sample environment. */
  readonly edits?: Content;
}

/** Reviews plans, and compares every finding of every rule. */
export function describeFindings(title: string, cases: readonly FindingCase[]): void {
  describe(title, () => {
    test.each(cases)("$what", async ({ stacks, found, removedStacks = [], previous, edits = {} }) => {
      // Prepare
      const more = { manifest: { removedStacks: [...removedStacks] }, ...(previous && { previous }), edits };

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
