import { type Grant, permit } from "./grant";
import type { Subject } from "./subject";

/** How a service calls its tag actions. */
export interface TagActions {
  readonly tag: string;
  readonly untag: string;
}

/**
 * What setting and changing a resource's tags needs; nothing if neither it nor its provider has tags. Removing the last
 * tag needs the policies from before the change.
 * @param actions @default TagResource and UntagResource
 */
export function tagging(
  subject: Subject,
  service: string,
  target: Pick<Grant, "resources" | "because" | "documented" | "conditions">,
  { tag, untag }: TagActions = { tag: "TagResource", untag: "UntagResource" },
): Grant[] {
  if (!hasTags(subject)) return [];
  return permit({ service, ...target }, { create: [tag], update: [tag, untag] });
}

/** Whether the resource has tags, of its own or by default. */
export function hasTags({ resource: { stack, element } }: Subject): boolean {
  const [provider] = stack.json.provider?.aws ?? [];
  const [defaults] = [provider?.default_tags].flat() as ({ readonly tags?: object } | undefined)[];
  return [element.tags, defaults?.tags].some((tags) => Object.keys(tags ?? {}).length > 0);
}
