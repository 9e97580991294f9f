import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import type { LoadedEnvironment } from "../../config/load-environment";
import { awsAccess } from "../aws-access";
import { BackendError } from "../backend-error";
import type { BootstrapOptions } from "../bootstrap-options";
import { type PlanJson, planSteps } from "../plan-steps";
import type { BackendReport, Step } from "../report";
import { inTemporaryFolder, Terraform } from "../terraform";
import { bucketSettings, type S3Settings } from "./bucket-settings";
import { type Caller, callerOf } from "./caller";
import { type ExistingBucket, existingBucket } from "./existing-bucket";
import { synthesizeBucket } from "./synthesize-bucket";

const REMEDY =
  "Fix the problem in the output and run the command again: it goes on where it stopped. docs/backends.md lists the permissions that it needs.";

/**
 * Makes the state bucket of an environment, or brings it back to what the file says, with Terraform. What exists is
 * imported by its name, so that it can be run again from any clone.
 * @throws BackendError if the bucket belongs to another account, or was made by somebody else and `adopt` is not set
 */
export async function bootstrapBucket(
  loaded: LoadedEnvironment,
  backend: S3Settings,
  options: BootstrapOptions,
): Promise<BackendReport> {
  const { name, environment } = loaded;
  const settings = bucketSettings(environment, backend);
  const access = awsAccess(environment, settings.accountId);
  const caller = await callerOf(access, { ...settings, roleArn: options.roleArn });
  const s3 = new S3Client({
    region: settings.region,
    ...(access.endpoint && { endpoint: access.endpoint }),
    ...(caller.credentials && { credentials: caller.credentials }),
    // The host of another endpoint has no subdomain for each bucket.
    forcePathStyle: Boolean(access.endpoint ?? process.env.AWS_ENDPOINT_URL),
  });
  const existing = await existingBucket(s3, settings, caller).finally(() => s3.destroy());
  const steps = await inTemporaryFolder(async (folder) => {
    const stack = { loaded, settings, caller, existing, roleArn: options.roleArn };
    const terraform = new Terraform(synthesizeBucket(stack, folder), {
      variables: access.variables,
      signal: options.signal,
      remedy: REMEDY,
    });
    return planAndApply(terraform, { existing, caller, options, bucket: settings.bucket });
  });
  return {
    environment: name,
    backend: "s3",
    where: `${access.where}\nBucket ${settings.bucket} of account ${caller.accountId} in ${settings.region}`,
    dryRun: options.dryRun,
    steps,
    notes: notesOn(existing, options),
  };
}

/** What is about to be done. */
interface Undertaking {
  readonly bucket: string;
  readonly existing: ExistingBucket | undefined;
  readonly caller: Caller;
  readonly options: BootstrapOptions;
}

async function planAndApply(terraform: Terraform, undertaking: Undertaking): Promise<Step[]> {
  const { existing, options } = undertaking;
  const plan = join(terraform.folder, "tfplan");
  await terraform.run("init", "-input=false", "-no-color");
  await terraform.run("plan", "-input=false", "-no-color", `-out=${plan}`);
  const json: PlanJson = JSON.parse(await terraform.run("show", "-json", plan));
  const steps = planSteps(json);
  if (options.dryRun || steps.length === 0) return steps;
  if (existing && !existing.managed && !options.adopt) throw notOurs(undertaking, steps);
  await terraform.run("apply", "-input=false", "-no-color", plan);
  for (const step of steps) options.onStep(step);
  return steps;
}

function notOurs({ bucket, caller }: Undertaking, steps: readonly Step[]): BackendError {
  const changes = steps.map(({ action, what }) => `  ${action} ${what}`).join("\n");
  return new BackendError(
    `Account ${caller.accountId} has a bucket ${bucket} that this project did not make. It would change:\n${changes}`,
    "If it is meant for the state, run the command again with --adopt: what is in it stays, and so do the statements of its policy; its lifecycle rules are replaced. If not, choose another `backend.bucket`.",
  );
}

function notesOn(existing: ExistingBucket | undefined, { dryRun, adopt }: BootstrapOptions): string[] {
  if (!dryRun || !existing || existing.managed || adopt) return [];
  return ["This project did not make the bucket. To take it over, --adopt is needed."];
}
