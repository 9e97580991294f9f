import type { DeploymentListener } from "../../deploy/deploy-stacks";
import type { Result, StackOutcome } from "../../deploy/outcome";
import { outcomeText } from "./texts";

/** Shows how far a deployment is. */
export interface DeploymentProgress extends DeploymentListener {
  /** Ends the display. */
  end(): Promise<void>;
}

/** Lines of a terminal that the list leaves to what comes before and after it. */
const OTHER_LINES = 6;

/**
 * A live list of the stacks on a terminal that has room for it; elsewhere a line for each stack when its work has ended.
 * @param stacks names, in the order of the list
 */
export async function deploymentProgress(
  stacks: readonly string[],
  stream: NodeJS.WriteStream = process.stderr,
): Promise<DeploymentProgress> {
  const fits = stream.isTTY === true && stacks.length <= (stream.rows ?? 0) - OTHER_LINES;
  return fits ? liveList(stacks, stream) : lines(stream);
}

function lines(stream: NodeJS.WriteStream): DeploymentProgress {
  return {
    onStart: () => undefined,
    onLine: () => undefined,
    onOutcome: (outcome) => void stream.write(`${outcomeText(outcome)}\n`),
    end: async () => undefined,
  };
}

/** A line of the list. */
interface Line {
  title: string;
  output: string;
  skip(title: string): void;
}

/** A stack in the list. */
class Entry {
  line: Line | undefined;
  private settle: ((error?: Error) => void) | undefined;
  readonly ended = new Promise<void>((resolve, reject) => {
    this.settle = (error) => (error ? reject(error) : resolve());
  });

  begin(stack: string): void {
    if (this.line) this.line.title = stack;
  }

  say(text: string): void {
    if (this.line && text.trim()) this.line.output = text;
  }

  /** Ends without an outcome, unless there was one. */
  leave(): void {
    this.settle?.();
  }

  end(outcome: StackOutcome): void {
    const text = outcomeText(outcome);
    if (this.line) this.line.title = text;
    if (NOT_DONE.includes(outcome.result)) this.line?.skip(text);
    this.settle?.(outcome.result === "failed" ? new Error("see below") : undefined);
  }
}

/** What the list does not tick off. */
const NOT_DONE: readonly Result[] = ["skipped", "held-back", "interrupted"];

async function liveList(stacks: readonly string[], stream: NodeJS.WriteStream): Promise<DeploymentProgress> {
  // An ES module, loaded only when it is needed.
  const { DefaultRenderer, Listr, ListrLogger, ProcessOutput } = await import("listr2");
  const entries = new Map(stacks.map((name) => [name, new Entry()]));
  const tasks = [...entries].map(([name, one]) => ({
    title: `${name}: waiting`,
    task: (_: undefined, line: Line) => {
      one.line = line;
      return one.ended;
    },
  }));
  const list = new Listr(tasks, {
    concurrent: true,
    exitOnError: false,
    renderer: DefaultRenderer,
    rendererOptions: {
      collapseErrors: false,
      showErrorMessage: false,
      logger: new ListrLogger({ processOutput: new ProcessOutput(stream, stream) }),
    },
    registerSignalListeners: false,
  });
  const shown = list.run();
  return {
    onStart: (stack) => entries.get(stack)?.begin(stack),
    onLine: (stack, text) => entries.get(stack)?.say(text),
    onOutcome: (outcome) => entries.get(outcome.stack)?.end(outcome),
    async end() {
      // After a defect, stacks without an outcome must not keep the list, and the process with it, alive.
      for (const one of entries.values()) one.leave();
      await shown;
    },
  };
}
