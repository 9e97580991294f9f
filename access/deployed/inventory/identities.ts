import type { LoadedEnvironment } from "../../../config/load-environment";
import { type InventoryFinding, NOTHING, shown } from "../../inventory/finding";
import { accountIdentities, type Identity } from "./account-identities";
import { type DeployedStack, expectedOf } from "./deployed-stack";
import { knownRoles } from "./known-roles";
import type { Notes } from "./notes";
import { type OwnResource, ownResources } from "./own-resources";
import { touchedBy } from "./touching";

/** Path of the roles that AWS services make for themselves, with policies that only AWS can change. */
const SERVICE_LINKED = "/aws-service-role/";

/** Roles and users that the file does not name, and that may touch what it describes. */
export async function identityFindings(
  loaded: Pick<LoadedEnvironment, "name" | "environment">,
  stacks: readonly DeployedStack[],
  administrators: readonly string[],
  notes: Notes,
): Promise<InventoryFinding[]> {
  const accounts = new Map(stacks.map((stack) => [stack.accountId, stack]));
  const found = [...accounts.values()].map(async ({ accountId, reader }) => {
    const own = stacks.filter((stack) => stack.accountId === accountId);
    const identities = await accountIdentities(reader.iam, accountId, notes);
    const { deploying, administrating, reading } = knownRoles(loaded, accountId);
    const known = new Set([
      ...own.flatMap((stack) =>
        expectedOf(stack, "aws_iam_role").map(({ settings }) => String(settings.name)),
      ),
      ...deploying,
    ]);
    const others = identities
      .filter(({ name, kind }) => kind !== "role" || !known.has(name))
      .filter((one) => !isAdministrating(one, accountId, administrating, notes));
    const judged = others.filter((one) => !isNamedOrLinked(one, administrators));
    noteTheRest(accountId, others, judged, notes);
    const resources = own.flatMap(ownResources);
    await noteManaged(own, identities, resources, notes);
    const findings = judged.map((one) => {
      const isReading = one.kind === "role" && reading.includes(one.name);
      return findingsOf(accountId, one, { resources, notes, why: isReading ? WIDENED : UNNAMED });
    });
    return (await Promise.all(findings)).flat();
  });
  return (await Promise.all(found)).flat();
}

/** What the pipeline's administrator may do is not judged, and a note says so. */
function isAdministrating(
  { kind, name }: Identity,
  accountId: string,
  administrating: readonly string[],
  notes: Notes,
): boolean {
  if (kind !== "role" || !administrating.includes(name)) return false;
  notes.add(`role ${name} of account ${accountId} is named as the administrator of the pipeline`);
  return true;
}

function isNamedOrLinked({ name, path }: Identity, administrators: readonly string[]): boolean {
  return administrators.includes(name) || path.startsWith(SERVICE_LINKED);
}

function noteTheRest(
  accountId: string,
  others: readonly Identity[],
  judged: readonly Identity[],
  notes: Notes,
): void {
  const left = others.filter((one) => !judged.includes(one));
  const linked = left.filter(({ path }) => path.startsWith(SERVICE_LINKED));
  if (linked.length > 0) {
    notes.add(
      `${linked.length} service-linked roles of account ${accountId}: only AWS changes their policies`,
    );
  }
  for (const { kind, name } of left.filter((one) => !linked.includes(one))) {
    notes.add(`${kind} ${name} of account ${accountId} was named as an administrator`);
  }
}

/** The file attaches managed policies to some roles: what they allow is for a person to judge. */
async function noteManaged(
  stacks: readonly DeployedStack[],
  identities: readonly Identity[],
  resources: readonly OwnResource[],
  notes: Notes,
): Promise<void> {
  const attached = stacks
    .flatMap((stack) => expectedOf(stack, "aws_iam_role_policy_attachment"))
    .map(({ settings }) => settings.role);
  for (const identity of identities.filter(({ kind, name }) => kind === "role" && attached.includes(name))) {
    const touched = await touchedBy(identity, resources, notes);
    const names = identity.policies.map(({ name }) => name).join(", ");
    notes.add(
      `role ${identity.name} may, with ${names}: ${touched.join("; ") || "nothing to what the file describes"}`,
    );
  }
}

const UNNAMED = "The file does not name it. If it administers the account, name it with --administrator.";
const WIDENED =
  "The pipeline's stack makes it with fewer permissions. Deploying that stack takes back what was added to its policies; policies that no stack knows must be removed by hand.";

/** What findings about an identity need to know. */
interface Judging {
  readonly resources: readonly OwnResource[];
  readonly notes: Notes;
  readonly why: string;
}

async function findingsOf(
  accountId: string,
  identity: Identity,
  { resources, notes, why }: Judging,
): Promise<InventoryFinding[]> {
  const touched = await touchedBy(identity, resources, notes);
  if (touched.length === 0) return [];
  const policies = identity.policies.map(({ name }) => name).join(", ");
  return [
    {
      place: `account ${accountId} ${identity.kind} ${identity.name}`,
      expected: NOTHING,
      found: shown(`with ${policies}: ${touched.join("; ")}`),
      why,
    },
  ];
}
