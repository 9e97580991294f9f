import { lastLines } from "../programs/run-program";

/**
 * A problem as Terraform and OpenTofu print it with `-json` (Terraform docs, "Machine-Readable UI", message type
 * `diagnostic`).
 */
interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  /** The resource. */
  readonly address?: string;
  readonly range?: { readonly filename: string };
  readonly snippet?: Snippet;
}

/** What stands where the problem is. */
interface Snippet {
  /** Such as the resource; null outside of any. */
  readonly context: string | null;
  readonly code: string;
  readonly start_line: number;
  /** What the expressions are at this point; a sensitive value is only called that. */
  readonly values?: readonly { readonly traversal: string; readonly statement: string }[] | null;
}

/** How much of a line of code is shown: `cdk.tf.json` of a synthesized stack has short ones, a hand-written one may not. */
const CODE_CHARACTERS = 300;

/**
 * The errors in what a command printed with `-json`, as it prints them without. Before them the last lines that are no
 * JSON: what a server printed that ran Terraform.
 */
export function errorsText(output: string): string {
  const lines = output.split("\n").map((line) => ({ line, message: messageOf(line) }));
  const others = lines.filter(({ message }) => message === undefined).map(({ line }) => line);
  const errors = lines.flatMap(({ message }) =>
    message?.diagnostic?.severity === "error" ? [textOf(message.diagnostic)] : [],
  );
  return [lastLines(others.join("\n")), ...errors].filter((text) => text.trim() !== "").join("\n\n");
}

function messageOf(line: string): { readonly diagnostic?: Diagnostic } | undefined {
  if (!line.startsWith('{"@level":')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    // The program ended in the middle of a line.
    return undefined;
  }
}

function textOf({ summary, detail = "", address, range, snippet }: Diagnostic): string {
  const place = [
    ...(address ? [`  with ${address}${range ? "," : ""}`] : []),
    ...(range ? [`  on ${range.filename}${snippet ? lineText(snippet) : ""}`] : []),
    ...(snippet ? codeLines(snippet) : []),
  ];
  return [
    `Error: ${summary}`,
    ...(place.length > 0 ? ["", ...place] : []),
    ...(detail.trim() === "" ? [] : ["", detail.trim()]),
  ].join("\n");
}

function lineText({ start_line, context }: Snippet): string {
  return ` line ${start_line}${context ? `, in ${context}` : ""}:`;
}

function codeLines({ code, start_line, values }: Snippet): string[] {
  return [
    ...code.split("\n").map((line, index) => `  ${start_line + index}: ${shortened(line)}`),
    ...(values ?? []).map(({ traversal, statement }) => `      ${traversal} ${statement}`),
  ];
}

function shortened(line: string): string {
  return line.length <= CODE_CHARACTERS ? line : `${line.slice(0, CODE_CHARACTERS)}…`;
}
