import { InvalidArgumentError } from "commander";

/** Variables given with --env, by name. */
export type Variables = Readonly<Record<string, string>>;

/**
 * Adds one `KEY=VALUE` to those given before; the value may be empty and may hold `=`.
 * @throws InvalidArgumentError if there is no `=` or the name is none
 */
export function parseVariable(text: string, before: Variables = {}): Variables {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return { ...before, [name]: value };
  throw new InvalidArgumentError(
    "Give it as KEY=VALUE: letters, digits and underscores, then = and the value.",
  );
}
