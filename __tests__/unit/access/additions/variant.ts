import { type Content, CROSS_ACCOUNT } from "../../config/sample";

/** A file in which everything occurs that a stack may hold. */
export const EVERYTHING: Content = {
  ...structuredClone(CROSS_ACCOUNT),
  "sources.changes.encryption": { type: "customer-managed" },
  "sources.changes.billing": {
    mode: "PROVISIONED",
    readCapacity: 5,
    writeCapacity: 5,
    autoscaling: { read: { max: 100 } },
  },
  "sources.changes.accessRoles.switcher.managedPolicies": ["job-function/ViewOnlyAccess"],
  "consumers.handler.permissionsBoundaryArn": "arn:aws:iam::222222222222:policy/Boundary",
  "consumers.handler.mappings.0.filters": [{ eventName: ["INSERT"] }],
  "consumers.handler.function.permissions": [{ table: "Totals", access: "read", because: "It keeps totals" }],
  "consumers.handler.operatorRole": {
    roleName: "handler-operator",
    trusted: ["arn:aws:iam::222222222222:role/on-call"],
    externalId: "on-call-1",
  },
  "consumers.handler.usageMeter": {
    roleName: "meter-role",
    ledgerTableName: "UsageLedger",
    sums: [{ name: "amount", path: ["amount"] }],
    function: { name: "meter", entry: "__tests__/unit/config/sample.ts" },
  },
  "sources.changes.accessRoles.operators": {
    roleName: "read-for-operators",
    allow: [{ actions: ["dynamodb:GetItem", "dynamodb:Scan", "dynamodb:DescribeTable"], table: "changes" }],
    operators: ["handler"],
  },
  "consumers.handler.readerApi.authorization": {
    type: "jwt",
    issuer: "https://login.example.com/",
    audience: ["devices"],
    scopes: ["devices/read"],
  },
};
