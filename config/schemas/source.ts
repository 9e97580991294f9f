import { z } from "zod";
import { accessRole } from "./access-role";
import { key, region } from "./common";
import { table, tableFields } from "./table";

/** One consumer that may read a stream. */
export const reader = z.strictObject({
  consumer: key("a consumer").describe("A key of `consumers`."),
  grant: z
    .enum(["principal-arn", "role-arn"])
    .default("principal-arn")
    .describe(
      "principal-arn: the consumer's account root, narrowed to the role by aws:PrincipalArn; the role need not exist yet and may be re-created. role-arn: the role itself, which must exist beforehand.",
    ),
});

/** A table and its stream. */
export const source = z
  .strictObject({
    account: key("an account").describe(
      "A key of `accounts`: owns the table, its stream and the stream's policy.",
    ),
    region: region.optional().describe("The environment's region if absent."),
    ...tableFields,
    streamViewType: z
      .enum(["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"])
      .default("NEW_AND_OLD_IMAGES")
      .describe("What a stream record holds. A change makes a new stream with a new ARN."),
    readers: z
      .array(reader)
      .default([])
      .describe("Who may read the stream: this becomes the stream's resource-based policy."),
    tables: z
      .record(
        // The streamed table's own key is `table-key` in the stack.
        key("a table").refine((name) => name !== "key", "Give the table another name than key"),
        table,
      )
      .default({})
      .describe("Further tables, without a stream, for access roles to read; by names of your choice."),
    accessRoles: z
      .record(key("an access role"), accessRole)
      .default({})
      .describe("Roles of this account that functions of consumers may assume; by names of your choice."),
  })
  .describe("A table and its stream.");
