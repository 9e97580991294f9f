import { placeOf } from "../judge/mappings";
import type {
  AlarmsPicture,
  ConsumerPicture,
  FunctionPicture,
  MappingPicture,
  Picture,
  SourcePicture,
} from "../picture";
import type { StatusReport, ToldProblem } from "../status";
import { ageText } from "./age";
import { tableLines } from "./table";

/** A status as one screen: every mapping, then functions and alarms, then what is wrong and what to do. */
export function statusText({ environment, source, picture, problems }: StatusReport): string {
  const { consumers, unread } = picture;
  return [
    headline(
      [environment, ...(source === undefined ? [] : [`source ${source}`])].join(", "),
      problems.length,
      unread.length,
    ),
    section(
      "Mappings",
      tableLines([MAPPING_HEADING, ...consumers.flatMap((one) => mappingRows(one, picture))]),
    ),
    section(
      "Functions",
      consumers.flatMap(({ functions }) => functions.map(functionLine)),
    ),
    section(
      "Alarms",
      consumers.map(({ key, alarms }) => `${key}: ${alarmsText(alarms)}`),
    ),
    ...differing(consumers),
    ...(problems.length > 0
      ? [section("What is wrong, and what to do", problems.flatMap(problemLines))]
      : []),
    ...(unread.length > 0 ? [section("Not known", unread)] : []),
  ].join("\n\n");
}

function headline(what: string, problems: number, unread: number): string {
  const found =
    problems === 0 ? "nothing is wrong" : `${problems} ${problems === 1 ? "thing is" : "things are"} wrong`;
  const gaps = unread === 0 ? "" : `, and ${unread} ${unread === 1 ? "thing" : "things"} could not be read`;
  return `Environment ${what}: ${found}${gaps}.`;
}

function section(heading: string, lines: readonly string[]): string {
  return [heading, ...lines.map((line) => `  ${line}`)].join("\n");
}

/** What is merged may not be deployed yet: that is told, and is not wrong. */
function differing(consumers: readonly ConsumerPicture[]): string[] {
  const lines = consumers.flatMap(({ mappings }) =>
    mappings.flatMap((one) =>
      one.look.kind === "there" ? one.look.differences.map((text) => `${placeOf(one)}: ${text}`) : [],
    ),
  );
  return lines.length === 0 ? [] : [section("Other settings than in the file", lines)];
}

const MAPPING_HEADING = ["mapping", "state", "last result", "lag", "failed batches", "stream policy"];

function mappingRows({ mappings, failures }: ConsumerPicture, { sources }: Picture): string[][] {
  return mappings.map((mapping) => {
    const source = sources.find(({ key }) => key === mapping.source);
    return [placeOf(mapping), ...mappingCells(mapping), failedCell(mapping, failures), policyCell(source)];
  });
}

function mappingCells({ look }: MappingPicture): string[] {
  if (look.kind !== "there") return [lookText(look.kind), "-", "-"];
  const { state, lastProcessingResult, lagMs } = look;
  return [state, shortResult(lastProcessingResult), lagMs === undefined ? "-" : ageText(lagMs)];
}

/** AWS's whole text stands with what is wrong. */
function shortResult(result: string): string {
  return result.startsWith("PROBLEM: User: ") ? "PROBLEM: not authorized" : result;
}

function failedCell({ look }: MappingPicture, { look: bucket }: ConsumerPicture["failures"]): string {
  if (bucket.kind !== "there") return lookText(bucket.kind);
  const count = (look.kind === "there" && bucket.batches[look.uuid]?.count) || 0;
  return bucket.more ? `${count} or more` : String(count);
}

function policyCell(source: SourcePicture | undefined): string {
  if (source?.look.kind !== "there") return lookText(source?.look.kind ?? "unread");
  return source.look.policy;
}

function lookText(kind: "absent" | "unread"): string {
  return kind === "absent" ? "not there" : "not known";
}

function functionLine({ name, look }: FunctionPicture): string {
  if (look.kind !== "there") return `${name}: ${lookText(look.kind)}`;
  const { differences } = look;
  return `${name}: ${differences.length === 0 ? "code and settings as in the file" : differences.join("; ")}`;
}

function alarmsText({ look }: AlarmsPicture): string {
  if (look.kind !== "there") return lookText(look.kind);
  const { expected, missing, raised, withoutData } = look;
  if (expected === 0) return "off in the environment file";
  if (missing.length === expected) return "none is deployed";
  return [
    `${expected - missing.length}, ${raised.length} raised`,
    ...(withoutData.length === 0 ? [] : [`${withoutData.length} without data`]),
    ...(missing.length === 0 ? [] : [`not deployed: ${someOf(missing)}`]),
  ].join(", ");
}

/** Names that a line has room for: of a mapping stack that is not deployed, hundreds of alarms are missing. */
const NAMED = 5;

function someOf(names: readonly string[]): string {
  const more = names.length - NAMED;
  return `${names.slice(0, NAMED).join(" ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function problemLines({ place, cause, remedies, explanation = [] }: ToldProblem): string[] {
  return [`${place}: ${cause}`, ...[...explanation, ...remedies].map((line) => `  ${line}`)];
}
