import { type Container, groupIn, type Node, variantsOf } from "./node";

/** A part of the file that has keys of its own, as docs/configuration.md describes it. */
export interface Section {
  /** Where it is in a file: `sources.<name>.readers`. Empty for the file itself. */
  readonly path: string;
  /** The keys that lead to it, without the names between them. */
  readonly keys: readonly string[];
  readonly container: Container;
  readonly node: Node;
  /** Its keys, a table for each alternative. */
  readonly variants: readonly Variant[];
}

/** One alternative of a section, such as the backend `s3`. */
export interface Variant {
  readonly node: Node;
  readonly rows: readonly Row[];
}

/** One key. */
export interface Row {
  readonly key: string;
  readonly node: Node;
  readonly required: boolean;
  /** The section that describes the keys below this one, if there are any. */
  readonly section?: { readonly path: string; readonly container: Container } | undefined;
}

/** A group of keys and where it is. */
type Place = Omit<Section, "variants"> & { readonly group: Node };

/** All sections of a file, outer ones first. Groups with the same keys, such as those of tables, share one. */
export function sectionsOf(root: Node): Section[] {
  const first = new Map<string, Place>();
  for (const place of placesIn(root)) {
    const shape = shapeOf(place.group);
    if (!first.has(shape)) first.set(shape, place);
  }
  const sectionOf = (part: Node): Row["section"] => {
    const found = groupIn(part);
    const place = found && first.get(shapeOf(found.group));
    return place && { path: place.path, container: found.container };
  };
  return [...first.values()].map(({ group, ...place }) => ({
    ...place,
    variants: variantsOf(group).map((node) => ({
      node,
      rows: Object.entries(node.properties ?? {}).map(([key, part]) => ({
        key,
        node: part,
        required: node.required?.includes(key) ?? false,
        section: sectionOf(part),
      })),
    })),
  }));
}

function placesIn(node: Node, keys: readonly string[] = [], path = ""): Place[] {
  const found = groupIn(node);
  if (!found) return [];
  const { container, group } = found;
  const inside = container === "map" ? `${path}.<name>` : path;
  const below = variantsOf(group).flatMap(({ properties = {} }) =>
    Object.entries(properties).flatMap(([key, part]) =>
      placesIn(part, [...keys, key], inside === "" ? key : `${inside}.${key}`),
    ),
  );
  return [{ path, keys, container, node, group }, ...below];
}

/** What two groups with the same keys have in common, whatever they are for. */
function shapeOf({ properties, oneOf }: Node): string {
  return JSON.stringify({ properties, oneOf });
}
