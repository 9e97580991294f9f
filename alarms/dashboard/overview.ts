import { partitionOf } from "../../config/arns";
import { ALARMS_PER_WIDGET } from "../../config/limits";
import { MAPPINGS_DRAWN } from "./graph";
import type { Subject } from "./subject";
import type { Row } from "./widget";

/** Alarms side by side over the whole width: room for the longest of their usual names. */
export const ALARMS_PER_LINE = 4;

/** What the dashboard is about. */
export function titleRow({ config, region, settings }: Subject): Row {
  const { mappings, function: handler } = config;
  const sources = mappings.length === 1 ? "one source" : `${mappings.length} sources`;
  const drawn =
    mappings.length > MAPPINGS_DRAWN ? [`Graphs by source show the first ${MAPPINGS_DRAWN} of them.`] : [];
  const markdown = [
    `# ${handler.name}`,
    [
      `Reads the streams of ${sources} in ${region}.`,
      ...drawn,
      `${link(settings?.runbook)}Terraform made this dashboard and undoes changes that are made here.`,
    ].join(" "),
  ].join("\n");
  return { height: 2, widgets: [{ kind: "text", markdown }] };
}

/** An address is a link, a path in the repository is none. */
function link(runbook: string | undefined): string {
  if (runbook === undefined) return "";
  return runbook.startsWith("https://") ? `[Runbook](${runbook}). ` : `Runbook: ${runbook}. `;
}

/** The states of the composite alarms, which report, and of all others. */
export function alarmRows({ alarms, composites, accountId, region }: Subject): Row[] {
  const arnOf = (name: string) =>
    `arn:${partitionOf(region)}:cloudwatch:${region}:${accountId}:alarm:${name}`;
  const arns = [...composites, ...alarms.map(({ name }) => name)].map(arnOf);
  const count = Math.ceil(arns.length / ALARMS_PER_WIDGET);
  return Array.from({ length: count }, (_, index) => {
    const alarmArns = arns.slice(index * ALARMS_PER_WIDGET, (index + 1) * ALARMS_PER_WIDGET);
    const title = count === 1 ? "Alarms" : `Alarms (${index + 1} of ${count})`;
    return {
      height: 1 + Math.ceil(alarmArns.length / ALARMS_PER_LINE),
      widgets: [{ kind: "alarms", title, alarmArns }],
    };
  });
}
