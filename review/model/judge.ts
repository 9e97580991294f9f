import type { AccessModel, Principal, Resource } from "../../access/access-model";
import type { Cell } from "../../access/cell";
import { accessMatrix } from "../../access/matrix";
import { synthesizedModel } from "../../access/synthesized-model";
import type { Environment } from "../../config/schema";
import { reasonOf } from "../../errors/reason-of";
import type { Stack } from "../../synthesized/stack";

/** Who may do what on one side. */
export interface JudgedSide {
  /** Everybody and everything. */
  readonly model: AccessModel;
  /** The decisions about who or what differs from the other side: all others stay as they are. */
  readonly cells: readonly Cell[];
}

/** A side that cannot be judged, and why. What cannot be judged is no denial. */
export interface UnjudgedSide {
  readonly failure: string;
}

/** The model of one side. */
export function modelOf(environment: Environment, stacks: readonly Stack[]): AccessModel | UnjudgedSide {
  try {
    return synthesizedModel(environment, stacks);
  } catch (error) {
    return { failure: reasonOf(error) };
  }
}

/**
 * Judges one side, as far as it differs from the other one: the simulator takes a millisecond or two for each decision,
 * and a plan seldom touches everything.
 */
export async function judge(
  environment: Environment,
  model: AccessModel,
  other: AccessModel,
): Promise<JudgedSide | UnjudgedSide> {
  const principals = apart(model.principals, other.principals);
  const resources = apart(model.resources, other.resources);
  try {
    const [changed, same] = await Promise.all([
      accessMatrix(environment, { ...model, principals: principals.changed }),
      accessMatrix(environment, { ...model, principals: principals.same, resources: resources.changed }),
    ]);
    // The second matrix knows few resources, so it takes statements about others for ones that nothing explains.
    const asked = new Set(resources.changed.flatMap(({ label }) => [label, `${label}, if it were open`]));
    return { model, cells: [...changed.cells, ...same.cells.filter(({ resource }) => asked.has(resource))] };
  } catch (error) {
    return { failure: reasonOf(error) };
  }
}

/** Those that differ from the other side or are not there, apart from those that are the same. */
function apart<T extends Principal | Resource>(
  some: readonly T[],
  others: readonly T[],
): { changed: T[]; same: T[] } {
  const known = new Set(others.map(sorted));
  const isSame = (one: T) => known.has(sorted(one));
  return { changed: some.filter((one) => !isSame(one)), same: some.filter(isSame) };
}

/** As JSON with sorted keys: AWS gives a policy back in an order of its own. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
