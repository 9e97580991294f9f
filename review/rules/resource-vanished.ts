import { actionOf, beforeOf } from "../plan/action";
import type { Rule } from "./rule";

/** Something that Terraform knew, and does not find. */
export const resourceVanished: Rule = {
  id: "resource-vanished",
  finds:
    "a resource in the state that is not there any more: deleted by hand, or left in another account or region",
  severity: "high",
  consequence:
    "Terraform creates it again. What is left in another account or region stays deployed and is forgotten; what was deleted by hand comes back empty.",
  remedy:
    "If account or region changed, undo that, and add an entry for the new place instead (docs/changes.md). Otherwise find out who deleted it.",
  check: ({ stacks }) =>
    stacks.flatMap(({ planned, plan }) =>
      (plan.resource_drift ?? [])
        .filter((drift) => drift.mode === "managed" && actionOf(drift) === "destroy")
        .map((drift) => {
          const { accountId, region, name: stack } = planned;
          const [, , , arnRegion = "", arnAccount = ""] = String(beforeOf(drift).arn ?? "").split(":");
          const isElsewhere =
            (arnRegion !== "" && arnRegion !== region) || (arnAccount !== "" && arnAccount !== accountId);
          const cause = isElsewhere
            ? `It is in account ${arnAccount}, region ${arnRegion}; the stack is now in ${accountId}, ${region}`
            : "It is in the state, but not in the account";
          return { stack, address: drift.address, cause };
        }),
    ),
};
