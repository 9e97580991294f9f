import { elementsOf, type PermissionDraft } from "../draft";
import { error, type Path, type Problem } from "../problem";

/** Actions that no function is given, why, and what to do instead. */
interface Refused {
  readonly service: string;
  /** @default all of the service's */
  readonly actions?: readonly string[];
  readonly why: string;
  readonly remedy: string;
}

const PIPELINE = "Let the deploy role do it in a pipeline";

const REFUSED: readonly Refused[] = [
  { service: "iam", why: "lets the function change who may do what", remedy: PIPELINE },
  { service: "organizations", why: "lets the function change the organization", remedy: PIPELINE },
  { service: "account", why: "lets the function change its account", remedy: PIPELINE },
  {
    service: "sts",
    actions: ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "AssumeRoot"],
    why: "lets the function act under another role",
    remedy: "Use an access role of a source instead (docs/cross-account-access.md)",
  },
];

/** What reads a stream (AWS Database Blog, 9 February 2026). */
const STREAM_ACTIONS = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];

/** Actions are named one by one unless there is a reason, and none of them has a place of its own in the file. */
export function checkActions(path: Path, permission: PermissionDraft): Problem[] {
  return elementsOf(permission.actions).flatMap(([place, action]) => {
    const where = [...path, "actions", place];
    return [
      ...(hasWildcard(action) && !("wildcardBecause" in permission) ? [unargued(where, action)] : []),
      ...refused(where, action),
      ...readsStreams(where, action, permission),
    ];
  });
}

/** Whether IAM takes a text for a pattern. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** A wildcard without a reason. */
export function unargued(path: Path, value: string): Problem {
  return error(
    path,
    `${value} has a wildcard, and no reason is given`,
    "Name exactly what is meant, or give the reason as `wildcardBecause`",
  );
}

function refused(path: Path, action: string): Problem[] {
  const [service, name = ""] = action.split(":");
  return REFUSED.filter(
    (one) => one.service === service && (one.actions?.some((known) => matches(name, known)) ?? true),
  ).map(({ why, remedy }) => error(path, `${action} ${why}`, remedy));
}

/** A wildcard such as `dynamodb:Get*` is harmless on a table: only a stream's ARN makes it read streams. */
function readsStreams(path: Path, action: string, { resources }: PermissionDraft): Problem[] {
  const [service, name = ""] = action.split(":");
  if (service !== "dynamodb" || !STREAM_ACTIONS.some((known) => matches(name, known))) return [];
  if (hasWildcard(name) && !elementsOf(resources).some(([, arn]) => mayBeStream(arn))) return [];
  return [error(path, `${action} reads streams`, "Add the stream to `mappings` instead")];
}

/** What stands before the first wildcard decides: an index is no stream, whatever follows. */
function mayBeStream(arn: string): boolean {
  if (!hasWildcard(arn)) return arn.includes("/stream/");
  const [start = ""] = arn.split(/[*?]/);
  return !/\/(index|backup|export|import)\//.test(start);
}

/** IAM compares actions without regard to upper and lower case. */
function matches(pattern: string, action: string): boolean {
  return new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i").test(action);
}
