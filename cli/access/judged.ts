import { withoutAlikeTenants } from "../../access/alike-tenants";
import { deployedModel } from "../../access/deployed/deployed-model";
import { type DeployedFindings, deployedFindings } from "../../access/deployed/inventory/deployed-findings";
import { accessMatrix, type Matrix } from "../../access/matrix";
import type { FurtherFindings } from "../../access/report/further-findings";
import { synthesizedModel } from "../../access/synthesized-model";
import type { LoadedEnvironment } from "../../config/load-environment";
import { planRoleNotes, withPlanRoles } from "../../config/plan-roles";
import type { Stack } from "../../synthesized/stack";
import { whichAws } from "../support/connect-accounts";
import { deployedAccounts } from "./deployed-accounts";
import { furtherFindings, guardFindings } from "./further-findings";

/** Everything that is known, even if something failed on the way. */
export interface Judged {
  /** Without cells if it could not be made. */
  readonly matrix: Matrix;
  readonly further: FurtherFindings;
  /** Why there is no matrix. @default there is one */
  readonly failure?: unknown;
}

const NO_MATRIX: Matrix = { cells: [], notes: [], hypotheses: [] };

/** Judges stacks. @param folder where they were read from; undefined if they were synthesized for the occasion */
export async function judgedSynthesized(
  loaded: LoadedEnvironment,
  stacks: readonly Stack[],
  folder?: string,
): Promise<Judged> {
  const further = furtherFindings(loaded, stacks, folder);
  const { environment } = loaded;
  const matrix = async () => {
    const model = synthesizedModel(environment, stacks);
    return accessMatrix(environment, model, withoutAlikeTenants(environment, model));
  };
  return { further, ...(await attempted(matrix)) };
}

/** What the options say about the accounts. */
interface DeployedOptions {
  /** Name of the role to assume in each account. @default that of the variable PLAN_ROLE, or else the deploy role */
  readonly readRole?: string;
  /** Names of known administrators. @default none */
  readonly administrator?: readonly string[];
}

/** Judges what is deployed. The stacks only say what to look for, and what the guards say of the file. */
export async function judgedDeployed(
  loaded: LoadedEnvironment,
  stacks: readonly Stack[],
  { readRole, administrator = [] }: DeployedOptions,
): Promise<Judged> {
  const { environment } = loaded;
  const guards = guardFindings(loaded, stacks);
  let found: DeployedFindings = { findings: [], notes: [] };
  const outcome = await attempted(async () => {
    console.error(whichAws(environment));
    const reading = withPlanRoles(environment, process.env);
    for (const note of planRoleNotes(environment, reading)) console.error(note);
    const readerOf = deployedAccounts(reading, readRole);
    found = await deployedFindings(loaded, { readerOf, administrators: administrator });
    return accessMatrix(environment, await deployedModel(synthesizedModel(environment, stacks), readerOf));
  });
  const notes = [...outcome.matrix.notes, ...found.notes];
  return { ...outcome, matrix: { ...outcome.matrix, notes }, further: { inventory: found.findings, guards } };
}

async function attempted(makeMatrix: () => Promise<Matrix>): Promise<Pick<Judged, "matrix" | "failure">> {
  try {
    return { matrix: await makeMatrix() };
  } catch (failure) {
    return { matrix: NO_MATRIX, failure };
  }
}

/** What a report says of a failure. */
export function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
