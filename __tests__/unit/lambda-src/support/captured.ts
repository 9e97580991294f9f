/** One JSON line that a function wrote. */
export type Line = Record<string, unknown>;

/** The result of `run`, and everything that was written to standard output and error meanwhile. */
export async function captured<T>(run: () => Promise<T>): Promise<{ result: T; output: string }> {
  const chunks: string[] = [];
  const capture = (chunk: string | Uint8Array) => chunks.push(String(chunk)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, "write").mockImplementation(capture),
  );
  try {
    return { result: await run(), output: chunks.join("") };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** The JSON lines of an output. */
export function linesOf(output: string): Line[] {
  const texts = output.trim().split("\n").filter(Boolean);
  return texts.map((line) => JSON.parse(line) as Line);
}
