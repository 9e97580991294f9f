import { type Change, settingsOf } from "./change";

/** Settings of the usage meter besides its function and its role. */
export const USAGE_CHANGES: readonly Change[] = [
  {
    settings: ["consumers.<name>.usageMeter.sources"],
    terraform: "Creates or destroys a mapping of the meter, and updates the policies of role and streams",
    loses:
      "What was counted in the open window; a mapping that is made within 24 hours counts it again from the stream",
    safeWay: "Deploy the source before the consumer",
  },
  {
    settings: settingsOf("consumers.<name>.usageMeter", ["ledgerTableName"]),
    terraform: "Replaces the ledger: destroys it and creates an empty one",
    loses: "All counts. With deletion protection the plan is refused (`prevent_destroy`)",
    safeWay: "Copy the ledger first: it has what streams forget after 24 hours",
  },
  {
    settings: settingsOf("consumers.<name>.usageMeter", ["unprotectedBecause"]),
    terraform: "Updates the ledger's deletion protection in place",
    loses: "With a reason, a plan that destroys the ledger is no longer refused",
  },
  {
    settings: settingsOf("consumers.<name>.usageMeter", ["windowSeconds"]),
    terraform: "Updates the mappings and the function's variables in place",
    loses:
      "Nothing. Counts of both lengths stand side by side, and `npm run usage` reports those that overlap",
    safeWay: "Do not create a mapping again within 24 hours of the change",
  },
  {
    settings: [
      ...settingsOf("consumers.<name>.usageMeter", ["sums", "distinctKeys"]),
      ...settingsOf("consumers.<name>.usageMeter.sums", ["name", "path"]),
    ],
    terraform: "Updates the function's variables in place",
    loses: "Nothing: what is new is measured from then on, and `npm run usage` says for how many records",
  },
];
