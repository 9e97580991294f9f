import { join } from "node:path";
import { App } from "cdktf";
import type { LoadedEnvironment } from "../../config/load-environment";
import { GuardValidation } from "../../guards/guard-validation";
import { guardSettings } from "../../stacks/guard-settings";
import { StateBucketStack } from "../../stacks/state-bucket-stack";
import { synthesize } from "../../stacks/synthesize";
import { withoutTokenTraces } from "../../stacks/without-token-traces";
import type { BucketSettings } from "./bucket-settings";
import type { Caller } from "./caller";
import type { ExistingBucket } from "./existing-bucket";

const STACK = "state-bucket";

/** What the stack of the bucket is made of. */
export interface BucketStack {
  readonly loaded: LoadedEnvironment;
  readonly settings: BucketSettings;
  readonly caller: Pick<Caller, "accountId">;
  /** @default there is none yet */
  readonly existing?: ExistingBucket | undefined;
  /** Role that Terraform assumes. @default none */
  readonly roleArn?: string | undefined;
}

/**
 * Writes the stack of the bucket. A key that encrypts the bucket already stays if the file names none.
 * @returns the folder of its JSON
 * @throws GuardError if it must not be deployed
 */
export function synthesizeBucket(
  { loaded, settings, caller, existing, roleArn }: BucketStack,
  outdir: string,
): string {
  const { name, environment } = loaded;
  const { bucket, region, kmsKeyArn = existing?.kmsKeyArn } = settings;
  const statements = existing?.statements ?? [];
  const account = Object.values(environment.accounts).find(({ id }) => id === caller.accountId);
  const deployRole = roleArn === undefined ? null : roleArn.split(":role/")[1];
  withoutTokenTraces(() => {
    const app = new App({ outdir, stackTraces: false });
    new StateBucketStack(app, STACK, {
      account: { id: caller.accountId, deployRole: deployRole ?? null, tags: account?.tags ?? {} },
      region,
      // What Terraform knows is gone with the folder.
      state: { backend: { type: "local" }, environmentName: name, region, folder: "." },
      bucketName: bucket,
      kmsKeyArn,
      existing: existing?.parts ?? [],
      statements,
    });
    // Statements that others wrote are theirs to argue for.
    if (statements.length === 0) GuardValidation.addTo(app, guardSettings(environment));
    synthesize(app);
  });
  return join(outdir, "stacks", STACK);
}
