import { z } from "zod";

/**
 * IAM API reference, CreateRole: Path. IAM would take any printable character; these are the ones of names, so that
 * no `*` widens the grants that name the role, and no `${` is read as a template.
 */
const ROLE_PATH = /^(?=.{1,512}$)\/(?:[\w+=,.@-]+\/)*$/;
const POLICY_ARN = /^arn:aws[\w-]*:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]+$/;
const POLICY_REMEDY = "Give the ARN of a managed policy: arn:aws:iam::ACCOUNT:policy/NAME";

/** Characters of a role's name (IAM API reference, CreateRole: RoleName). */
export const roleName = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/, "Give 1 to 64 letters, digits and characters of _+=,.@-");

/** IAM API reference, AssumeRole: ExternalId. */
export const externalId = z
  .string()
  .regex(/^[\w+=,.@:/-]{2,1224}$/, "Give 2 to 1224 letters, digits and characters of _+=,.@:/-, in quotes");

/** What may be said of the place and the bounds of a role that a stack makes. */
export const rolePlace = {
  rolePath: z
    .string()
    .regex(
      ROLE_PATH,
      "Start and end with a slash, such as /team/streams/, 512 letters, digits and characters of _+=,.@- at most",
    )
    .default("/")
    .describe("Path of the role. It is part of the role's ARN, which grants name."),
  permissionsBoundaryArn: z
    .string()
    .regex(POLICY_ARN, POLICY_REMEDY)
    .optional()
    .describe("ARN of the managed policy that bounds the role; none if absent."),
};

/** A managed policy by its ARN, or one of AWS's by its name. */
export const managedPolicy = z
  .string()
  .regex(
    /^(arn:aws[\w-]*:iam::(?:\d{12}|aws):policy\/)?[\w+=,.@/-]{1,512}$/,
    "Give the name of a policy of AWS's, such as ReadOnlyAccess, or the ARN of one of the account's own",
  );
