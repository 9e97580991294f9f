import { BackendError } from "../backend-error";

/** The parts of Terraform's state (format 4) that a move must keep. */
export interface StateFile {
  readonly serial: number;
  readonly lineage: string;
  readonly resources: readonly unknown[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * A state as `terraform state pull` prints it; undefined for what holds nothing: no state, or one that was never
 * written.
 */
export function parseState(text: string, what: string): StateFile | undefined {
  if (text.trim() === "") return undefined;
  const { serial = 0, lineage = "", resources = [], outputs = {} } = parsed(text, what);
  return lineage === "" ? undefined : { serial, lineage, resources, outputs };
}

/** The text is in no message: states hold secrets. */
function parsed(text: string, what: string): Partial<StateFile> {
  try {
    return JSON.parse(text);
  } catch {
    throw new BackendError(`${what} is not a state of Terraform.`, "Look at it with `terraform state pull`.");
  }
}

/** Whether two states hold the same resources and outputs. Their order means nothing. */
export function sameContent(a: StateFile, b: StateFile): boolean {
  return canonical(a) === canonical(b);
}

function canonical({ resources, outputs }: StateFile): string {
  const texts = resources.map((resource) => JSON.stringify(sorted(resource))).sort();
  return JSON.stringify([texts, sorted(outputs)]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, sorted(child)]));
}
