import { UserError } from "../../errors/user-error";
import { discardBatch } from "../../failures/discard";
import { LEASE_KEY } from "../../failures/ledger";
import { withLease } from "../../replay/lease";
import { findObject } from "./find-one";
import { type CommonOptions, inBucket, withFailures } from "./opened";

interface Options extends CommonOptions {
  readonly id: string;
  readonly because: string;
  readonly yes?: boolean;
  readonly takeOver?: boolean;
  readonly signal: AbortSignal;
}

/** Exit code if the user says no. */
const NOT_CONFIRMED = 2;

/** Gives a failed batch up, after a question. */
export async function discardCommand(options: Options): Promise<void> {
  const { id, yes, takeOver = false, signal } = options;
  const because = options.because.trim();
  if (because === "") {
    throw new UserError([{ cause: "--because is empty", remedy: "Say why its records need not be handled" }]);
  }
  await withFailures(options, async (all) => {
    const { failures, batch, text } = await findObject(all, id);
    if (!yes && !(await confirmed(text))) {
      process.exitCode = NOT_CONFIRMED;
      return console.error("Nothing was done.");
    }
    const by = await failures.caller();
    await inBucket(failures, async () => {
      const lease = { key: LEASE_KEY, holder: by, longestWorkSeconds: 0, takeOver, signal };
      await withLease(failures.objects, lease, (held) => {
        held.assertHeld();
        return discardBatch(batch, { bucket: failures.bucket, ledger: failures.ledger, by, because });
      });
    });
    console.log(
      options.json ? JSON.stringify({ id: batch.id, discarded: true }) : `${batch.id} is discarded.`,
    );
  });
}

async function confirmed(text: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    const cause = "Nobody can be asked whether the batch is to be discarded";
    throw new UserError([{ cause, remedy: "Add --yes" }]);
  }
  console.error(text);
  const { confirm } = await import("@inquirer/prompts");
  return confirm({ message: "Discard it? Its records will not be handled.", default: false });
}
