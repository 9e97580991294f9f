import type { Content } from "./sample";

/** The role of somebody on call, as the sample's operator role admits it. */
export const ON_CALL = "arn:aws:iam::222222222222:role/on-call";

/** Edits that give the sample's consumer an operator role, and an access role of the source that admits it. */
export const OPERATED: Content = {
  "consumers.handler.operatorRole": {
    roleName: "handler-operator",
    trusted: [ON_CALL],
    externalId: "on-call-1",
  },
  "sources.changes.accessRoles": {
    operators: {
      roleName: "read-for-operators",
      allow: [{ actions: ["dynamodb:GetItem", "dynamodb:Scan", "dynamodb:DescribeTable"], table: "changes" }],
      operators: ["handler"],
    },
  },
};
