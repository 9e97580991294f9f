import type { Stack } from "./stack";
import type { ElementJson, ElementsJson } from "./stack-json";

/** A resource of a synthesized stack, or a data source: its type and its address begin with `data.` then. */
export interface SynthesizedResource {
  readonly stack: Stack;
  readonly type: string;
  /** Its name in the stack, such as `table`. */
  readonly name: string;
  /** Type and name, such as `aws_dynamodb_table.table`. */
  readonly address: string;
  readonly element: ElementJson;
}

/** All resources of a type, or of all types. Data sources of a type are asked for as `data.<type>`. */
export function resourcesOf(stacks: readonly Stack[], wanted?: string): SynthesizedResource[] {
  return stacks.flatMap((stack) =>
    elementsIn(stack, wanted).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, element]) => ({
        stack,
        type,
        name,
        address: `${type}.${name}`,
        element,
      })),
    ),
  );
}

function elementsIn(
  { json: { resource = {}, data = {} } }: Stack,
  wanted?: string,
): [string, ElementsJson[string]][] {
  if (wanted === undefined) return Object.entries(resource);
  const [, dataType] = /^data\.(.+)$/.exec(wanted) ?? [];
  return [[wanted, (dataType === undefined ? resource[wanted] : data[dataType]) ?? {}]];
}
