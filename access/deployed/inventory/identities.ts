import { deployRoleOf } from "../../../config/deploy-role";
import type { Environment } from "../../../config/schema";
import { type InventoryFinding, NOTHING, shown } from "../../inventory/finding";
import { accountIdentities, type Identity } from "./account-identities";
import { type DeployedStack, expectedOf } from "./deployed-stack";
import type { Notes } from "./notes";
import { type OwnResource, ownResources } from "./own-resources";
import { touchedBy } from "./touching";

/** Path of the roles that AWS services make for themselves, with policies that only AWS can change. */
const SERVICE_LINKED = "/aws-service-role/";

/** Roles and users that the file does not name, and that may touch what it describes. */
export async function identityFindings(
  environment: Environment,
  stacks: readonly DeployedStack[],
  administrators: readonly string[],
  notes: Notes,
): Promise<InventoryFinding[]> {
  const accounts = new Map(stacks.map((stack) => [stack.accountId, stack]));
  const found = [...accounts.values()].map(async ({ accountId, reader }) => {
    const own = stacks.filter((stack) => stack.accountId === accountId);
    const identities = await accountIdentities(reader.iam, accountId, notes);
    const known = new Set([
      ...own.flatMap((stack) =>
        expectedOf(stack, "aws_iam_role").map(({ settings }) => String(settings.name)),
      ),
      ...deployRoles(environment, accountId),
    ]);
    const others = identities.filter(({ name, kind }) => kind !== "role" || !known.has(name));
    const judged = others.filter((one) => !isNamedOrLinked(one, administrators));
    noteTheRest(accountId, others, judged, notes);
    const resources = own.flatMap(ownResources);
    await noteManaged(own, identities, resources, notes);
    return (await Promise.all(judged.map((one) => findingsOf(accountId, one, resources, notes)))).flat();
  });
  return (await Promise.all(found)).flat();
}

function deployRoles({ accounts }: Environment, accountId: string): string[] {
  return Object.values(accounts)
    .filter(({ id }) => id === accountId)
    .flatMap((account) => deployRoleOf(account)?.name.split("/").pop() ?? []);
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

async function findingsOf(
  accountId: string,
  identity: Identity,
  resources: readonly OwnResource[],
  notes: Notes,
): Promise<InventoryFinding[]> {
  const touched = await touchedBy(identity, resources, notes);
  if (touched.length === 0) return [];
  const policies = identity.policies.map(({ name }) => name).join(", ");
  return [
    {
      place: `account ${accountId} ${identity.kind} ${identity.name}`,
      expected: NOTHING,
      found: shown(`with ${policies}: ${touched.join("; ")}`),
      why: "The file does not name it. If it administers the account, name it with --administrator.",
    },
  ];
}
