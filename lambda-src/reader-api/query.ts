import { BadRequestError, Problems } from "./bad-request-error";
import { readToken, refuse } from "./next-token";
import type { Position } from "./position";
import { type Projection, parseProjection } from "./projection";
import type { Settings } from "./settings";

/** The caller's request. */
export interface Query {
  /** The maximum number of items in the answer. */
  readonly pageSize: number;
  /** Where the scan of each segment starts, one position per segment. */
  readonly positions: readonly Position[];
  /** The attributes to return; all of them if absent. */
  readonly projection?: Projection;
}

/** Query parameters as API Gateway passes them: decoded; values of a repeated parameter are joined by commas. */
export type Parameters = Readonly<Record<string, string | undefined>>;

/** The settings that a query is checked against. */
export type QueryBounds = Pick<Settings, "keyAttributes" | "maxItems" | "maxSegments">;

const PARAMETERS = ["pageSize", "segments", "projection", "nextToken"] as const;

/**
 * Reads the query parameters.
 * @throws BadRequestError that names every invalid or unknown parameter
 */
export function readQuery(parameters: Parameters, bounds: QueryBounds): Query {
  const { pageSize, segments, projection, nextToken } = parameters;
  const problems = new Problems();
  problems.attempt(() => checkNames(parameters), undefined);

  const query: Query = {
    pageSize: problems.attempt(
      () => readWholeNumber("pageSize", pageSize, bounds.maxItems) ?? bounds.maxItems,
      1,
    ),
    positions: readPositions(segments, nextToken, bounds, problems),
    ...(projection !== undefined && {
      projection: problems.attempt(() => parseProjection(projection, bounds.keyAttributes), undefined),
    }),
  };
  problems.throwIfAny();
  return query;
}

function readPositions(
  segments: string | undefined,
  nextToken: string | undefined,
  { keyAttributes, maxSegments }: QueryBounds,
  problems: Problems,
): readonly Position[] {
  const asked = problems.attempt(() => readWholeNumber("segments", segments, maxSegments), undefined);
  if (nextToken === undefined) return Array.from({ length: asked ?? 1 }, () => "start" as const);
  return problems.attempt(() => {
    const positions = readToken(nextToken, keyAttributes);
    if (positions.length > maxSegments) return refuse();
    if (asked === undefined || asked === positions.length) return positions;
    throw new BadRequestError([
      `segments must be ${positions.length}, as in the request that returned nextToken, or be left out.`,
    ]);
  }, []);
}

function readWholeNumber(name: string, text: string | undefined, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= max) return value;
  throw new BadRequestError([`${name} must be a whole number from 1 to ${max}.`]);
}

function checkNames(parameters: Parameters): void {
  const unknown = Object.keys(parameters).filter((name) => !PARAMETERS.some((known) => known === name));
  if (unknown.length === 0) return;
  const names = unknown.map((name) => JSON.stringify(name)).join(", ");
  throw new BadRequestError([`${names}: unknown parameter. The parameters are ${PARAMETERS.join(", ")}.`]);
}
