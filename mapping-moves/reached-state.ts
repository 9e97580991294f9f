import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BackendError } from "../backends/backend-error";
import type { StateAt } from "../backends/move/state-at";
import { parseState, sameContent } from "../backends/move/state-file";
import type { State } from "./state";

/** The state of one stack: read, kept as a copy, and written. */
export class ReachedState {
  private text = "";
  private serial = 0;

  /** @param file that the state is written to before it is sent */
  constructor(
    readonly stack: string,
    private readonly at: StateAt,
    private readonly file: string,
  ) {}

  /** @returns undefined if there is none */
  async read(): Promise<State | undefined> {
    this.text = await this.at.pull();
    const known = parseState(this.text, `The state of ${this.stack}`);
    this.serial = known?.serial ?? 0;
    return known && JSON.parse(this.text);
  }

  /** Keeps a copy of what was read, if there is a state. @param folder for the copies of all states */
  keep(folder: string): void {
    if (this.text.trim() === "") return;
    write(join(folder, `${this.stack}.tfstate`), this.text);
  }

  /**
   * Sends what was read back, under the next serial. So a state that is locked, or that may not be written, is found
   * before anything has moved.
   */
  async tryToWrite(): Promise<void> {
    if (this.serial === 0) return;
    await this.write(JSON.parse(this.text));
  }

  /**
   * Replaces the state that was read.
   * @throws BackendError if it changed since, or did not arrive
   */
  async write(state: State): Promise<void> {
    const now = parseState(await this.at.pull(), `The state of ${this.stack}`);
    if ((now?.serial ?? 0) !== this.serial) throw changedMeanwhile(this.stack);
    write(this.file, JSON.stringify({ ...state, serial: this.serial + 1 }));
    await this.at.push("-no-color", this.file);
    const arrived = parseState(await this.at.pull(), `The state of ${this.stack}`);
    if (!arrived || !sameContent(arrived, state)) throw notArrived(this.stack);
    this.serial = arrived.serial;
  }
}

/** States hold secrets. */
function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, text, { mode: 0o600 });
}

function changedMeanwhile(stack: string): BackendError {
  return new BackendError(
    `The state of ${stack} changed while mappings were moved: somebody deploys.`,
    "Wait until that deployment has ended, and run the command again: it goes on where it stopped.",
  );
}

function notArrived(stack: string): BackendError {
  return new BackendError(
    `The state of ${stack} did not arrive as it was sent.`,
    "Compare it with its copy before you deploy.",
  );
}
