import { z } from "zod";
import { EXTERNAL_ID, ROLE_NAME, ROLE_PATH_CHARACTERS } from "../limits";
import { about } from "./about";
import { text } from "./common";

/**
 * IAM API reference, CreateRole: Path. IAM would take any printable character; these are the ones of names, so that
 * no `*` widens the grants that name the role, and no `${` is read as a template.
 */
const ROLE_PATH = new RegExp(`^(?=.{1,${ROLE_PATH_CHARACTERS.max}}$)\\/(?:[\\w+=,.@-]+\\/)*$`);
const POLICY_ARN = /^arn:aws[\w-]*:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]+$/;
const POLICY_REMEDY = "Use the ARN of a managed policy: arn:aws:iam::ACCOUNT:policy/NAME";

/** A role's name with its path, without the slash in front: IAM's limits on both (IAM API reference, CreateRole). */
export const ROLE_WITH_PATH = new RegExp(
  `^(?=.{1,${ROLE_PATH_CHARACTERS.max - 1 + ROLE_NAME.max}}$)(?:[${ROLE_NAME.characters}]+/)*[${ROLE_NAME.characters}]{1,${ROLE_NAME.max}}$`,
);

/** Name of a role. */
export const roleName = text(ROLE_NAME);

/** What a role asks for when it is assumed. */
export const externalId = text(EXTERNAL_ID);

/** Path and permissions boundary of a role that a stack creates. */
export const rolePlace = {
  rolePath: z
    .string()
    .regex(
      ROLE_PATH,
      `Start and end with a slash, such as /team/streams/, and use at most ${ROLE_PATH_CHARACTERS.max} letters, digits and the characters \`_+=,.@-\``,
    )
    .default("/")
    .meta(
      about({
        description:
          "Path of the role. It is part of the role's ARN, so policies that name the role contain it.",
        limit: ROLE_PATH_CHARACTERS,
      }),
    ),
  permissionsBoundaryArn: z
    .string()
    .regex(POLICY_ARN, POLICY_REMEDY)
    .optional()
    .meta(
      about({
        description: "ARN of a managed policy that limits what the role can ever be allowed to do.",
        ifAbsent: "no boundary",
      }),
    ),
};

/**
 * A managed policy by its ARN, or one of AWS's by its name. IAM API reference, CreatePolicy: names have 128 characters at
 * most, and paths 512.
 */
export const managedPolicy = z
  .string()
  .regex(
    /^(arn:aws[\w-]*:iam::(?:\d{12}|aws):policy\/)?(?=.{1,640}$)([\w+=,.@-]+\/)*[\w+=,.@-]{1,128}$/,
    "Use the name of an AWS managed policy, such as ReadOnlyAccess, or the ARN of one of the account's own policies",
  );

/** A role in an account, with its path: one role and no pattern, because a pattern admits roles that come later. */
const ROLE_ARN = /^arn:aws[\w-]*:iam::\d{12}:role\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;

/** ARN of one role. @param remedy what to write instead */
export function oneRoleArn(remedy: string) {
  return z.string(remedy).regex(ROLE_ARN, remedy);
}
