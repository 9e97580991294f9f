/**
 * Cross-account access: the module of the Lambda layer `cross-account`.
 *
 *     import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
 *     import { crossAccountRole } from "cross-account";
 *
 *     const role = crossAccountRole({ accountId: "123456789012", roleName: "external-role" });
 *     const s3 = role.client((credentials) => new S3Client({ credentials }));
 *     const { Buckets } = await s3.run((client) => client.send(new ListBucketsCommand({})));
 *
 * The function's own role must be allowed `sts:AssumeRole` on the other role, which must trust it.
 */
export { type CrossAccountRole, crossAccountRole } from "./cross-account-role";
export {
  AssumeRoleDenied,
  AssumeRoleFailed,
  CrossAccountError,
  InvalidAccountId,
  InvalidRoleOptions,
} from "./errors";
export type { CrossAccountRoleOptions } from "./options";
export type { Destroyable, RoleClient } from "./role-client";
