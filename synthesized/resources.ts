import type { Stack } from "./stack";
import type { ElementJson, ElementsJson } from "./stack-json";

/** A resource of a synthesized stack. */
export interface SynthesizedResource {
  readonly stack: Stack;
  readonly type: string;
  /** Its name in the stack, such as `table`. */
  readonly name: string;
  /** Type and name, such as `aws_dynamodb_table.table`. */
  readonly address: string;
  readonly element: ElementJson;
}

/** All resources of a type, or of all types. */
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

function elementsIn({ json: { resource = {} } }: Stack, wanted?: string): [string, ElementsJson[string]][] {
  return wanted === undefined ? Object.entries(resource) : [[wanted, resource[wanted] ?? {}]];
}
