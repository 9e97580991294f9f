import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { reasonOf } from "../errors/reason-of";
import { UserError } from "../errors/user-error";

const deployedStack = z.strictObject({
  /** SHA-256 of the stack's JSON, in hexadecimal. */
  configuration: z.string().regex(/^[0-9a-f]{64}$/),
  /** When its last deployment began. */
  startedAt: z.iso.datetime(),
  /** When the last deployment that changed something, if only an output, had ended. */
  changedAt: z.iso.datetime(),
  /** The run that deployed it last. */
  run: z.string(),
});

const run = z.strictObject({
  /** When it began. */
  id: z.iso.datetime(),
  /** What was asked for with `--only`; null for the whole environment. */
  only: z.array(z.string()).nullable(),
  /** Whether only what had changed was to be deployed. */
  changed: z.boolean(),
  /** Null until every stack of the run is deployed. */
  endedAt: z.iso.datetime().nullable(),
});

const ledger = z.strictObject({
  version: z.literal(1),
  environment: z.string().min(1),
  /** By name. A stack whose deployment is under way, or failed, is not here: nobody knows how it is deployed. */
  stacks: z.record(z.string(), deployedStack),
  /** The last run. */
  run: run.nullable(),
});

/** A stack as it was deployed last. */
export type DeployedStack = z.infer<typeof deployedStack>;

/** One call of `npm run deploy`, with those that resumed it. */
export type Run = z.infer<typeof run>;

/** What this checkout has deployed: hashes and times, and nothing of what is in the stacks. */
export type LedgerContent = z.infer<typeof ledger>;

/**
 * Reads the ledger of an environment.
 * @throws UserError if the file cannot be read or is not valid
 */
export function readLedger(file: string, environment: string): LedgerContent {
  if (!existsSync(file)) return { version: 1, environment, stacks: {}, run: null };
  try {
    return ledger.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : reasonOf(error);
    const remedy = "Delete the file: the next run then deploys every stack";
    throw new UserError([{ place: file, cause: `this is no ledger of deployments: ${reason}`, remedy }]);
  }
}

/** Writes the ledger: the file is the old one or the new one, also after a crash. */
export function writeLedger(file: string, content: LedgerContent): void {
  mkdirSync(dirname(file), { recursive: true });
  const next = `${file}.${process.pid}.new`;
  writeFileSync(next, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(next, file);
}
