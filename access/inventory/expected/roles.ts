import type { Settings } from "../stack-inventory";

/** What the file says of any role. */
interface RoleConfig {
  readonly roleName: string;
  readonly rolePath: string;
  readonly permissionsBoundaryArn?: string | undefined;
}

/** Name, path and boundary of a role. The path that IAM gives by itself is left out. */
export function roleSettings({ roleName, rolePath, permissionsBoundaryArn }: RoleConfig): Settings {
  return {
    name: roleName,
    path: rolePath === "/" ? undefined : rolePath,
    permissions_boundary: permissionsBoundaryArn,
  };
}
