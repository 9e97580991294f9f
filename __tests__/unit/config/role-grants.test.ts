import { CROSS_ACCOUNT, describeRules } from "./sample";

const CAUSE =
  "AWS refuses the policy until the role exists, which the consumer's stack makes after this one, and the grant ends " +
  "if the role is ever re-created. Deploy everything with principal-arn first; then change it to role-arn and deploy again.";

describeRules("grants to a role by name", [
  {
    rule: "a reader's role must exist first",
    passing: { "sources.changes.readers": [{ consumer: "handler", grant: "principal-arn" }] },
    failing: { "sources.changes.readers": [{ consumer: "handler", grant: "role-arn" }] },
    severity: "warning",
    lines: [`sources.changes.readers[0].grant: ${CAUSE}`],
  },
  {
    rule: "a trusted function's role must exist first",
    passing: CROSS_ACCOUNT,
    failing: {
      ...CROSS_ACCOUNT,
      "sources.changes.accessRoles.devices.trusted": [
        { consumer: "handler", function: "reader-api", grant: "role-arn" },
      ],
    },
    severity: "warning",
    lines: [`sources.changes.accessRoles.devices.trusted[0].grant: ${CAUSE}`],
  },
]);
