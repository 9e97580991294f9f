import { type Group, isGroup } from "../../../config/group";
import type { LoadedEnvironment } from "../../../config/load-environment";
import { fromLoaded } from "../../../config/loaded";
import { ENVIRONMENTS_DIRECTORY } from "../../../config/paths";
import { checkedTenants } from "../../../config/tenants/checked-tenants";
import { SandboxError } from "../../../sandbox/sandbox-error";
import { contentOf, sandboxVariant } from "../many/sandbox-variant";

/** The environment of the scenario before and after one tenant goes and another comes. */
export interface SaasTenants {
  readonly before: LoadedEnvironment;
  /** The tenant that goes: one that no mapping names by itself. */
  readonly leaving: string;
  /** The tenant that comes. */
  readonly joining: string;
  /** Reads the environment with the one in place of the other, and writes its file. */
  exchange(): LoadedEnvironment;
}

const NAME = "saas";

/** Accounts of the tenants that are made up. */
const FIRST_ACCOUNT = 300_000_000_001;

/**
 * The tenants of environments/saas.yaml, with as many made up as it takes.
 * @param count how many tenants there are at any time, at least; the file may have more
 * @throws SandboxError if no source has tenants, or no tenant can go; EnvironmentError if the file has a mistake
 */
export function saasTenants(count: number): SaasTenants {
  const content = contentOf(NAME);
  const sources = isGroup(content.sources) ? content.sources : {};
  const [source, entry] =
    Object.entries(sources).find(([, one]) => isGroup(one) && Object.hasOwn(one, "tenants")) ?? [];
  if (source === undefined || !isGroup(entry)) throw unfit("a source with `tenants`");
  const path = ["sources", source, "tenants"];
  const own = checkedTenants(entry.tenants, path, ENVIRONMENTS_DIRECTORY).tenants.map(({ tenant }) => tenant);
  const all = [...own, ...madeUp(own, Math.max(count - own.length, 0) + 1)];
  const joining = fromLoaded(all.pop(), "tenants");
  const named = JSON.stringify(content.consumers);
  const leaving = all.find(({ tenant }) => !named.includes(`"${source}-${tenant}"`));
  if (!leaving) throw unfit("a tenant that no consumer names by itself");
  const variant = (tenants: readonly unknown[]) =>
    sandboxVariant(NAME, { ...content, sources: { ...sources, [source]: { ...entry, tenants } } });
  return {
    before: variant(all),
    leaving: leaving.tenant,
    joining: joining.tenant,
    exchange: () => variant([...all.filter((one) => one !== leaving), joining]),
  };
}

interface Line extends Group {
  readonly tenant: string;
  readonly account: string;
}

function madeUp(own: readonly Line[], count: number): Line[] {
  const lines: Line[] = [];
  for (let nth = 1; lines.length < count; nth += 1) {
    const line = { tenant: `made-up-${nth}`, account: String(FIRST_ACCOUNT + nth) };
    const isTaken = own.some(({ tenant, account }) => tenant === line.tenant || account === line.account);
    if (!isTaken) lines.push(line);
  }
  return lines;
}

function unfit(what: string): SandboxError {
  return new SandboxError(
    `environments/${NAME}.yaml: the scenario needs ${what}.`,
    "Add it, or run the scenario in a new clone.",
  );
}
