import type { Node } from "../node";
import { sectionsOf } from "../sections";

/**
 * The settings of a file by their paths, each once. A group of keys is no setting, because its keys are; a map and a
 * list are: their entries come and go.
 */
export function settingsIn(root: Node): string[] {
  const settings = sectionsOf(root).flatMap(({ path, container, variants }) =>
    variants
      .flatMap(({ rows }) => rows)
      .filter(({ section }) => section?.container !== "group")
      .map(({ key }) => [path, ...(container === "map" ? ["<name>"] : []), key].filter(Boolean).join(".")),
  );
  return [...new Set(settings)];
}
