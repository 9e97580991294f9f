import type { LoadedEnvironment } from "../config/load-environment";
import type { BootstrapOptions } from "./bootstrap-options";
import { bootstrapCloud } from "./cloud/bootstrap-cloud";
import type { BackendReport } from "./report";
import { bootstrapBucket } from "./s3/bootstrap-bucket";

/**
 * Makes the backend of an environment ready: the S3 bucket, or the workspaces.
 * @throws UserError if it cannot
 */
export async function bootstrap(
  loaded: LoadedEnvironment,
  options: BootstrapOptions,
): Promise<BackendReport> {
  const { backend } = loaded.environment;
  if (backend.type === "s3") return bootstrapBucket(loaded, backend, options);
  if (backend.type === "cloud") return bootstrapCloud(loaded, backend, options);
  return {
    environment: loaded.name,
    backend: "local",
    where: "Files in the project's folder",
    dryRun: options.dryRun,
    steps: [],
    notes: ["Local state needs no preparation. Other people and pipelines do not see it."],
  };
}
