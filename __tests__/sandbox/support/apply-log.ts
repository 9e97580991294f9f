import type { TerraformProject } from "../../../sandbox/terraform-project";

/** What happened to resources during an apply, in this order: `aws_kms_key.table_key delete started`. */
export type ApplyLog = readonly string[];

/** Initializes, if that was not done yet, and applies a stack. @returns what happened, in order */
export async function applyWithLog(project: TerraformProject, stack: string): Promise<ApplyLog> {
  await project.initialize(stack);
  const output = await project.terraform(stack, "apply", "-json", "-input=false", "-auto-approve");
  return output.split("\n").flatMap(eventOf);
}

const STEPS: Readonly<Record<string, string>> = { apply_start: "started", apply_complete: "completed" };

/** The line of Terraform's machine-readable log that tells of a resource; none for other lines. */
function eventOf(line: string): string[] {
  if (!line.startsWith("{")) return [];
  const { type, hook } = JSON.parse(line) as LogLine;
  const step = STEPS[type];
  return step && hook ? [`${hook.resource.addr} ${hook.action} ${step}`] : [];
}

interface LogLine {
  readonly type: string;
  readonly hook?: { readonly resource: { readonly addr: string }; readonly action: string };
}
