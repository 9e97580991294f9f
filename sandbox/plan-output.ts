/** Whether a plan leaves every resource and output as it is. @param output of `terraform plan -json` */
export function changesNothing(output: string): boolean {
  const lines = output.split("\n").filter((line) => line.startsWith("{"));
  const told: PlanLine[] = lines.map((line) => JSON.parse(line));
  return told.some(({ type }) => type === "change_summary") && told.every(keepsAll);
}

/** The parts of a line of `terraform plan -json` that tell of a change. */
interface PlanLine {
  readonly type: string;
  readonly change?: { readonly action: string };
  readonly outputs?: Readonly<Record<string, { readonly action: string }>>;
}

/** Whether what a line tells of leaves resources and outputs as they are. */
function keepsAll({ type, change, outputs = {} }: PlanLine): boolean {
  if (type === "planned_change") return change?.action === "read";
  return type !== "outputs" || Object.values(outputs).every(({ action }) => action === "noop");
}
