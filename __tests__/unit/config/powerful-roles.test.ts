import { type Content, CROSS_ACCOUNT, describeRules, linesOf } from "./sample";

const ROLE = "sources.changes.accessRoles.devices";
const READER = "consumers.handler.readerApi";
const SWITCHER = "consumers.handler.accountSwitcher";
const SWITCHER_ROLE = "sources.changes.accessRoles.switcher.roleName";
const NARROWER = "Use `allow`, or a policy of your own with the exact actions and resources.";
const STATE = {
  type: "s3",
  bucket: "states",
  keyPrefix: "a",
  roleArn: "arn:aws:iam::111111111111:role/tf/State",
};

/** The sample with functions that have access to the other account, and an edit. */
const withAccess = (edits: Content = {}): Content => ({ ...structuredClone(CROSS_ACCOUNT), ...edits });

/** The same, with another role for the account switcher, which the file does not make. */
const switchingTo = (targetRole: string, edits: Content = {}): Content => {
  const content = withAccess({ [`${SWITCHER}.targetRole`]: targetRole, ...edits });
  const { switcher: _, ...roles } = content["sources.changes.accessRoles"] as Content;
  return { ...content, "sources.changes.accessRoles": roles };
};

/** Access roles with a managed policy. */
const withPolicy = (...policies: string[]): Content => withAccess({ [`${ROLE}.managedPolicies`]: policies });

describeRules("managed policies", [
  {
    rule: "none makes an administrator",
    passing: withPolicy("job-function/ViewOnlyAccess", "SecurityAudit"),
    failing: withPolicy("arn:aws:iam::aws:policy/AdministratorAccess", "IAMFullAccess", "PowerUserAccess"),
    lines: ["arn:aws:iam::aws:policy/AdministratorAccess", "IAMFullAccess", "PowerUserAccess"].map(
      (policy, place) =>
        `${ROLE}.managedPolicies[${place}]: ${policy} lets the trusted functions do nearly everything in the account. ${NARROWER}`,
    ),
  },
  {
    rule: "one that may change a whole service deserves a look",
    severity: "warning",
    passing: withPolicy("service-role/AWSLambdaBasicExecutionRole"),
    failing: withPolicy(
      "AmazonDynamoDBFullAccess_v2",
      "AWSLambda_FullAccess",
      "job-function/DatabaseAdministrator",
    ),
    lines: ["AmazonDynamoDBFullAccess_v2", "AWSLambda_FullAccess", "job-function/DatabaseAdministrator"].map(
      (policy, place) =>
        `${ROLE}.managedPolicies[${place}]: ${policy} lets the trusted functions change and delete everything that the service of the policy has in the account. ${NARROWER}`,
    ),
  },
  {
    rule: "one that may read everything deserves a look",
    severity: "warning",
    passing: withPolicy("arn:aws:iam::111111111111:policy/team/OrdersReadOnly"),
    failing: withPolicy("ReadOnlyAccess", "AmazonS3ReadOnlyAccess"),
    lines: [
      `${ROLE}.managedPolicies[0]: ReadOnlyAccess lets the trusted functions read all data in the account: items, objects, messages, parameters. ${NARROWER}`,
      `${ROLE}.managedPolicies[1]: AmazonS3ReadOnlyAccess lets the trusted functions read everything that the service of the policy has in the account. ${NARROWER}`,
    ],
  },
  {
    rule: "they are of AWS or of the role's own account",
    passing: withPolicy("arn:aws:iam::111111111111:policy/Own", "arn:aws:iam::aws:policy/SecurityAudit"),
    failing: withPolicy("arn:aws:iam::222222222222:policy/Own", "arn:aws-cn:iam::aws:policy/SecurityAudit"),
    lines: [
      `${ROLE}.managedPolicies[0]: is a policy of account 222222222222, and a role of account 111111111111 cannot have it. Use a policy of the role's own account, or one of AWS.`,
      `${ROLE}.managedPolicies[1]: is of the partition aws-cn, but eu-central-1 is of aws. Start with arn:aws:.`,
    ],
  },
  {
    rule: "boundaries are of AWS or of the role's own account",
    passing: withAccess({
      [`${ROLE}.permissionsBoundaryArn`]: "arn:aws:iam::111111111111:policy/Boundary",
      [`${READER}.permissionsBoundaryArn`]: "arn:aws:iam::aws:policy/PowerUserAccess",
    }),
    failing: withAccess({
      [`${ROLE}.permissionsBoundaryArn`]: "arn:aws:iam::222222222222:policy/Boundary",
      "consumers.handler.permissionsBoundaryArn": "arn:aws:iam::111111111111:policy/Boundary",
      [`${READER}.permissionsBoundaryArn`]: "arn:aws-us-gov:iam::222222222222:policy/Boundary",
      [`${SWITCHER}.permissionsBoundaryArn`]: "arn:aws:iam::333333333333:policy/Boundary",
    }),
    lines: [
      `${ROLE}.permissionsBoundaryArn: is a policy of account 222222222222, and a role of account 111111111111 cannot have it. Use a policy of the role's own account, or one of AWS.`,
      "consumers.handler.permissionsBoundaryArn: is a policy of account 111111111111, and a role of account 222222222222 cannot have it. Use a policy of the role's own account, or one of AWS.",
      `${READER}.permissionsBoundaryArn: is of the partition aws-us-gov, but eu-central-1 is of aws. Start with arn:aws:.`,
      `${SWITCHER}.permissionsBoundaryArn: is a policy of account 333333333333, and a role of account 222222222222 cannot have it. Use a policy of the role's own account, or one of AWS.`,
    ],
  },
]);

