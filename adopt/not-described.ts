import type { UserProblem } from "../errors/user-problem";
import type { FoundTable } from "./found-table";

/** What an environment file cannot say of a table: a deployment would take it away. */
export function notDescribed({ table }: FoundTable): UserProblem[] {
  const place = `table ${table.TableName}`;
  const key = table.SSEDescription;
  return [
    ...(table.TableStatus === "ACTIVE"
      ? []
      : [{ place, cause: `it is ${table.TableStatus}`, remedy: "Wait until it is ACTIVE, and try again" }]),
    ...(table.TableClassSummary?.TableClass === "STANDARD_INFREQUENT_ACCESS"
      ? [
          {
            place,
            cause: "its class is STANDARD_INFREQUENT_ACCESS, which an environment file cannot say",
            remedy: "Change it to STANDARD first, or leave the table outside of the stacks",
          },
        ]
      : []),
    ...((table.Replicas ?? []).length > 0
      ? [
          {
            place,
            cause: "it is a global table with replicas, which a deployment would delete",
            remedy: "Leave the table outside of the stacks",
          },
        ]
      : []),
    ...(table.OnDemandThroughput === undefined
      ? []
      : [
          {
            place,
            cause: "its on-demand capacity has a maximum, which an environment file cannot say",
            remedy: "Remove the maximum first, or leave the table outside of the stacks",
          },
        ]),
    ...(key?.Status !== undefined && key.Status !== "ENABLED"
      ? [
          {
            place,
            cause: `its encryption is ${key.Status}`,
            remedy: "Wait until it is settled, and try again",
          },
        ]
      : []),
  ];
}
