import { InvalidArgumentError } from "commander";

/** Variables given with --env, by name. */
export type Variables = Readonly<Record<string, string>>;

/**
 * Adds one `KEY=VALUE` to the previous ones. The value may be empty and may contain `=`.
 * @throws InvalidArgumentError if there is no `=` or the name is invalid
 */
export function parseVariable(text: string, before: Variables = {}): Variables {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return { ...before, [name]: value };
  throw new InvalidArgumentError(
    "Give it as KEY=VALUE: letters, digits and underscores, then = and the value.",
  );
}
