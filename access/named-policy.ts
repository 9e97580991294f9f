import type { SynthesizedPolicy } from "../synthesized/policies";
import type { NamedPolicy } from "./access-model";

/** A synthesized policy with the name under which reports show it: its stack and its address. */
export function namedPolicy({ stack, address, document }: SynthesizedPolicy): NamedPolicy {
  return { name: `${stack.name} ${address}`, document };
}
