import { relative } from "node:path";
import { counted } from "../errors/counted";
import { statePath } from "./state-folder";
import type { MappingStatus } from "./stream-mapping-service";

/** What a mapping has discarded, when the last time, and how to look at it; none while nothing was discarded. */
export function discardedLines(mapping: MappingStatus): string[] {
  const { discarded, onFailureDestination: destination } = mapping;
  if (!discarded) return [];
  const { deliveredBatches, deliveredRecords, lostBatches, lostRecords, lastAt } = discarded;
  return [
    ...(deliveredBatches > 0
      ? [`discarded: ${counts(deliveredRecords, deliveredBatches)}, which went to the failure destination`]
      : []),
    ...(lostBatches > 0
      ? [
          `lost: ${counts(lostRecords, lostBatches)}, which no destination took; ${relative(process.cwd(), statePath("run", "stream-mappings.log"))} tells why`,
        ]
      : []),
    `the last at ${new Date(lastAt).toISOString()}`,
    ...(destination && deliveredBatches > 0 ? howToLook(mapping, destination) : []),
  ];
}

function counts(records: number, batches: number): string {
  return `${counted(records, "record")} in ${counted(batches, "batch", "batches")}`;
}

function howToLook({ accountId }: MappingStatus, destination: string): string[] {
  const [, , service, , owner, name = ""] = destination.split(":");
  if (service === "s3") {
    return [
      "to look: npm run failures -- list",
      "to hand them over again: npm run failures -- redrive --all",
    ];
  }
  if (service !== "sqs") return [`they went to the subscribers of ${destination}`];
  return [
    `to look: eval "$(npm run --silent sandbox -- env --account ${owner || accountId})"`,
    `         aws sqs receive-message --queue-url "$(aws sqs get-queue-url --queue-name ${name} --query QueueUrl --output text)"`,
  ];
}
