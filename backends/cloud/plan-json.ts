import { readFileSync } from "node:fs";
import { z } from "zod";
import { BackendError } from "../backend-error";
import { CloudApi } from "./cloud-api";
import { findToken } from "./token";

/** What Terraform writes in the place of a plan that a server made. */
const savedRun = z.object({ remote_plan_format: z.literal(1), run_id: z.string(), hostname: z.string() });

/**
 * A plan that a server made, as JSON, read through the API (HCP Terraform docs, "Plans API": retrieve the JSON execution
 * plan). `terraform show -json` does the same, but only where the server's answer about the run includes the plan.
 * @param planFile what `terraform plan -out` wrote: it names the run
 * @throws BackendError if there is no token, or the server does not give the plan
 */
export async function serverPlanJson(planFile: string, signal?: AbortSignal): Promise<string> {
  const { run_id: run, hostname } = savedRun.parse(JSON.parse(readFileSync(planFile, "utf8")));
  const api = new CloudApi({ hostname, token: findToken(hostname), signal });
  const found = await api.find(`runs/${run}`);
  const plan = found?.relationships?.plan?.data as { readonly id?: string } | undefined;
  const json = plan?.id === undefined ? undefined : await api.text(`plans/${plan.id}/json-output`);
  if (json) return json;
  throw new BackendError(
    `${hostname} does not give the plan of ${run} as JSON.`,
    "Use a token that may read the plans of the workspace, or plan with `executionMode: local`.",
  );
}
