import type { MappingPicture, SourcePicture } from "../picture";
import { ageText } from "../report/age";
import { type Denied, deployAgain, type JudgeContext, type Problem, readLog, seeDrift } from "./problem";

/** A mapping that is there. */
type Found = Extract<MappingPicture["look"], { kind: "there" }>;

/** A warning while there is time: records are gone after 24 hours in the stream. */
const LATE_MS = 3_600_000;

/** What Lambda says of a function that failed or could not be run, and of a role that may not read. */
const PROBLEM = /^PROBLEM: (.*)$/s;
const NOT_AUTHORIZED = /is not authorized to perform: (\S+) on resource:/;
/** What DynamoDB says of a key that KMS does not use, because it is disabled, say; see docs/assumptions.md. */
const KEY_REFUSED = /^KMS key access denied error/;

/** What is wrong with a mapping. */
export function mappingProblems(
  mapping: MappingPicture,
  source: SourcePicture | undefined,
  context: JudgeContext,
): Problem[] {
  const place = placeOf(mapping);
  const { look } = mapping;
  if (look.kind === "unread") return [];
  if (look.kind === "absent") {
    return [
      {
        place,
        cause: "There is no such mapping: nothing reads the stream.",
        remedies: [deployAgain(mapping.stack, context)],
      },
    ];
  }
  return [
    ...stateProblems(mapping, look, context),
    ...streamProblems(mapping, look, source, context),
    ...resultProblems(mapping, look, source, context),
    ...lagProblems(place, look),
  ];
}

/** How reports call a mapping. */
export function placeOf({ consumer, reader, source }: MappingPicture): string {
  const name = reader === "stream-handler" ? consumer : `${consumer}, usage meter`;
  return `${name} <- ${source}`;
}

function stateProblems(mapping: MappingPicture, { state }: Found, context: JudgeContext): Problem[] {
  const place = placeOf(mapping);
  const isOff = state === "Disabled" || state === "Disabling";
  if (mapping.enabled && isOff) {
    const cause =
      "It is switched off, although the environment file has it on: records are gone after 24 hours in the stream.";
    return [{ place, cause, remedies: [seeDrift(context), deployAgain(mapping.stack, context)] }];
  }
  if (mapping.enabled || isOff) return [];
  return [
    {
      place,
      cause: "It is switched on, although the environment file has it off.",
      remedies: [deployAgain(mapping.stack, context)],
    },
  ];
}

function streamProblems(
  mapping: MappingPicture,
  { streamArn }: Found,
  source: SourcePicture | undefined,
  context: JudgeContext,
): Problem[] {
  const current = source?.look.kind === "there" ? source.look.streamArn : streamArn;
  if (current === undefined || current === streamArn) return [];
  const cause = `It reads ${streamArn}, but the table's stream is ${current} by now.`;
  return [{ place: placeOf(mapping), cause, remedies: [deployAgain(mapping.stack, context)] }];
}

function resultProblems(
  mapping: MappingPicture,
  { lastProcessingResult }: Found,
  owner: SourcePicture | undefined,
  context: JudgeContext,
): Problem[] {
  const { consumer, reader, source, functionName, stack } = mapping;
  const place = placeOf(mapping);
  const text = PROBLEM.exec(lastProcessingResult)?.[1];
  if (text === undefined) return [];
  const action = NOT_AUTHORIZED.exec(text)?.[1];
  if (action !== undefined)
    return [deniedProblem(place, `AWS says: ${text}`, { consumer, reader, source, action })];
  if (KEY_REFUSED.test(text)) {
    const cause = `It cannot read the stream, because KMS refuses the table's key. AWS says: ${text}`;
    return [{ place, cause, remedies: [seeDrift(context), deployAgain(owner?.stack ?? stack, context)] }];
  }
  const cause = `Its last batch failed. AWS says: ${text}`;
  return [{ place, cause, remedies: [readLog(context, functionName)] }];
}

function deniedProblem(place: string, cause: string, denied: Denied): Problem {
  return { place, cause, remedies: [], denied };
}

function lagProblems(place: string, { lagMs }: Found): Problem[] {
  if (lagMs === undefined || lagMs < LATE_MS) return [];
  const cause = `Its last record was ${ageText(lagMs)} old when it was sent; records are gone after 24 hours in the stream.`;
  return [
    {
      place,
      cause,
      remedies: [
        "See what keeps it: docs/stream-mappings.md and docs/configuration.md (parallelizationFactor, batchSize)",
      ],
    },
  ];
}
