import { z } from "zod";
import {
  GLOBAL_INDEXES_PER_TABLE,
  INDEX_NAME,
  LOCAL_INDEXES_PER_TABLE,
  PROJECTED_ATTRIBUTES,
} from "../limits";
import { about } from "./about";
import { text } from "./common";
import { attributeName, capacityUnits, keyAttribute } from "./key-attribute";

const ATTRIBUTES_REMEDY = `List ${PROJECTED_ATTRIBUTES.min} to ${PROJECTED_ATTRIBUTES.max} attributes, or use another type of projection`;

const projection = z.discriminatedUnion("type", [
  z
    .strictObject({
      type: z.literal("ALL").meta(about({ description: "The index holds every attribute of an item." })),
    })
    .meta(about({ description: "Whole items.", examples: [{ type: "ALL" }] })),
  z
    .strictObject({
      type: z
        .literal("KEYS_ONLY")
        .meta(about({ description: "The index holds its own key and the table's key." })),
    })
    .meta(about({ description: "Keys only.", examples: [{ type: "KEYS_ONLY" }] })),
  z
    .strictObject({
      type: z
        .literal("INCLUDE")
        .meta(about({ description: "The index holds the keys and the attributes that are listed." })),
      attributes: z
        .array(attributeName("Name of the attribute."))
        .min(PROJECTED_ATTRIBUTES.min, ATTRIBUTES_REMEDY)
        .max(PROJECTED_ATTRIBUTES.max, ATTRIBUTES_REMEDY)
        .meta(
          about({
            description: "The attributes that the index holds besides the keys.",
            limit: PROJECTED_ATTRIBUTES,
          }),
        ),
    })
    .meta(
      about({
        description: "Keys and some attributes.",
        examples: [{ type: "INCLUDE", attributes: ["total"] }],
      }),
    ),
]);

const projected = projection
  .default({ type: "ALL" })
  .meta(about({ description: "What the index holds of an item." }));

const globalIndex = z.strictObject({
  partitionKey: keyAttribute.meta(about({ description: "The index's partition key." })),
  sortKey: keyAttribute
    .optional()
    .meta(about({ description: "The index's sort key.", ifAbsent: "the index has no sort key" })),
  projection: projected,
  readCapacity: capacityUnits.optional().meta(
    about({
      description: "Reads that the index can serve at any time. Required with provisioned capacity.",
      unit: "read capacity units",
      ifAbsent: "DynamoDB scales the index with an on-demand table",
    }),
  ),
  writeCapacity: capacityUnits.optional().meta(
    about({
      description:
        "Writes that the index can take at any time. Required with provisioned capacity. An index that takes fewer than the table gets throttles the table's writes.",
      unit: "write capacity units",
      ifAbsent: "DynamoDB scales the index with an on-demand table",
    }),
  ),
});

const localIndex = z.strictObject({
  sortKey: keyAttribute.meta(
    about({ description: "The index's sort key. Its partition key is the table's." }),
  ),
  projection: projected,
});

/** Global secondary indexes, by name. */
export const globalIndexes = z
  .record(text(INDEX_NAME), globalIndex)
  .default({})
  .meta(
    about({
      description:
        "The table's global secondary indexes, by name. DynamoDB adds and removes them one after another while the table is in use.",
      limit: GLOBAL_INDEXES_PER_TABLE,
      examples: [{ "by-status": { partitionKey: { name: "status" }, projection: { type: "KEYS_ONLY" } } }],
    }),
  );

/** Local secondary indexes, by name. */
export const localIndexes = z
  .record(text(INDEX_NAME), localIndex)
  .default({})
  .meta(
    about({
      description:
        "The table's local secondary indexes, by name. DynamoDB makes them together with the table: any later change replaces the table.",
      limit: LOCAL_INDEXES_PER_TABLE,
      examples: [{ "by-date": { sortKey: { name: "createdAt", type: "N" } } }],
    }),
  );
