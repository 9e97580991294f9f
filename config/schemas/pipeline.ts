import { z } from "zod";
import { about } from "./about";
import { key } from "./common";
import { ROLE_WITH_PATH, roleName } from "./role";

const ROLE_REMEDY = "Use the name of an IAM role (without arn:…)";

/** A role by its name, with its path if it has one, without a leading slash. */
const role = z.string(ROLE_REMEDY).regex(ROLE_WITH_PATH, ROLE_REMEDY);

/**
 * Git forbids most of the other characters in branches anyway (git-check-ref-format); what a policy would read as a
 * pattern or a variable is left out.
 */
const branch = z
  .string()
  .regex(/^[\w.@+=,/-]{1,200}$/, "Use letters, digits, slashes and the characters `_.@+=,-`");

/** The roles that a pipeline of GitHub Actions deploys with. */
export const pipeline = z
  .strictObject({
    account: key("an account").meta(
      about({
        description:
          "Key of the account in which jobs get their credentials: it has the OIDC provider and the roles that jobs start with.",
      }),
    ),
    repository: z
      .string()
      .regex(/^[A-Za-z0-9-]+\/[\w.-]+$/, "Write the repository as owner/name")
      .meta(about({ description: "The repository on GitHub whose jobs are let in, as `owner/name`." })),
    branch: branch
      .default("main")
      .meta(about({ description: "The branch whose jobs may plan, beside those of pull requests." })),
    githubEnvironment: z
      .string()
      .regex(/^[\w.-]{1,255}$/, "Use letters, digits, hyphens, underscores and dots")
      .optional()
      .meta(
        about({
          description: "The environment on GitHub that a job must name to deploy.",
          ifAbsent: "the name of the environment file",
        }),
      ),
    oidcProvider: z
      .enum(["create", "existing"], "Use create or existing")
      .default("create")
      .meta(
        about({
          description:
            "Whether the stack makes the OIDC provider for GitHub, or the account has it already: an account has at most one.",
        }),
      ),
    adminRole: role
      .nullable()
      .default("OrganizationAccountAccessRole")
      .meta(
        about({
          description:
            "Role that an administrator assumes in each account to deploy the pipeline's stacks. `null` uses the administrator's own credentials.",
        }),
      ),
    planRole: role.default("TerraformPlan").meta(
      about({
        description: "Name of the role in each account that jobs plan with. It is the value of `PLAN_ROLE`.",
      }),
    ),
    planStateRole: role.default("TerraformStatePlan").meta(
      about({
        description:
          "Name of the role that jobs read the state with, beside the role of `backend.roleArn`. Its ARN is the value of `PLAN_STATE_ROLE`.",
      }),
    ),
    driftRole: role.default("TerraformDrift").meta(
      about({
        description:
          "Name of the role in each account that the nightly job looks for drift with. It is the value of `DRIFT_ROLE`.",
      }),
    ),
    planJobRole: roleName.optional().meta(
      about({
        description: "Name of the role that jobs start with to plan.",
        ifAbsent: "`PipelinePlan-` and the name of the environment file",
      }),
    ),
    deployJobRole: roleName.optional().meta(
      about({
        description: "Name of the role that jobs start with to deploy.",
        ifAbsent: "`PipelineDeploy-` and the name of the environment file",
      }),
    ),
    driftJobRole: roleName.optional().meta(
      about({
        description: "Name of the role that the nightly job starts with to look for drift.",
        ifAbsent: "`PipelineDrift-` and the name of the environment file",
      }),
    ),
  })
  .meta(
    about({
      description:
        "Roles for a pipeline of GitHub Actions, with the permissions that `npm run deploy-policy` prints. They are stacks of their own, which an administrator deploys ([pipelines.md](pipelines.md)).",
      ifAbsent: "no roles",
      examples: [{ account: "orders", repository: "example-org/streams" }],
    }),
  );
