import { type Draft, elementsOf, entryOf, type PermissionDraft } from "../draft";
import { error, type Path, type Problem } from "../problem";
import { functionsIn } from "./parts";
import { checkActions, hasWildcard } from "./permission-actions";
import { checkConditions } from "./permission-conditions";
import { checkResources, type Home } from "./permission-resources";
import { draftRegion } from "./regions";

/** What an entry can be: the general form, or one of the short ones. */
const FORMS = ["actions", "table", "queue", "eventBus"] as const;
/** Keys that belong to a form, and the form. */
const BELONGS: readonly (readonly [key: keyof PermissionDraft, form: (typeof FORMS)[number]])[] = [
  ["resources", "actions"],
  ["conditions", "actions"],
  ["wildcardBecause", "actions"],
  ["access", "table"],
];

/** The permissions of functions: one form each, exact unless argued for, and nothing that has a place of its own. */
export function checkPermissions(draft: Draft): Problem[] {
  return functionsIn(draft).flatMap(({ consumer, path, owner }) => {
    const permissions = elementsOf(owner.function?.permissions);
    return permissions.flatMap(([place, permission]) => {
      const where = [...path, "function", "permissions", place];
      return [
        ...mixedForms(where, permission),
        ...missingKeys(where, permission),
        ...queueName(where, permission),
        ...needlessReason(where, permission),
        ...checkActions(where, permission),
        ...checkResources(where, permission, homeOf(draft, consumer)),
        ...checkConditions(where, permission),
      ];
    });
  });
}

function homeOf(draft: Draft, key: string): Home {
  const consumer = entryOf(draft.consumers, key);
  const { id } = entryOf(draft.accounts, consumer?.account) ?? {};
  return {
    accountId: id,
    region: consumer && draftRegion(consumer, draft),
    accounts: draft.accounts,
  };
}

function mixedForms(path: Path, permission: PermissionDraft): Problem[] {
  const [form, ...others] = FORMS.filter((key) => key in permission);
  if (form === undefined) {
    return [
      error(
        path,
        "allows nothing",
        "Add `actions` with `resources`, or one of `table`, `queue` and `eventBus`",
      ),
    ];
  }
  if (others.length > 0) {
    const keys = [form, ...others].map((key) => `\`${key}\``).join(" and ");
    return [error(path, `${keys} cannot be combined`, "Write an entry for each")];
  }
  return BELONGS.filter(([key, owner]) => key in permission && owner !== form).map(([key, owner]) =>
    error([...path, key], `belongs to \`${owner}\`, which this entry does not have`, "Remove it"),
  );
}

function missingKeys(path: Path, permission: PermissionDraft): Problem[] {
  const isMissing = (key: keyof PermissionDraft, form: keyof PermissionDraft) =>
    form in permission && !(key in permission);
  return [
    ...(isMissing("resources", "actions")
      ? [
          error(
            [...path, "resources"],
            "is missing, but required with `actions`",
            "List the exact ARNs that the actions apply to",
          ),
        ]
      : []),
    ...(isMissing("access", "table")
      ? [
          error(
            [...path, "access"],
            "is missing, but required with `table`",
            "Use one of: read, write, readWrite",
          ),
        ]
      : []),
  ];
}

/** SQS API reference, CreateQueue: a dot stands only in the ending of a FIFO queue. */
function queueName(path: Path, { queue }: PermissionDraft): Problem[] {
  if (queue === undefined || !queue.replace(/\.fifo$/, "").includes(".")) return [];
  return [
    error(
      [...path, "queue"],
      `"${queue}" is not the name of a queue: a dot stands only in .fifo at the end`,
      "Use the queue's name, not its URL",
    ),
  ];
}

/** A malformed action or resource may be the wildcard that the reason is for. */
function needlessReason(path: Path, permission: PermissionDraft): Problem[] {
  const { actions, resources } = permission;
  if (!("wildcardBecause" in permission) || !actions || !resources) return [];
  if ([...actions, ...resources].some((value) => value === undefined || hasWildcard(value))) return [];
  return [
    error([...path, "wildcardBecause"], "is needless: no action and no resource has a wildcard", "Remove it"),
  ];
}
