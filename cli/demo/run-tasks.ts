import type { DemoTask } from "./step";

/**
 * Runs the steps one after the other and shows them as a list. After Ctrl-C, those that are left are skipped.
 * @throws what a step throws
 */
export async function runTasks(tasks: readonly DemoTask[], signal: AbortSignal): Promise<void> {
  // An ES module, loaded only when it is needed.
  const { DefaultRenderer, Listr, PRESET_TIMER, SimpleRenderer } = await import("listr2");
  let failure: unknown;
  const list = tasks.map((task) => ({
    title: task.title,
    skip: () => signal.aborted && "interrupted",
    task: async (_: undefined, line: { output: string; skip: (reason: string) => void }) => {
      try {
        // The live list shows only the last line. A log would be full of Terraform's output.
        await task.run((text) => {
          if (process.stdout.isTTY && text.trim()) line.output = text;
        });
      } catch (error) {
        // Whatever Ctrl-C breaks off has not failed.
        if (signal.aborted) return line.skip("interrupted");
        failure = error;
        throw new Error("see below");
      }
    },
  }));
  const shown = new Listr(list, {
    renderer: DefaultRenderer,
    fallbackRenderer: SimpleRenderer,
    rendererOptions: { timer: PRESET_TIMER, collapseErrors: false },
    fallbackRendererOptions: { timer: PRESET_TIMER },
    registerSignalListeners: false,
  });
  await shown.run().catch((error: unknown) => {
    throw failure ?? error;
  });
}
