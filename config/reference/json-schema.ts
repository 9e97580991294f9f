import { factsOf, limitText } from "./facts";
import type { Node } from "./node";

/**
 * The text of the JSON Schema with which editors complete and check environment files. What goes beyond JSON
 * Schema's own keywords joins the descriptions, which editors show.
 */
export function jsonSchemaText(root: Node): string {
  return `${JSON.stringify({ title: "Environment", ...published(root) }, null, 2)}\n`;
}

function published(node: Node): object {
  const { unit, limit, page, ifAbsent, description, ...keywords } = node;
  const { properties, propertyNames, additionalProperties, items, oneOf, anyOf } = node;
  return {
    ...keywords,
    ...(description !== undefined && { description: editorText(node) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, published(part)])),
    }),
    ...(propertyNames && { propertyNames: published(propertyNames) }),
    ...(typeof additionalProperties === "object" && {
      additionalProperties: published(additionalProperties),
    }),
    ...(items && { items: published(items) }),
    ...(oneOf && { oneOf: oneOf.map(published) }),
    ...(anyOf && { anyOf: anyOf.map(published) }),
  };
}

function editorText(node: Node): string {
  const limit = limitText(node);
  const { unit } = factsOf(node);
  const facts = [
    ...(unit === undefined ? [] : [`Unit: ${unit}.`]),
    ...(limit === undefined ? [] : [`Limit: ${limit}.`]),
    ...(node.ifAbsent === undefined ? [] : [`If absent: ${node.ifAbsent}.`]),
  ];
  return [node.description, ...facts].join(" ");
}
