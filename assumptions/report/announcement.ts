import type { Tried } from "../assumption";
import { estimatedMinutes, pairsOf } from "../estimate";
import type { SiteAccount, SitePlace } from "../site/content";

/** What will be made, where, for how long and at what cost, for people who are to agree to it. */
export function announcement(
  tried: readonly Tried[],
  { accounts, region }: SitePlace,
  folder: string,
): string {
  const pairs = pairsOf(tried);
  const isOne = pairs.length === 1;
  const hasKey = pairs.includes("kms");
  const tables = isOne ? "one DynamoDB table with" : "two DynamoDB tables, each with";
  const functions = isOne ? "one Lambda function with" : "two Lambda functions, each with";
  return [
    `Tries ${tried.map(({ id }) => id).join(", ")}. For that, Terraform makes, with names that begin with "assume-", in region ${region}:`,
    `  in ${account(accounts.source)}: ${tables} a stream and its policy${hasKey ? "; a KMS key" : ""}`,
    `  in ${account(accounts.consumer)}: ${functions} a role, a log group, a mapping and an S3 bucket for failed batches`,
    `It takes about ${estimatedMinutes(tried)} minutes on AWS, and should cost a few US cents at most. Nothing else in the accounts is changed.`,
    "Everything is destroyed at the end, also after a failure or Ctrl-C.",
    ...(hasKey ? ["The KMS key is then pending deletion for 30 days; KMS does not charge for that."] : []),
    `Until then, Terraform's state is in ${folder}.`,
  ].join("\n");
}

function account({ id, deployRole }: SiteAccount): string {
  const name = typeof deployRole === "string" ? deployRole : deployRole?.name;
  return `account ${id}, ${name === undefined ? "with your own credentials" : `as role ${name}`}`;
}
