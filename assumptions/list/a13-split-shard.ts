import type { Assumption } from "../assumption";

/** Whether order can be told by sequence numbers alone. */
export const A13: Assumption = {
  id: "A13",
  assumed: "After a shard was split, the sequence numbers of an item go on rising in the new shard",
  matters: "`npm run failures -- redrive` keeps the order of an item's changes by them",
  byHand: "Raise the capacity of a table until its stream has more shards, and compare",
  trial:
    "DynamoDB alone decides when it splits a shard: it takes capacity that costs money, and an unknown time",
};
