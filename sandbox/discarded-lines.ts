import { relative } from "node:path";
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
  return `${records} ${records === 1 ? "record" : "records"} in ${batches} ${batches === 1 ? "batch" : "batches"}`;
}

function howToLook({ uuid, accountId }: MappingStatus, destination: string): string[] {
  const [, , service, , owner, name = ""] = destination.split(":");
  const command = COMMANDS[service ?? ""]?.(name, uuid);
  if (!command) return [`they went to the subscribers of ${destination}`];
  const account = owner || accountId;
  return [`to look: eval "$(npm run --silent sandbox -- env --account ${account})"`, `         ${command}`];
}

/** What the AWS CLI needs to show what is in a bucket or in a queue. A topic keeps nothing. */
const COMMANDS: Readonly<Record<string, (name: string, mapping: string) => string>> = {
  s3: (bucket, mapping) => `aws s3 ls --recursive s3://${bucket}/aws/lambda/${mapping}/`,
  sqs: (queue) =>
    `aws sqs receive-message --queue-url "$(aws sqs get-queue-url --queue-name ${queue} --query QueueUrl --output text)"`,
};
