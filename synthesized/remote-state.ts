import type { Stack } from "./stack";
import type { ElementJson, TerraformJson } from "./stack-json";

/** The stack whose state a `terraform_remote_state` data source reads. */
export function ownerOfState({ config }: ElementJson, stacks: readonly Stack[]): Stack | undefined {
  return ownersOf(stacks).get(locationOf(config));
}

/** With many tenants a consumer refers to as many states: searching all stacks each time would be slow. */
const OWNERS = new WeakMap<readonly Stack[], Map<string | undefined, Stack>>();

/** The stacks by the location of their state. */
function ownersOf(stacks: readonly Stack[]): Map<string | undefined, Stack> {
  const known = OWNERS.get(stacks);
  if (known) return known;
  const owners = new Map(stacks.map((stack) => [locationOf(backendOf(stack.json.terraform)), stack]));
  OWNERS.set(stacks, owners);
  return owners;
}

function backendOf({ backend = {}, cloud }: TerraformJson = {}): ElementJson | undefined {
  return cloud ?? Object.values(backend)[0];
}

/** What tells one state from another: its path, its bucket and key, or its workspace. */
function locationOf(settings: unknown): string | undefined {
  if (typeof settings !== "object" || settings === null) return undefined;
  const { path, bucket, key, organization, workspaces } = settings as ElementJson;
  const { name } = (workspaces ?? {}) as ElementJson;
  return JSON.stringify([path, bucket, key, organization, name]);
}
