import type { Content } from "../../config/sample";

/** Edits that give the sample's consumer a usage meter: new ones each time, because further edits change them. */
export const metered = (): Content => ({
  "consumers.handler.usageMeter": {
    roleName: "meter-role",
    ledgerTableName: "Ledger",
    function: { name: "meter", entry: "__tests__/unit/config/sample.ts" },
  },
});
