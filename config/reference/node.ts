import { z } from "zod";
import type { About } from "../schemas/about";
import { fileSchema } from "./file-schema";

/** A part of the environment's JSON Schema, with what the schema says about it (`schemas/about.ts`). */
export interface Node extends About {
  readonly type?: string | readonly string[];
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly propertyNames?: Node;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly oneOf?: readonly Node[];
  readonly anyOf?: readonly Node[];
}

/** The whole environment file. Draft 7 is what editors' YAML language server knows best. */
export function environmentNode(): Node {
  return z.toJSONSchema(fileSchema, { target: "draft-7", io: "input" }) as Node;
}

/** How a key holds further keys: directly, below names of the user's choice, or in each element of a list. */
export type Container = "group" | "map" | "list";

/** The group of keys that a node consists of, holds by name, or lists; undefined if it holds plain values. */
export function groupIn(node: Node): { readonly container: Container; readonly group: Node } | undefined {
  if (isGroup(node)) return { container: "group", group: node };
  // A group that a plain value may stand for.
  const alternative = node.anyOf?.find(isGroup);
  if (alternative) return { container: "group", group: alternative };
  // A list that the name of a file may stand for.
  const listed = node.anyOf?.find(({ items }) => items && isGroup(items))?.items;
  if (listed) return { container: "list", group: listed };
  const { additionalProperties: entry, items: element } = node;
  if (typeof entry === "object" && isGroup(entry)) return { container: "map", group: entry };
  return element && isGroup(element) ? { container: "list", group: element } : undefined;
}

/** The alternatives of a group, each with its keys; a plain group is the only one. */
export function variantsOf(group: Node): readonly Node[] {
  return group.oneOf ?? [group];
}

function isGroup(node: Node): boolean {
  return variantsOf(node).every(({ properties }) => properties !== undefined);
}
