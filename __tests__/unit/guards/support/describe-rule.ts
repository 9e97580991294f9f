import type { Content } from "../../config/sample";
import { temporaryFolder } from "../../support/temporary-folder";
import { findingsAfter, type HandEdit } from "./findings-after";

/** Something that breaks a rule, beside what does not. Both start from the stacks of the sample environment. */
export interface RuleCase {
  readonly what: string;
  /** Edits of the environment file, for both. */
  readonly edits?: Content;
  /** Edits of the JSON that comply. */
  readonly complying?: readonly HandEdit[];
  /** Edits of the JSON that do not. */
  readonly breaking: readonly HandEdit[];
  /** All findings of all rules after the breaking edits. */
  readonly lines: readonly string[];
}

/** Tests a rule on both sides. */
export function describeRule(id: string, cases: readonly RuleCase[]): void {
  const folder = temporaryFolder();

  describe(id, () => {
    test.each(cases)("$what: complies without", ({ edits = {}, complying = [] }) => {
      // Prepare
      const file = edits;

      // Act
      const findings = findingsAfter(folder, file, complying);

      // Assess
      expect(findings).toEqual([]);
    });

    test.each(cases)("$what: is found", ({ edits = {}, breaking, lines }) => {
      // Prepare
      const file = edits;

      // Act
      const findings = findingsAfter(folder, file, breaking);

      // Assess
      expect(findings).toEqual(lines);
    });
  });
}
