import { ALARMS_PER_COMPOSITE } from "../config/limits";
import { type Alarm, SEVERITIES, type Severity } from "./alarm";

/** Amazon CloudWatch API Reference, PutCompositeAlarm: characters of a rule. */
const RULE_CHARACTERS = 10_240;

/** The alarm that reports for all alarms of one consumer and severity. */
export interface CompositeAlarm {
  readonly severity: Severity;
  readonly name: string;
  readonly description: string;
  /** What it watches: alarms, or parts if the alarms are too many for one rule. */
  readonly children: readonly string[];
  /** Composite alarms between this one and the alarms; none for most consumers. They report to no topic. */
  readonly parts: readonly { readonly name: string; readonly children: readonly string[] }[];
}

/**
 * The composite alarms of one stack of a consumer, for severities of which it has alarms.
 * @param prefix what their names begin with: the stream handler's name, and which mapping stack it is
 */
export function compositeAlarms(prefix: string, runbook: string, alarms: readonly Alarm[]): CompositeAlarm[] {
  return SEVERITIES.flatMap((severity) => {
    const names = alarms.filter((alarm) => alarm.severity === severity).map(({ name }) => name);
    if (names.length === 0) return [];
    const name = `${prefix}/${severity}`;
    const groups = grouped(names);
    const parts =
      groups.length === 1
        ? []
        : groups.map((children, index) => ({ name: `${name}/part-${index + 1}`, children }));
    return [
      {
        severity,
        name,
        description: describe(severity, prefix, runbook),
        children: parts.length === 0 ? names : parts.map((part) => part.name),
        parts,
      },
    ];
  });
}

/** The rule that holds while any of the alarms is in the state ALARM. */
export function anyOf(names: readonly string[]): string {
  return names.map(isOn).join(OR);
}

const OR = " OR ";

function isOn(name: string): string {
  return `ALARM("${name}")`;
}

function describe(severity: Severity, handler: string, runbook: string): string {
  const urgency =
    severity === "critical"
      ? "Records are lost, or will be within hours: look at once."
      : "Something needs a look today; records are still safe.";
  return `At least one ${severity} alarm of the consumer ${handler} is on. ${urgency} Its children say what to do. Runbook: ${runbook}`;
}

/** As many alarms to a rule as CloudWatch accepts. */
function grouped(names: readonly string[]): string[][] {
  const groups: string[][] = [];
  let group: string[] = [];
  let characters = 0;
  for (const name of names) {
    const more = isOn(name).length + OR.length;
    const full = group.length === ALARMS_PER_COMPOSITE || characters + more - OR.length > RULE_CHARACTERS;
    if (groups.length === 0 || full) {
      group = [];
      characters = 0;
      groups.push(group);
    }
    group.push(name);
    characters += more;
  }
  return groups;
}
