/** What became of an assumption. */
export interface Verdict {
  readonly outcome: "confirmed" | "refuted" | "not tried";
  /** Why, as a sentence. */
  readonly because: string;
  /** The answers that it rests on, word for word, each after what was asked. They hold no items and no secrets. */
  readonly answers: readonly string[];
  /** Whether an error kept it from being tried, which somebody can put right. @default false */
  readonly failed?: boolean;
}

/** AWS does what is assumed. */
export function confirmed(because: string, ...answers: readonly string[]): Verdict {
  return { outcome: "confirmed", because, answers };
}

/** AWS does something else. */
export function refuted(because: string, ...answers: readonly string[]): Verdict {
  return { outcome: "refuted", because, answers };
}

/** The answers, if there are any, decide nothing. */
export function notTried(because: string, ...answers: readonly string[]): Verdict {
  return { outcome: "not tried", because, answers };
}

/** An error kept it from being tried. */
export function failed(because: string, ...answers: readonly string[]): Verdict {
  return { ...notTried(because, ...answers), failed: true };
}

/** Milliseconds as seconds, for sentences. */
export function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
