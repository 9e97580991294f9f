import { partitionOf } from "../../config/arns";
import { ALARMS_PER_WIDGET } from "../../config/limits";
import type { Alarm } from "../alarm";
import { drawsEach } from "./graph";
import type { Subject } from "./subject";
import type { Row } from "./widget";

/** Alarms side by side over the whole width: room for the longest of their usual names. */
export const ALARMS_PER_LINE = 4;

/** What the dashboard is about. */
export function titleRow({ config, region, settings }: Subject): Row {
  const { mappings, function: handler } = config;
  const sources = mappings.length === 1 ? "one source" : `${mappings.length} sources`;
  const drawn = drawsEach(config) ? [] : [OF_ALL];
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

/** The queries cannot know whose a mapping is. */
const OF_ALL =
  "They are too many for a line each: graphs show the ten mappings of this account and region that stand out, by their UUIDs (`npm run status -- --json` says whose each is), and the alarms of single mappings are behind the composite alarms.";

/** An address is a link, a path in the repository is none. */
function link(runbook: string | undefined): string {
  if (runbook === undefined) return "";
  return runbook.startsWith("https://") ? `[Runbook](${runbook}). ` : `Runbook: ${runbook}. `;
}

function isOfMapping({ metric }: Alarm): boolean {
  return metric.dimensions.some(({ name }) => name === "EventSourceMappingUUID");
}

/**
 * The states of the composite alarms, which report, and of all others; without those of single mappings if the mappings
 * are many.
 */
export function alarmRows({ config, alarms, composites, accountId, region }: Subject): Row[] {
  const arnOf = (name: string) =>
    `arn:${partitionOf(region)}:cloudwatch:${region}:${accountId}:alarm:${name}`;
  const shown = drawsEach(config) ? alarms : alarms.filter((alarm) => !isOfMapping(alarm));
  const arns = [...composites, ...shown.map(({ name }) => name)].map(arnOf);
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
