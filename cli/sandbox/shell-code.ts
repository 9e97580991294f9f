import { type ClientVariables, clientVariables } from "../../sandbox/client-variables";

/** Nothing listens on the discard port, so a call fails at once. */
const NOWHERE = "http://127.0.0.1:9";

/** Code for any POSIX shell that sets and unsets the variables. */
export function shellCode({ set, unset }: ClientVariables): string {
  const exports = Object.entries(set).map(([name, value]) => `export ${name}=${quote(value)}`);
  return [...unset.map((name) => `unset ${name}`), ...exports].join("\n");
}

/**
 * Code that shows a message and fails, for `eval`, which would take an empty text for success. It does not end the
 * shell, so the next command runs: the variables see to it that no command reaches the real AWS instead of the sandbox.
 */
export function failingShellCode(message: string): string {
  const variables = clientVariables({
    emulatorUrl: NOWHERE,
    streamMappings: { url: NOWHERE },
    region: "us-east-1",
  });
  const explanation = `${message.trimEnd()}\nUntil then, every AWS command in this shell fails: none of them reaches the real AWS.`;
  return `${shellCode(variables)}\nprintf '%s\\n' ${quote(explanation)} >&2\nfalse`;
}

function quote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
