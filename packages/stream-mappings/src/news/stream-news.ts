import { get, type IncomingMessage } from "node:http";
import { readAnswer } from "../aws/http-answer";
import { errorText, type Log } from "../log";
import { isPlainObject } from "../model/plain-object";
import type { Bell } from "../waiting/bell";
import { pause } from "../waiting/pause";

/** Longer than the emulator waits for news. Milliseconds. */
const ANSWER_LIMIT_MS = 30_000;
/** Pause before the emulator is asked again after a failure. Milliseconds. */
const RETRY_MS = 1_000;

/** Where the emulator tells which streams got records. */
export interface NewsSource {
  /** URL of the emulator. */
  readonly upstream: string;
  /** Path that answers with `{"next": M, "streams": [ARN, …]}` to `?after=N`, as soon as there is something new. */
  readonly path: string;
  /** Sent as `Authorization: Bearer`. */
  readonly secret: string;
}

/**
 * Wakes the readers of a stream when the emulator says that it got records. Where the emulator does not say it, readers
 * find out by themselves.
 */
export class StreamNews {
  private readonly bells = new Map<string, Set<Bell>>();
  private readonly stopping = new AbortController();
  private followed = false;
  private next = 0;

  /** @param source absent if the emulator tells nothing */
  constructor(
    private readonly source: NewsSource | undefined,
    private readonly log: Log,
  ) {}

  /** Whether news arrives at the moment: readers then need not look so often. */
  get isFollowed(): boolean {
    return this.followed;
  }

  /** Rings a bell at every news of a stream. @returns what ends that */
  enter(streamArn: string, bell: Bell): () => void {
    const bells = this.bells.get(streamArn) ?? new Set();
    this.bells.set(streamArn, bells.add(bell));
    return () => {
      bells.delete(bell);
      if (bells.size === 0 && this.bells.get(streamArn) === bells) this.bells.delete(streamArn);
    };
  }

  start(): void {
    if (this.source) void this.follow(this.source);
  }

  stop(): void {
    this.stopping.abort();
  }

  private async follow(source: NewsSource): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        const { next, streams } = await this.ask(source);
        this.next = next;
        this.followed = true;
        for (const arn of streams) this.ring(arn);
      } catch (error) {
        if (!signal.aborted) this.lost(errorText(error));
        await pause(RETRY_MS, signal);
      }
    }
  }

  private ring(arn: string): void {
    for (const bell of this.bells.get(arn) ?? []) bell.ring();
  }

  /** Readers that rely on news look for themselves again. */
  private lost(message: string): void {
    if (!this.followed) return;
    this.followed = false;
    this.log("news-lost", { message });
    for (const arn of this.bells.keys()) this.ring(arn);
  }

  private async ask({ upstream, path, secret }: NewsSource): Promise<News> {
    const { signal } = this.stopping;
    const headers = { authorization: `Bearer ${secret}` };
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { headers, signal, timeout: ANSWER_LIMIT_MS };
      const asked = get(`${upstream}${path}?after=${this.next}`, options, resolve);
      asked.on("timeout", () => asked.destroy(new Error(`no answer within ${ANSWER_LIMIT_MS} ms`)));
      asked.on("error", reject);
    });
    const { status, body } = await readAnswer(incoming);
    if (status !== 200) throw new Error(`the emulator answered ${status} about news`);
    return newsIn(body);
  }
}

interface News {
  readonly next: number;
  readonly streams: readonly string[];
}

function newsIn(body: string): News {
  const answer: unknown = JSON.parse(body);
  if (isPlainObject(answer) && typeof answer.next === "number" && Array.isArray(answer.streams)) {
    return { next: answer.next, streams: answer.streams.map(String) };
  }
  throw new Error("the emulator's news have an unknown form");
}
