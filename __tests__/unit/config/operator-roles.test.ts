import { type Content, describeRules, REMOVED } from "./sample";
import { ON_CALL, OPERATED } from "./sample-operator";

const OPERATOR = "consumers.handler.operatorRole";
const ROLE = "sources.changes.accessRoles.operators";

/** The sample with an operator role, and an edit. */
const operated = (edits: Content = {}): Content => ({ ...structuredClone(OPERATED), ...edits });

describeRules("operator roles", [
  {
    rule: "they trust roles by their ARNs, without wildcards",
    passing: operated({
      [`${OPERATOR}.trusted`]: [
        "arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_OnCall_0123456789abcdef",
      ],
    }),
    failing: operated({
      [`${OPERATOR}.trusted`]: ["arn:aws:iam::222222222222:role/on-*", "arn:aws:iam::222222222222:root"],
    }),
    lines: [0, 1].map(
      (place) =>
        `${OPERATOR}.trusted[${place}]: "${["arn:aws:iam::222222222222:role/on-*", "arn:aws:iam::222222222222:root"][place]}" is not a valid value here. Use the ARN of a role without wildcards: arn:aws:iam::111122223333:role/on-call.`,
    ),
  },
  {
    rule: "they trust somebody",
    passing: operated(),
    failing: operated({ [`${OPERATOR}.trusted`]: [] }),
    lines: [
      `${OPERATOR}.trusted: a list is not a valid value here. Name at least one role that may assume it.`,
    ],
  },
  {
    rule: "those whom they trust are in an account of the file, and each is named once",
    passing: operated({ [`${OPERATOR}.trusted`]: [ON_CALL, "arn:aws:iam::111111111111:role/on-call"] }),
    failing: operated({
      [`${OPERATOR}.trusted`]: [ON_CALL, "arn:aws:iam::333333333333:role/on-call", ON_CALL],
    }),
    lines: [
      `${OPERATOR}.trusted[1]: is in account 333333333333, which is not in \`accounts\`. Add the account there, or correct the ARN.`,
      `${OPERATOR}.trusted[2]: ${ON_CALL} is already trusted. Remove one of the two.`,
    ],
  },
  {
    rule: "they trust people, and no role that software has",
    passing: operated({
      [`${OPERATOR}.trusted`]: ["arn:aws:iam::222222222222:role/OrganizationAccountAccessRole"],
    }),
    failing: operated({ [`${OPERATOR}.trusted`]: ["arn:aws:iam::222222222222:role/handler-role"] }),
    lines: [
      `${OPERATOR}.trusted[0]: is a role that a stack of this file makes. Name a role that people have.`,
    ],
  },
  {
    rule: "those whom they trust are in the same partition",
    passing: operated(),
    failing: operated({ [`${OPERATOR}.trusted`]: ["arn:aws-cn:iam::222222222222:role/on-call"] }),
    lines: [`${OPERATOR}.trusted[0]: is in another partition than eu-central-1. Begin it with arn:aws:.`],
  },
  {
    rule: "their names are unique in the account",
    passing: operated(),
    failing: operated({ [`${OPERATOR}.roleName`]: "Handler-Role" }),
    lines: [
      `${OPERATOR}.roleName: the role "Handler-Role" is already defined by consumers.handler.roleName. Rename one of the two.`,
    ],
  },
]);

describeRules("access roles for operators", [
  {
    rule: "they let somebody in",
    passing: operated(),
    failing: operated({ [`${ROLE}.operators`]: REMOVED }),
    lines: [
      `${ROLE}: lets nobody assume it. Name at least one function in \`trusted\`, or a consumer with an operator role in \`operators\`.`,
    ],
  },
  {
    rule: "they name consumers that have an operator role, each once",
    passing: operated(),
    failing: operated({ [OPERATOR]: REMOVED, [`${ROLE}.operators`]: ["handler", "handler"] }),
    lines: [
      `${ROLE}.operators[0]: consumers.handler has no operator role. Add consumers.handler.operatorRole.`,
      `${ROLE}.operators[1]: handler is already named. Remove one of the two.`,
    ],
  },
  {
    rule: "they name consumers that there are",
    passing: operated(),
    failing: operated({ [`${ROLE}.operators`]: ["handlr"] }),
    lines: [
      `${ROLE}.operators[0]: \`consumers\` has no "handlr". Did you mean handler? Define it there, or use one of: handler.`,
    ],
  },
]);
