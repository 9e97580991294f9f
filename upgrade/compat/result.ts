import type { Difference } from "./differences";
import type { VariantName } from "./variants";

/** A difference from the first variant, judged. */
export interface JudgedDifference extends Difference {
  /** Why it may be; absent if it may not. */
  readonly allowedBecause?: string;
}

/** How the sources did on a variant. */
export interface VariantResult {
  readonly name: VariantName;
  readonly title: string;
  /** Version of the Node.js that ran it. */
  readonly node: string;
  /** Names of the environments that were synthesized. */
  readonly environments: readonly string[];
  readonly stacks: number;
  /** From the first variant. */
  readonly differences: readonly JudgedDifference[];
  /** `not run` where the user left them out. */
  readonly tests: "passed" | "failed" | "not run";
  /** What prevented the synthesis, or the end of the tests' output. */
  readonly failure?: string;
  readonly seconds: number;
}

/** Whether everything went well, and nothing differs that may not. */
export function isCompatible({ failure, differences }: VariantResult): boolean {
  return failure === undefined && differences.every(({ allowedBecause }) => allowedBecause !== undefined);
}
