import type { TerraformResource } from "cdktf";

/** Where the exceptions stand in a resource's comment, for `npm run scan`. */
export const SCAN_EXCEPTIONS = "scanExceptions";

/**
 * Records which checks of security scanners a resource fails on purpose, and why. The reasons go into the resource's
 * comment in the JSON, which Terraform ignores: scanners' own comments exist in HCL only.
 * @param reasons by the check's ID, such as `CKV_AWS_117`
 */
export function exceptFromScan(resource: TerraformResource, reasons: Readonly<Record<string, string>>): void {
  for (const [check, reason] of Object.entries(reasons)) {
    resource.addOverride(`//.${SCAN_EXCEPTIONS}.${check}`, reason);
  }
}
