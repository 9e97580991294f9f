import type { Page } from "./pages";

/** What AWS, or this project, allows a setting to be. */
export interface Limit {
  /** Absent if there is no lower bound. */
  readonly min?: number;
  readonly max: number;
  /** What is counted, in the plural. */
  readonly unit: string;
  /** Where the figures come from; absent if the bound is this project's own. */
  readonly page?: Page | undefined;
  /** What the figures do not say, such as that AWS raises a quota on request. */
  readonly note?: string | undefined;
}

/** Bounds of a whole number, both included. */
export interface Range extends Limit {
  readonly min: number;
}

/** How long a text may be, and which characters it may hold. */
export interface TextLimit extends Range {
  /** The characters as they stand between the brackets of a regular expression. */
  readonly characters: string;
}

/** Bounds of a whole number. */
export function range(min: number, max: number, unit: string, page?: Page, note?: string): Range {
  return { min, max, unit, page, note };
}

/** An upper bound. */
export function atMost(max: number, unit: string, page: Page, note?: string): Limit {
  return { max, unit, page, note };
}

/** Bounds of a text; its `unit` names the characters in words. */
export function text(min: number, max: number, characters: string, unit: string, page: Page): TextLimit {
  return { min, max, characters, unit, page };
}
