import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  PublishVersionCommand,
} from "@aws-sdk/client-lambda";
import type { MappingLook, Pair } from "../site/pair";
import type { Site } from "../site/site";
import { pause } from "../wait";

/** IAM's words if the stream's policy is what refuses. */
export const REFUSED_BY_STREAM = /because no resource-based policy allows/;

/** What was seen when a stream's policy was taken away and given back, while items were written. */
export interface Revocation {
  /** What the mapping said when it could not read any more; absent if it went on reading. */
  readonly refusal?: MappingLook & {
    /** After the policy was taken away, milliseconds. */
    readonly afterMs: number;
  };
  /** How long after the policy was taken away the last item was put that was handled before it came back, milliseconds. */
  readonly lastReadAfterMs: number;
  /** How long the mapping was watched, milliseconds. */
  readonly watchedMs: number;
  /** What Lambda said to a new mapping while there was no policy; absent if none was tried. */
  readonly creation?: { readonly isRefused: boolean; readonly answer: string };
  /** Items that were written after the policy was taken away. */
  readonly written: number;
  /** Items of them that were handled in the end. */
  readonly handled: number;
}

const begun = new WeakMap<Site, Promise<Revocation>>();

/** Takes the policy away and gives it back, once for all trials that look at it. */
export function revocation(site: Site): Promise<Revocation> {
  const running = begun.get(site) ?? site.pair("plain").then((pair) => revoke(site, pair));
  begun.set(site, running);
  return running;
}

async function revoke(site: Site, pair: Pair): Promise<Revocation> {
  const { pace, signal } = pair.options;
  const policy = await pair.policy();
  if (!(await pair.areHandled([await pair.put()]))) {
    throw new Error("Nothing was read before the policy was taken away");
  }
  await pair.removePolicy();
  const start = Date.now();
  const putAfterMs = new Map<string, number>();
  const refusal = await untilRefused(pair, start, putAfterMs);
  const watchedMs = Date.now() - start;
  await pause(pace.logMs, signal);
  const early = await pair.logged();
  const reads = [...putAfterMs].filter(([id]) => early.has(id)).map(([, afterMs]) => afterMs);
  const creation = refusal && (await createMapping(site, pair));
  await pair.putPolicy(policy);
  const ids = [...putAfterMs.keys(), await pair.put()];
  await pair.areHandled(ids, pace.revokedMs + pace.handledMs);
  const late = await pair.logged();
  return {
    ...(refusal && { refusal }),
    ...(creation && { creation }),
    lastReadAfterMs: Math.max(0, ...reads),
    watchedMs,
    written: ids.length,
    handled: ids.filter((id) => late.has(id)).length,
  };
}

/** Puts items, and notes when, until the mapping says that it cannot read. */
async function untilRefused(
  pair: Pair,
  start: number,
  putAfterMs: Map<string, number>,
): Promise<Revocation["refusal"]> {
  const { pace, signal } = pair.options;
  while (Date.now() - start < pace.revokedMs) {
    const afterMs = Date.now() - start;
    putAfterMs.set(await pair.put(), afterMs);
    const look = await pair.mapping();
    // The function's own failures, such as that of A5, are no refusal.
    if (/PROBLEM(?!: Function call failed)/.test(look.result))
      return { ...look, afterMs: Date.now() - start };
    await pause(pace.putMs, signal);
  }
  return undefined;
}

/** Tries a mapping to a version of the function: to the function itself there is one already. */
async function createMapping(site: Site, pair: Pair): Promise<Revocation["creation"]> {
  const { clients, parts } = pair.options;
  const { lambda } = clients;
  const { Version } = await lambda.send(new PublishVersionCommand({ FunctionName: parts.name }));
  try {
    const { UUID = "" } = await lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: `${parts.name}:${Version}`,
        EventSourceArn: parts.streamArn,
        StartingPosition: "LATEST",
      }),
    );
    site.alsoRemove(`the event source mapping ${UUID}`, () =>
      lambda.send(new DeleteEventSourceMappingCommand({ UUID })),
    );
    return { isRefused: false, answer: "the mapping was created" };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { isRefused: true, answer: `${error.name}: ${error.message}` };
  }
}
