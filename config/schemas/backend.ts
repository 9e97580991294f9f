import { z } from "zod";
import { STATE_KEY_PREFIX_CHARACTERS, WORKSPACE_NAME_CHARACTERS } from "../limits";
import { about } from "./about";
import { bucketName, region } from "./common";

/**
 * Terraform takes a backend's settings literally, but the same settings of `terraform_remote_state` as templates, and
 * OpenTofu takes both as templates: no writing would mean the same state everywhere.
 */
const TEMPLATE = ".*[$%]\\{";

const localBackend = z
  .strictObject({
    type: z
      .literal("local")
      .meta(about({ description: "Keeps the state in files in the project's folder." })),
  })
  .meta(
    about({
      description: "State in local files, to try things out. Other people and pipelines do not see it.",
      examples: [{ type: "local" }],
    }),
  );

const s3Backend = z
  .strictObject({
    type: z.literal("s3").meta(about({ description: "Keeps the state in an S3 bucket." })),
    bucket: bucketName.meta(
      about({
        description:
          "The bucket that holds the state files. It must exist before the first deployment; `npm run backend -- bootstrap` makes it.",
      }),
    ),
    keyPrefix: z
      .string()
      .regex(
        new RegExp(`^(?!/)(?!${TEMPLATE}).{1,${STATE_KEY_PREFIX_CHARACTERS.max}}(?<!/)$`),
        `Use a prefix of at most ${STATE_KEY_PREFIX_CHARACTERS.max} characters that neither starts nor ends with a slash, without \${ and %{`,
      )
      .meta(
        about({
          description: "Prefix of the state files: each stack's state is at `<keyPrefix>/<stack>.tfstate`.",
        }),
      ),
    region: region
      .optional()
      .meta(about({ description: "Region of the bucket.", ifAbsent: "the environment's region" })),
    kmsKeyId: z
      .string()
      .regex(
        /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[\w/-]+$/,
        "Use the ARN of a KMS key: arn:aws:kms:REGION:ACCOUNT:key/ID",
      )
      .optional()
      .meta(
        about({
          description: "ARN of the KMS key that encrypts the state files.",
          ifAbsent: "the bucket's default encryption",
        }),
      ),
    roleArn: z
      .string()
      .regex(
        /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
        "Use the ARN of an IAM role: arn:aws:iam::ACCOUNT:role/NAME",
      )
      .optional()
      .meta(
        about({
          description: "ARN of the role that Terraform assumes to read and write the state.",
          ifAbsent: "the caller's own credentials",
        }),
      ),
    lockFile: z
      .boolean()
      .default(true)
      .meta(
        about({
          description:
            "Whether Terraform locks the state with a lock file in the bucket. Needs Terraform 1.10 or later.",
        }),
      ),
  })
  .meta(
    about({
      description: "State in an S3 bucket.",
      examples: [{ type: "s3", bucket: "example-org-terraform-state", keyPrefix: "streams/production" }],
    }),
  );

const cloudBackend = z
  .strictObject({
    type: z
      .literal("cloud")
      .meta(
        about({ description: "Keeps the state in HCP Terraform (Terraform Cloud) or Terraform Enterprise." }),
      ),
    hostname: z
      .string()
      .regex(
        /^[A-Za-z0-9.-]+(:\d+)?$/,
        "Use a host name without https:// and without a path, such as app.terraform.io",
      )
      .default("app.terraform.io")
      .meta(about({ description: "Host name of Terraform Cloud or of your Terraform Enterprise server." })),
    organization: z
      .string()
      .regex(
        /^[A-Za-z0-9_-]+$/,
        "Use the organization's name as it appears in its URL: letters, digits, hyphens and underscores",
      )
      .meta(about({ description: "The organization that owns the workspaces." })),
    project: z
      .string()
      .regex(
        new RegExp(`^(?!${TEMPLATE}).`),
        "Use the project's name, without ${ and %{, or leave the line out",
      )
      .optional()
      .meta(
        about({
          description:
            "The project of the workspaces: Terraform creates missing ones in it, and `npm run backend -- bootstrap` moves existing ones into it.",
          ifAbsent: "the organization's default project",
        }),
      ),
    workspacePrefix: z
      .string()
      .regex(/^[A-Za-z0-9_-]*$/, "Use only letters, digits, hyphens and underscores")
      .default("")
      .meta(
        about({
          description:
            "Prefix of the workspaces: each stack uses the workspace `<workspacePrefix><stack>`. A workspace with a new name starts with an empty state.",
          limit: WORKSPACE_NAME_CHARACTERS,
        }),
      ),
    executionMode: z
      .enum(["local", "remote"], "Use local or remote")
      .optional()
      .meta(
        about({
          description:
            "Where Terraform runs: `local`, where the command is started, or `remote`, on the server. `npm run backend -- bootstrap` sets it.",
          ifAbsent: "that of a workspace that exists; `local` in a new one",
        }),
      ),
    terraformVersion: z
      .string()
      .regex(/^(latest|(~> )?\d+\.\d+\.\d+)$/, 'Use a version such as 1.11.4, "~> 1.11.0" or latest')
      .optional()
      .meta(
        about({
          description: "Version of Terraform in remote runs. `npm run backend -- bootstrap` sets it.",
          ifAbsent: "that of a workspace that exists; the server's latest in a new one",
        }),
      ),
    workspaceTags: z
      .array(
        z
          .string()
          .regex(
            /^[a-z0-9]([a-z0-9:_-]*[a-z0-9])?$/,
            "Use lower-case letters, digits, colons, hyphens and underscores, with a letter or digit at both ends",
          ),
      )
      .default([])
      .meta(
        about({
          description:
            "Tags that `npm run backend -- bootstrap` adds to the workspaces. Other tags of a workspace stay.",
        }),
      ),
    shareStateWith: z
      .enum(["consumers", "organization"], "Use consumers or organization")
      .default("consumers")
      .meta(
        about({
          description:
            "Who may read the state of a source in remote runs: the workspaces of the consumers that read it, or every workspace of the organization, for servers that cannot share with single workspaces. `npm run backend -- bootstrap` sets it.",
        }),
      ),
  })
  .meta(
    about({
      description: "State in Terraform Cloud or Terraform Enterprise, with one workspace per stack.",
      examples: [{ type: "cloud", organization: "example-org", workspacePrefix: "streams-production-" }],
    }),
  );

/** Where Terraform keeps its state. */
export const backend = z.discriminatedUnion("type", [localBackend, s3Backend, cloudBackend]).meta(
  about({
    description:
      "Where Terraform keeps its state. Consumer stacks read the outputs of source stacks from the same place. Required outside a sandbox.",
    ifAbsent: "files in this folder, in a sandbox",
  }),
);
