import { type Change, settingsOf } from "./change";

/** Settings of the functions that act in other accounts on request. */
export const REACHING_CHANGES: readonly Change[] = [
  {
    settings: ["consumers.<name>.readerApi", "consumers.<name>.accountSwitcher"],
    terraform: "Creates or destroys the function, its role, its logs and its API",
    loses: "The logs. A new API has a new URL",
    test: "changes/reader-api.test.ts",
  },
  {
    settings: settingsOf("consumers.<name>.readerApi", [
      "source",
      "accessRole",
      "table",
      "maxItems",
      "maxSegments",
    ]),
    terraform: "Updates the function's variables and its role's policy in place",
    loses: "`nextToken`s that were given before are refused if they are about another table",
  },
  {
    settings: ["consumers.<name>.readerApi.path"],
    terraform: "Updates the route in place and replaces the permission to call the function",
    loses: "Callers of the old path get status 404",
    test: "changes/reader-api.test.ts",
  },
  {
    settings: settingsOf("consumers.<name>.readerApi.authorization", [
      "type",
      "because",
      "issuer",
      "audience",
      "scopes",
    ]),
    terraform:
      "Updates the route in place; an authorizer is created before, and deleted after, the route uses it",
    loses: "Callers without the new authorization are refused. With `none` everybody gets in",
    test: "changes/reader-api.test.ts",
  },
  {
    settings: [
      ...settingsOf("consumers.<name>.readerApi.throttling", ["rateLimit", "burstLimit"]),
      "consumers.<name>.readerApi.accessLogRetentionDays",
    ],
    terraform: "Updates the API's stage, or its access log, in place",
    loses: "A shorter time deletes the access logs that are older",
  },
  {
    settings: settingsOf("consumers.<name>.accountSwitcher", ["accounts", "targetRole", "externalId"]),
    terraform: "Updates the function's variables and its role's policy in place",
    loses: "Calls are refused until the role in the other account fits",
  },
];