const POWERFUL = "Use a role that allows only what the function needs, such as one of `accessRoles`.";

describeRules("no function becomes a role that deploys", [
  {
    rule: "the account switcher does not assume a deploy role, whatever its path and case",
    passing: switchingTo("team/Audit", { "accounts.source.deployRole": "ci/Deploy" }),
    failing: switchingTo("team/deploy", { "accounts.source.deployRole": "ci/Deploy" }),
    lines: [
      `${SWITCHER}.targetRole: is accounts.source.deployRole, which may do nearly everything. ${POWERFUL}`,
    ],
  },
  {
    rule: "only deploy roles of its accounts count, and those of all accounts for `any`",
    passing: switchingTo("Deploy", { "accounts.consumer.deployRole": { name: "Deploy" } }),
    failing: switchingTo("Deploy", {
      "accounts.consumer.deployRole": { name: "Deploy" },
      [`${SWITCHER}.accounts`]: "any",
    }),
    lines: [
      `${SWITCHER}.targetRole: is accounts.consumer.deployRole, which may do nearly everything. ${POWERFUL}`,
    ],
  },
  {
    rule: "nor the role that reads and writes the state",
    passing: switchingTo("tf/Other", { backend: STATE }),
    failing: switchingTo("tf/State", { backend: STATE }),
    lines: [`${SWITCHER}.targetRole: is backend.roleArn, which may do nearly everything. ${POWERFUL}`],
  },
  {
    rule: "nor one that AWS makes for administrators",
    passing: switchingTo("Audit", { "accounts.source.deployRole": null }),
    failing: switchingTo("AWSControlTowerExecution", { "accounts.source.deployRole": null }),
    lines: [
      `${SWITCHER}.targetRole: is the role that AWS makes for administrators of the organization, which may do nearly everything. ${POWERFUL}`,
    ],
  },
  {
    rule: "no access role has the name of a deploy role or of the state's role",
    passing: withAccess({ backend: STATE, "accounts.source.deployRole": STATE.roleArn.split("role/")[1] }),
    failing: withAccess({
      backend: STATE,
      [SWITCHER_ROLE]: "OrganizationAccountAccessRole",
      [`${ROLE}.roleName`]: "State",
    }),
    lines: [
      `${ROLE}.roleName: the role "State" is already defined by backend.roleArn. Rename one of the two.`,
      `${SWITCHER_ROLE}: the role "OrganizationAccountAccessRole" is already defined by accounts.source.deployRole. Rename one of the two.`,
    ],
  },
]);

test("a role of another account with the state role's name is another role", () => {
  const backend = { ...STATE, roleArn: "arn:aws:iam::333333333333:role/State" };
  expect(linesOf(switchingTo("State", { backend }))).toEqual([]);
});
