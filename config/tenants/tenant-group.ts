import type { Group } from "../group";
import type { PlacedTenant } from "./row";

/** A source with `tenants`, and its tenants by the names of the sources that they become. */
export interface TenantGroup {
  /** The source's key in the file. */
  readonly name: string;
  readonly entry: Group;
  readonly members: ReadonlyMap<string, PlacedTenant>;
}
