import type { Stack } from "../../../../synthesized/stack";
import type { Statement } from "../../../../synthesized/statements";

/** JSON that may be changed. */
export type Json = Record<string, unknown>;

/** A change of synthesized stacks that lets somebody do more, or guards something less. */
export interface Addition {
  readonly name: string;
  /** Name of the stack that is changed. */
  readonly stack: string;
  readonly change: (json: Json) => void;
  /** Where the finding must be: the beginning of its place, without the stack. */
  readonly place: string;
}

/** The stacks with one of them changed. */
export function changedBy({ stack, change }: Addition, stacks: readonly Stack[]): Stack[] {
  return stacks.map((one) => {
    if (one.name !== stack) return one;
    const json = structuredClone(one.json) as Json;
    change(json);
    return { ...one, json };
  });
}

/** Adds a resource to a stack. */
export function resource(
  name: string,
  stack: string,
  address: string,
  element: Json,
  provider: Json = { provider: "aws.account" },
): Addition {
  const change = (json: Json) => setAt(json, `resource.${address}`, { ...element, ...provider });
  return { name, stack, change, place: address };
}

/** Sets one attribute of a resource. */
export function attribute(
  name: string,
  stack: string,
  path: string,
  value: unknown,
  place = path.replace(/^(\w+\.\w+)\./, "$1 "),
): Addition {
  return { name, stack, change: (json) => setAt(json, `resource.${path}`, value), place };
}

/** Sets anything else in a stack. */
export function setting(name: string, stack: string, path: string, value: unknown, place: string): Addition {
  return { name, stack, change: (json) => setAt(json, path, value), place };
}

/** Takes out a resource or an attribute of one. */
export function removal(name: string, stack: string, path: string): Addition {
  const place = path.replace(/^(\w+\.\w+)\./, "$1 ");
  return { name, stack, change: (json) => setAt(json, `resource.${path}`, undefined), place };
}

/** Changes the statements of a policy. */
export function policy(
  name: string,
  stack: string,
  path: string,
  change: (statements: Statement[]) => Statement[],
): Addition {
  const [type = "", element = "", field = ""] = path.split(".");
  return {
    name,
    stack,
    place: `${type}.${element} ${field}`,
    change: (json) => {
      const document = JSON.parse(String(valueAt(json, `resource.${path}`)));
      const text = JSON.stringify({ ...document, Statement: change(document.Statement) });
      setAt(json, `resource.${path}`, text);
    },
  };
}

/** A further statement in a policy. */
export function statement(name: string, stack: string, path: string, added: Json): Addition {
  const further = { Sid: "Added", Effect: "Allow", ...added };
  return policy(name, stack, path, (statements) => [...statements, further]);
}

/** The first statement of a policy, changed. */
export function firstStatement(name: string, stack: string, path: string, changes: Json): Addition {
  return policy(name, stack, path, ([first, ...rest]) => [{ ...(first as Statement), ...changes }, ...rest]);
}

function valueAt(json: unknown, path: string): unknown {
  return path.split(".").reduce((value: unknown, step) => (value as Json | undefined)?.[step], json);
}

/** Fails where the way to the value is not there, so that no case is about nothing. */
function setAt(json: Json, path: string, value: unknown): void {
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  const container = steps.reduce((inner: Json, step, index) => {
    // The type of a resource may be new.
    if (index === 1 && steps[0] === "resource") inner[step] ??= {};
    if (typeof inner[step] !== "object")
      throw new Error(`there is no ${steps.slice(0, index + 1).join(".")}`);
    return inner[step] as Json;
  }, json);
  if (value !== undefined) container[last] = value;
  else if (!(last in container)) throw new Error(`there is no ${path}`);
  else delete container[last];
}
