import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { reasonOf } from "../../errors/reason-of";
import type { MappingStatus } from "../../sandbox/stream-mapping-service";
import { isOf, type LookParts, look, withMappings } from "../look";
import type { Picture } from "../model";

/** Pause between two looks at everything. Milliseconds. */
const LOOK_MS = 2_000;

/** Keeps the picture of an environment as it is. */
export class Watch {
  private current: Picture;
  private statuses: readonly MappingStatus[] = [];
  private looking: Promise<void> = Promise.resolve();

  /**
   * @param outline the environment as its file describes it
   * @param changed is called with each picture that is other than the one before
   */
  constructor(
    private readonly outline: Picture,
    private readonly parts: LookParts,
    private readonly changed: (picture: Picture) => void,
  ) {
    this.current = outline;
  }

  get picture(): Picture {
    return this.current;
  }

  /** The environment's mapping with this UUID; undefined if it is not one of the environment's. */
  async mapping(uuid: string): Promise<Picture["mappings"][number] | undefined> {
    if (!this.statuses.some((status) => status.uuid === uuid)) this.statuses = await this.parts.mappings();
    const status = this.statuses.find((one) => one.uuid === uuid);
    return status && this.outline.mappings.find((mapping) => isOf(status, mapping));
  }

  /** Looks at everything, after a look that is under way: that one may have missed what was just changed. Never throws. */
  look(): Promise<void> {
    this.looking = this.looking.then(() => this.lookOnce());
    return this.looking;
  }

  /** Looks at what the mappings say. Never throws. */
  async lookAtMappings(): Promise<void> {
    try {
      this.statuses = await this.parts.mappings();
      this.show(withMappings(this.current, this.statuses));
    } catch (error) {
      this.show({ ...this.current, problem: problemOf(error) });
    }
  }

  /** Looks at everything again and again until the signal fires. @param idle whether nobody is watching */
  async run(idle: () => boolean, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (!idle()) await this.look();
      await sleep(LOOK_MS, undefined, { signal }).catch(() => {});
    }
  }

  private async lookOnce(): Promise<void> {
    try {
      this.show(await look(this.outline, this.parts));
    } catch (error) {
      this.show({ ...this.current, problem: problemOf(error) });
    }
  }

  private show(picture: Picture): void {
    if (isDeepStrictEqual(picture, this.current)) return;
    this.current = picture;
    this.changed(picture);
  }
}

function problemOf(error: unknown): string {
  return `The sandbox does not answer: ${reasonOf(error)}. Look at it with npm run sandbox -- status.`;
}
