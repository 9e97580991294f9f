import { type StackFindings, stackFindings } from "../access/deployed/inventory/deployed-findings";
import type { DeployedFinding } from "../access/deployed/inventory/deployed-stack";
import type { ReaderOf } from "../access/deployed/inventory/entered-stacks";
import { NOTHING } from "../access/inventory/finding";
import type { LoadedEnvironment } from "../config/load-environment";
import type { Drift, DriftFinding } from "./drift-finding";
import { isDeployed, isEmpty, notDeployed, stackMissing } from "./not-deployed";
import { outcomeOf } from "./outcomes";

/**
 * Finds what differs between the environment file and what is deployed, and says what a deployment does about it.
 * @param readerOf clients that read from an account
 * @throws DriftError if nothing of the environment is deployed
 * @throws AccessError if an account cannot be entered at all
 */
export async function findDrift(
  loaded: Pick<LoadedEnvironment, "name" | "environment">,
  readerOf: ReaderOf,
): Promise<Drift> {
  return judged(loaded.name, await stackFindings(loaded, readerOf));
}

/** The same of what was read already. @throws DriftError if nothing of the environment is deployed */
export function judged(
  environmentName: string,
  { findings, notes, unread, inventories }: StackFindings,
): Drift {
  const missing = inventories.filter((inventory) => !isDeployed(inventory, findings));
  const nothing = inventories.every((one) => missing.includes(one) || isEmpty(one));
  if (nothing && unread.length === 0) throw notDeployed(environmentName);
  const names = missing.map(({ name }) => name);
  const others = findings.map(withOutcome).filter(({ subject }) => !names.includes(subject.stack));
  return { findings: [...missing.map(stackMissing), ...others], notes, unread };
}

function withOutcome(finding: DeployedFinding): DriftFinding {
  const { address, part = "" } = finding.subject;
  const [, type = "", name] = /^((?:data\.)?[^.]*)(?:\.(.+))?$/.exec(address) ?? [];
  const isAdditional = finding.expected === NOTHING;
  return { ...finding, ...outcomeOf(type, { isElement: name !== undefined, part, isAdditional }) };
}
