import type { Outcome } from "./drift-finding";

/** Where a finding is, in the terms of Terraform, and on which side there is nothing. */
export interface Place {
  /** Whether an element of a stack stands for it. */
  readonly isElement: boolean;
  /** An attribute, or what else belongs to the element; empty for the element itself. */
  readonly part: string;
  /** Whether the file implies nothing there. */
  readonly isAdditional: boolean;
}

/** What a deployment does about findings of a type of resource; undefined if nothing is special about them. */
type Special = (place: Place) => Outcome | undefined;

/** Attributes that the provider reads and sends: true of everything that has no row below. */
export const PUTS_BACK: Outcome = { deployment: "puts back", advice: "" };

/** What no element stands for, Terraform never reads. */
export const LEAVES: Outcome = { deployment: "leaves", advice: "No stack knows it: remove it by hand." };

/** Parts of elements that the provider neither reads nor sets. */
const UNKNOWN_PARTS: Readonly<Record<string, RegExp>> = {
  aws_dynamodb_table: /^(?:policy|streaming destination)$/,
  aws_kms_key: /^grant$/,
  aws_lambda_function: /^(?:URL|destination)$/,
  aws_lambda_layer_version: /^(?:permission|version)$/,
  aws_s3_bucket: /^(?:ACL|replication)$/,
  aws_cloudwatch_log_group: /^subscription filter$/,
};

const EMPTY_TABLE =
  "The new table is empty: restore the old one from a backup instead, or move its data into the new one.";
const REPLICA = "That deletes the copy.";
const OTHER_KEY =
  "The new key does not decrypt what the old one encrypted. If the old one is only scheduled for deletion, run `aws kms cancel-key-deletion` first.";
const EMPTY_BUCKET = "The new bucket is empty: failed batches that it held are lost.";
const NEW_MAPPING = "The new mapping begins at its starting position, not where the old one was.";
const NEW_STREAM =
  "Deploy the source before its consumers. Their new mappings begin at the starting position of the new stream; what they had not read of the old one is lost.";

/** Only a new stream has another view type, so a plan asks for a decision first (constructs/stream-replacement.ts). */
const OTHER_VIEW: Outcome = {
  deployment: "stops",
  advice:
    "Only a new stream can have the view type of the file: set `replaceStream` as the plan says, or give `streamViewType` the value that is deployed.",
};

/** A plan that keeps the view type keeps none: the provider refuses it. */
const NO_STREAM: Outcome = {
  deployment: "stops",
  advice: `Switch the stream on again by hand, with the view type of the file. It is a new one. ${NEW_STREAM}`,
};
/** The provider compares a time to live only if the configuration says something of it. */
const OTHER_EXPIRY: Outcome = {
  deployment: "leaves",
  advice:
    "Name the attribute in `timeToLive`, or turn it off with `enabled: false` there: without the group, the table keeps it.",
};
/** Terraform only looks the table up. */
const OWNERS_TABLE: Outcome = {
  deployment: "stops",
  advice: "The table is not the stack's: ask its owner to put it back as the environment file describes it.",
};
/** What the entry may say otherwise; a table without a stream, or that is gone, it cannot describe. */
const DESCRIBED_OTHERWISE = /^(?:stream_view_type|hash_key|range_key|server_side_encryption)$/;
const OTHER_THAN_DESCRIBED: Outcome = {
  deployment: "stops",
  advice:
    "The table is not the stack's: write into the entry what the table has, or ask its owner to put it back as the entry describes it (docs/existing-tables.md).",
};
const POINTED_AWAY =
  "If the mapping of the file was deleted and this is another one, a deployment makes a new mapping and leaves this one.";

/** What else is known of each type. */
const SPECIAL: Readonly<Record<string, Special>> = {
  aws_dynamodb_table: ({ part, isAdditional }) => {
    if (part === "") return { deployment: "puts back", advice: EMPTY_TABLE };
    if (part === "replica") return { deployment: "puts back", advice: REPLICA };
    if (part === "stream_enabled" && !isAdditional) return NO_STREAM;
    if (part === "stream_view_type" && !isAdditional) return OTHER_VIEW;
    if (part === "ttl" && isAdditional) return OTHER_EXPIRY;
    return undefined;
  },
  "data.aws_dynamodb_table": ({ part }) =>
    DESCRIBED_OTHERWISE.test(part) ? OTHER_THAN_DESCRIBED : OWNERS_TABLE,
  aws_dynamodb_resource_policy: ({ part }) =>
    part === "resource_arn" ? { deployment: "puts back", advice: NEW_STREAM } : undefined,
  aws_kms_key: ({ part }) =>
    part === "" || part === "state" ? { deployment: "puts back", advice: OTHER_KEY } : undefined,
  aws_s3_bucket: ({ part }) => (part === "" ? { deployment: "puts back", advice: EMPTY_BUCKET } : undefined),
  aws_lambda_permission: ({ isAdditional }) => (isAdditional ? LEAVES : undefined),
  aws_lambda_event_source_mapping: ({ part }) => {
    if (part === "") return { deployment: "puts back", advice: NEW_MAPPING };
    if (part === "event_source_arn") return { deployment: "puts back", advice: NEW_STREAM };
    if (part === "function_name") return { deployment: "puts back", advice: POINTED_AWAY };
    if (part === "starting_position") return { deployment: "puts back", advice: NEW_MAPPING };
    return undefined;
  },
};

/** What a deployment does about a finding. @param type Terraform's type of resource */
export function outcomeOf(type: string, place: Place): Outcome {
  if (!place.isElement || UNKNOWN_PARTS[type]?.test(place.part)) return LEAVES;
  return SPECIAL[type]?.(place) ?? PUTS_BACK;
}
