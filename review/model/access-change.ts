import type { AccessModel } from "../../access/access-model";
import type { Cell } from "../../access/cell";
import { type JudgedSide, withoutHypothesis } from "./judged-side";
import { POLICY_ATTRIBUTES } from "./policy-attributes";
import type { Sides } from "./sides";
import { isStated } from "./stated-cell";

/** What a principal may do before and after, about one action on one resource. */
export interface AccessChange {
  readonly principal: string;
  readonly resource: string;
  /** Account of the resource. Absent for what the stacks do not hold. */
  readonly accountId?: string;
  readonly action: string;
  readonly kind: "gains" | "loses" | "keeps";
  /** Which statements decide it afterwards. */
  readonly because: string;
  /** Whether the environment file grants it. */
  readonly expected: boolean;
  /** Whether the decision was made with samples, because only the apply tells an ARN or a policy. */
  readonly sampled: boolean;
  /** Whether it would come true only if the other side allowed it as well, or is asked of somebody made up. */
  readonly supposed: boolean;
}

/**
 * What changes between two sides. Somebody or something that is not there is allowed nothing. Administrators are left
 * out where they keep what they have, and where they have what everybody knows: their own account's new resources.
 */
export function accessChanges(before: JudgedSide, after: JudgedSide, sides: Sides): AccessChange[] {
  const [old, now] = [cellsByKey(before), cellsByKey(after)];
  const known = { before: labelsOf(before.model), after: labelsOf(after.model) };
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const kind = kindOf(was, is);
    if (kind === undefined) return [];
    if (is) return was || !isStated(before.model, is) ? remaining(is, kind, known, after, sides) : [];
    return was && !isStated(after.model, was) ? vanished(was, known, before) : [];
  });
}

/** A cell of the side after the apply. */
function remaining(
  cell: Cell,
  kind: AccessChange["kind"],
  known: Labels,
  { model }: JudgedSide,
  sides: Sides,
): AccessChange[] {
  if (isTrivial(cell, kind, known)) return [];
  return [changeOf(cell, kind, { model, because: cell.because }, sides)];
}

/** A cell of which the principal or the resource will be gone. */
function vanished(cell: Cell, known: Labels, { model }: JudgedSide): AccessChange[] {
  if (isTrivial(cell, "loses", known)) return [];
  return [changeOf(cell, "loses", { model, because: goneText(cell, known.after) }, NOTHING_UNKNOWN)];
}

const NOTHING_UNKNOWN: Guessed = { unknown: new Set(), samples: [] };

function changeOf(
  { principal, resource, action, expected, hypothetical = false, administrator = false }: Cell,
  kind: AccessChange["kind"],
  { model, because }: { readonly model: AccessModel; readonly because: string },
  guessed: Guessed,
): AccessChange {
  const owner = model.resources.find(({ label }) => label === resource);
  return {
    principal,
    resource,
    ...(owner && { accountId: owner.accountId }),
    action,
    kind,
    because,
    expected: expected === "allow",
    sampled: isSampled({ principal, resource }, model, guessed),
    supposed: hypothetical || administrator,
  };
}

/** What only the apply tells. */
type Guessed = Pick<Sides, "unknown" | "samples">;

function cellsByKey({ cells: all }: JudgedSide): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const cell of all) {
    const key = `${cell.principal}\n${cell.resource}\n${cell.action}`;
    if (cells.get(key)?.decision !== "allow") cells.set(key, cell);
  }
  return cells;
}

function kindOf(was: Cell | undefined, is: Cell | undefined): AccessChange["kind"] | undefined {
  const [could, can] = [was?.decision === "allow", is?.decision === "allow"];
  if (could && can) return "keeps";
  if (can) return "gains";
  return could ? "loses" : undefined;
}

interface Labels {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

function labelsOf({ principals, resources }: AccessModel): Set<string> {
  return new Set([...principals, ...resources].map(({ label }) => label));
}

function isTrivial(cell: Cell, kind: AccessChange["kind"], known: Labels): boolean {
  if (!cell.administrator && !cell.hypothetical) return false;
  if (kind === "keeps") return true;
  const isOnBothSides = [cell.principal, cell.resource]
    .map(withoutHypothesis)
    .every((label) => known.before.has(label) && known.after.has(label));
  return !isOnBothSides && (kind === "loses" || cell.expected === "allow");
}

function goneText({ principal, resource }: Cell, after: ReadonlySet<string>): string {
  const gone = [principal, resource].filter((label) => !after.has(label));
  return gone.length === 0 ? "no statement allows it any more" : `${gone.join(" and ")} will be gone`;
}

/** Whether only the apply tells the resource's ARN, or a policy that has a part in the decision. */
function isSampled(
  cell: Pick<Cell, "principal" | "resource">,
  { principals, resources }: AccessModel,
  { unknown, samples }: Guessed,
): boolean {
  const principal = principals.find(({ label }) => label === cell.principal);
  const resource = resources.find(({ label }) => label === cell.resource);
  if (samples.some(({ sample }) => sample === resource?.arn)) return true;
  return [...(principal?.policies ?? []), resource?.policy].some(
    (policy) => policy && POLICY_ATTRIBUTES.some((attribute) => unknown.has(`${policy.name}.${attribute}`)),
  );
}
