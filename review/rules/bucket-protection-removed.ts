import { actionOf, afterOf, beforeOf, blockOf } from "../plan/action";
import type { ResourceChange } from "../plan/plan-json";
import { changesOf, type StackChange } from "../plan/reviewed-stack";
import { placeOf, type Rule } from "./rule";

/** A bucket that stays, but less protected. */
export const bucketProtectionRemoved: Rule = {
  id: "bucket-protection-removed",
  finds:
    "a bucket that stays while its policy, its block of public access, its encryption or its versioning is removed or weakened",
  severity: "high",
  consequence:
    "Failed batches hold the records themselves. They become readable or deletable for more people.",
  remedy: "Leave the protection on.",
  check: ({ stacks }) => {
    const gone = new Set(
      changesOf(stacks, "aws_s3_bucket")
        .filter(({ change }) => ["destroy", "replace"].includes(actionOf(change)))
        .map(({ change }) => beforeOf(change).bucket),
    );
    return changesOf(stacks)
      .filter(({ change }) => !gone.has(beforeOf(change).bucket))
      .flatMap((one) => lossOf(one.change).map((loss) => violation(one, loss)));
  },
};

function violation(one: StackChange, loss: string) {
  return { ...placeOf(one), cause: `The bucket ${String(beforeOf(one.change).bucket)} loses ${loss}` };
}

/** What protects a bucket, by the type of the resource. */
const PROTECTIONS: Readonly<Record<string, string>> = {
  aws_s3_bucket_policy: "its policy",
  aws_s3_bucket_public_access_block: "its block of public access",
  aws_s3_bucket_server_side_encryption_configuration: "its own encryption settings",
  aws_s3_bucket_versioning: "its versioning",
};

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

function lossOf(change: ResourceChange): string[] {
  const protection = PROTECTIONS[change.type];
  if (protection === undefined) return [];
  if (actionOf(change) === "destroy") return [protection];
  if (actionOf(change) === "create") return [];
  const [before, after] = [beforeOf(change), afterOf(change)];
  const off = BLOCKS.filter((block) => before[block] === true && after[block] === false);
  const [was, is] = [before, after].map(
    ({ versioning_configuration }) => blockOf(versioning_configuration).status,
  );
  return [
    ...off.map((block) => `\`${block}\``),
    ...(was === "Enabled" && is !== undefined && is !== "Enabled" ? [protection] : []),
  ];
}
