/** What all steps of `npm run compat` share. */
export interface Run {
  /** The project's folder. */
  readonly root: string;
  /** Holds a folder for each variant; its packages are kept for the next run. */
  readonly cache: string;
  /** Interrupts the programs that run. */
  readonly signal: AbortSignal;
  /** Tells the user what is going on. */
  readonly say: (line: string) => void;
}
