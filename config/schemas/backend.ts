import { z } from "zod";
import { bucketName, region } from "./common";

const localBackend = z.strictObject({
  type: z.literal("local"),
});

const s3Backend = z.strictObject({
  type: z.literal("s3"),
  bucket: bucketName.describe("Bucket that holds the state files."),
  keyPrefix: z
    .string()
    .regex(/^[^/].*[^/]$|^[^/]$/, "Give a prefix that neither starts nor ends with a slash")
    .describe("State files are <keyPrefix>/<stack>.tfstate."),
  region: region.optional().describe("The bucket's region; the environment's region if absent."),
  kmsKeyId: z
    .string()
    .regex(
      /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/.+$/,
      "Give the ARN of a KMS key: arn:aws:kms:REGION:ACCOUNT:key/ID",
    )
    .optional()
    .describe("ARN of the KMS key that encrypts the state; the bucket's own default if absent."),
  roleArn: z
    .string()
    .regex(
      /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/,
      "Give the ARN of an IAM role: arn:aws:iam::ACCOUNT:role/NAME",
    )
    .optional()
    .describe("Role to assume for reading and writing the state."),
  lockFile: z
    .boolean()
    .default(true)
    .describe("Lock the state with a lock file in the bucket (Terraform 1.10 and later)."),
});

const cloudBackend = z.strictObject({
  type: z.literal("cloud"),
  hostname: z
    .string()
    .regex(/^[A-Za-z0-9.-]+(:\d+)?$/, "Give a host name without https:// and path, such as app.terraform.io")
    .default("app.terraform.io")
    .describe("Host of Terraform Cloud or Enterprise."),
  organization: z
    .string()
    .regex(
      /^[A-Za-z0-9_-]+$/,
      "Give the organization's name as it stands in its URL: letters, digits, - and _",
    )
    .describe("Organization that owns the workspaces."),
  project: z
    .string()
    .min(1, "Give the project's name, or leave the line out")
    .optional()
    .describe("Project in which missing workspaces are created."),
  workspacePrefix: z
    .string()
    .regex(/^[A-Za-z0-9_-]*$/, "Use letters, digits, hyphens and underscores only")
    .default("")
    .describe("Each stack has the workspace <workspacePrefix><stack>."),
});

/** Where Terraform keeps its state. */
export const backend = z
  .discriminatedUnion("type", [localBackend, s3Backend, cloudBackend])
  .describe("Where Terraform keeps its state. The consumer's remote-state reads follow it.");
