import {
  DeleteEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";
import type { Detection } from "../drill";
import { runCommand } from "./command";
import { NAMES } from "./content";
import type { Site } from "./site";
import { untilAnswered } from "./wait";

/** How long a mapping may take to be deleted. */
const DELETION_MS = 30_000;

/** Exit code of `npm run drift` if it found some, and of `npm run status` if something is wrong. */
const FOUND = 2;

/** The site's mapping; undefined if it is gone. */
export function mappingOf(site: Site): Promise<EventSourceMappingConfiguration | undefined> {
  return site.acting("consumer", async ({ lambda }) => {
    const { EventSourceMappings = [] } = await lambda.send(
      new ListEventSourceMappingsCommand({ FunctionName: NAMES.function }),
    );
    return EventSourceMappings[0];
  });
}

/** What the mapping says of its last batch, if that is a problem. @param kind what it has to say @default any problem */
export async function mappingProblem(site: Site, kind = /PROBLEM/): Promise<Detection | undefined> {
  const { LastProcessingResult: says = "" } = (await mappingOf(site)) ?? {};
  return kind.test(says) ? { by: "LastProcessingResult of the mapping", says } : undefined;
}

/** The first problem of `npm run status`, if there is one whose cause matches. */
export async function statusProblem(site: Site, cause: RegExp): Promise<Detection | undefined> {
  const { stdout } = await runCommand(site, ["status", "--json"], [0, 1, FOUND]);
  const { problems } = JSON.parse(stdout) as { problems: { place: string; cause: string }[] };
  const found = problems.find((problem) => cause.test(problem.cause));
  return found && { by: "`npm run status`", says: `${found.place}: ${found.cause}` };
}

/** Deletes the mapping, and waits until it is gone. */
export async function deleteMapping(site: Site): Promise<void> {
  const { UUID } = (await mappingOf(site)) ?? {};
  await site.acting("consumer", ({ lambda }) => lambda.send(new DeleteEventSourceMappingCommand({ UUID })));
  const gone = async () => ((await mappingOf(site)) === undefined ? true : undefined);
  await untilAnswered(gone, DELETION_MS, site.signal);
}

/** The first finding of `npm run drift`, if there is one whose place matches. */
export async function driftAt(site: Site, place: RegExp): Promise<Detection | undefined> {
  const { stdout } = await runCommand(site, ["drift", "--json"], [0, FOUND]);
  const { findings } = JSON.parse(stdout) as { findings: { place: string; why: string; found: string }[] };
  const found = findings.find((finding) => place.test(finding.place));
  return found && { by: "`npm run drift`", says: `${found.place}: ${found.why}` };
}
