import { actionOf, afterOf, beforeOf } from "../plan/action";
import { changesOf } from "../plan/reviewed-stack";
import { placeOf, type Rule } from "./rule";

/** Records of a stream that will hold other images. */
export const viewTypeChanged: Rule = {
  id: "view-type-changed",
  finds: "a stream whose view type changes",
  severity: "medium",
  consequence: "Functions get other images of an item than before. One that needs a missing image fails.",
  remedy: "Deploy functions that take both kinds of records first.",
  check: ({ stacks }) =>
    changesOf(stacks, "aws_dynamodb_table").flatMap((table) => {
      const [before, after] = [beforeOf(table.change), afterOf(table.change)];
      const [from, to] = [before.stream_view_type, after.stream_view_type];
      if (actionOf(table.change) === "none" || !from || !to || from === to) return [];
      return [
        { ...placeOf(table), cause: `The view type of ${String(after.name)} changes from ${from} to ${to}` },
      ];
    }),
};
