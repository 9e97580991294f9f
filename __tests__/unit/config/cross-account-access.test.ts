import { type Content, CROSS_ACCOUNT, describeRules, REMOVED } from "./sample";

const ROLE = "sources.changes.accessRoles.devices";
const SWITCHER_ROLE = "sources.changes.accessRoles.switcher";
const READER = "consumers.handler.readerApi";
const SWITCHER = "consumers.handler.accountSwitcher";

/** The sample with functions that have access to the other account, and an edit. */
const withAccess = (edits: Content = {}): Content => ({ ...structuredClone(CROSS_ACCOUNT), ...edits });

describeRules("environment variables of functions with access to the other account", [
  {
    rule: "those that the stack sets come from their settings",
    passing: withAccess({ [`${READER}.function.environment`]: { TARGET_ROLE_NAME: "x" } }),
    failing: withAccess({
      [`${READER}.function.environment`]: { TABLE_NAME: "Orders" },
      [`${SWITCHER}.function.environment`]: { TARGET_ROLE_NAME: "x" },
    }),
    lines: [
      `${READER}.function.environment.TABLE_NAME: the stack sets this variable itself. Change the settings it comes from instead.`,
      `${SWITCHER}.function.environment.TARGET_ROLE_NAME: the stack sets this variable itself. Change the settings it comes from instead.`,
    ],
  },
]);

describeRules("access roles", [
  {
    rule: "a table without a stream is not called key, like the streamed table's key in the stack",
    passing: withAccess({
      "sources.changes.tables.keys": { tableName: "Keys", partitionKey: { name: "id", type: "S" } },
    }),
    failing: withAccess({
      "sources.changes.tables.key": { tableName: "Keys", partitionKey: { name: "id", type: "S" } },
    }),
    lines: ["sources.changes.tables.key: is not a valid name here. Use a name other than key."],
  },
  {
    rule: "an access role allows something",
    passing: withAccess(),
    failing: withAccess({ [`${SWITCHER_ROLE}.allow`]: REMOVED }),
    lines: [
      `${SWITCHER_ROLE}: grants no permissions. Add \`allow\`, such as { actions: [dynamodb:Scan], table: … }.`,
    ],
  },
  {
    rule: "it names a table that there is",
    passing: withAccess({ [`${ROLE}.allow.1`]: { actions: ["dynamodb:Query"], table: "changes" } }),
    failing: withAccess({ [`${ROLE}.allow.1`]: { actions: ["dynamodb:Query"], table: "device" } }),
    lines: [
      `${ROLE}.allow[1].table: \`sources.changes.tables\` has no "device". Did you mean devices? Define it there, or use one of: devices, changes.`,
    ],
  },
  {
    rule: "reading takes a table",
    passing: withAccess(),
    failing: withAccess({ [`${ROLE}.allow.1`]: { actions: ["dynamodb:Query", "dynamodb:ListTables"] } }),
    lines: [`${ROLE}.allow[1].table: is missing, but required for dynamodb:Query. Add the key of a table.`],
  },
  {
    rule: "listing takes none",
    passing: withAccess({ [`${ROLE}.allow.1`]: { actions: ["dynamodb:ListTables"] } }),
    failing: withAccess({ [`${ROLE}.allow.1`]: { actions: ["dynamodb:ListTables"], table: "devices" } }),
    lines: [
      `${ROLE}.allow[1].actions: \`table\` cannot be combined with dynamodb:ListTables. List account actions in an entry without \`table\`.`,
    ],
  },
  {
    rule: "it only reads",
    passing: withAccess(),
    failing: withAccess({ [`${ROLE}.allow.1`]: { actions: ["dynamodb:PutItem"], table: "devices" } }),
    lines: [
      `${ROLE}.allow[1].actions[0]: "dynamodb:PutItem" is not a valid value here. Use one or more of dynamodb:Scan, dynamodb:Query, dynamodb:GetItem, dynamodb:BatchGetItem, dynamodb:DescribeTable, dynamodb:ListTables, s3:ListAllMyBuckets; for other actions, add a managed policy of your own.`,
    ],
  },
  {
    rule: "it trusts a function that there is",
    passing: withAccess(),
    failing: withAccess({ [SWITCHER]: REMOVED }),
    lines: [
      `${SWITCHER_ROLE}.trusted[0].function: consumers.handler has no account-switcher. Add consumers.handler.accountSwitcher, or trust another function.`,
    ],
  },
  {
    rule: "it trusts each function once",
    passing: withAccess(),
    failing: withAccess({ [`${ROLE}.trusted.1`]: { consumer: "handler", function: "reader-api" } }),
    lines: [`${ROLE}.trusted[1]: handler's reader-api is already trusted. Remove one of the two.`],
  },
  {
    rule: "it trusts a consumer that there is",
    passing: withAccess(),
    failing: withAccess({ [`${ROLE}.trusted.1`]: { consumer: "nobody", function: "reader-api" } }),
    lines: [
      `${ROLE}.trusted[1].consumer: \`consumers\` has no "nobody". Define it there, or use one of: handler.`,
    ],
  },
  {
    rule: "a session lasts an hour to twelve",
    passing: withAccess({ [`${ROLE}.maxSessionDuration`]: 43_200 }),
    failing: withAccess({ [`${ROLE}.maxSessionDuration`]: 900 }),
    lines: [
      `${ROLE}.maxSessionDuration: 900 is not a valid value here. Use a whole number from 3600 to 43200.`,
    ],
  },
  {
    rule: "an external ID has 2 to 1224 characters",
    passing: withAccess({ [`${ROLE}.externalId`]: "a/b:c=1@d" }),
    failing: withAccess({ [`${ROLE}.externalId`]: "a b" }),
    lines: [
      `${ROLE}.externalId: "a b" is not a valid value here. Use 2 to 1224 letters, digits and the characters \`_+=,.@:/-\`.`,
    ],
  },
  {
    rule: "the source's own key stands for its streamed table",
    passing: withAccess(),
    failing: withAccess({
      "sources.changes.tables.changes": { tableName: "Another", partitionKey: { name: "id" } },
    }),
    lines: [
      "sources.changes.tables.changes: is the source's own key, which means its streamed table. Use a different key.",
    ],
  },
]);

describeRules("the reader API", [
  {
    rule: "its source, access role and table are defined",
    passing: withAccess(),
    failing: withAccess({ [`${READER}.accessRole`]: "device", [`${READER}.table`]: "thing" }),
    lines: [
      `${READER}.accessRole: \`sources.changes.accessRoles\` has no "device". Did you mean devices? Define it there, or use one of: devices, switcher.`,
      `${READER}.table: \`sources.changes.tables\` has no "thing". Define it there, or use one of: devices, changes.`,
    ],
  },
  {
    rule: "its access role trusts it",
    passing: withAccess(),
    failing: withAccess({ [`${READER}.accessRole`]: "switcher" }),
    lines: [
      `${READER}.accessRole: sources.changes.accessRoles.switcher does not let the reader-api of handler assume it. Add { consumer: handler, function: reader-api } to its \`trusted\`.`,
      `${READER}.table: sources.changes.accessRoles.switcher does not allow scanning devices. Add { actions: [dynamodb:Scan], table: devices } to its \`allow\`.`,
    ],
  },
  {
    rule: "its access role may scan the table, or has a managed policy that nobody can judge here",
    passing: withAccess({
      [`${READER}.table`]: "changes",
      [`${ROLE}.managedPolicies`]: ["job-function/ViewOnlyAccess"],
    }),
    failing: withAccess({ [`${READER}.table`]: "changes" }),
    lines: [
      `${READER}.table: sources.changes.accessRoles.devices does not allow scanning changes. Add { actions: [dynamodb:Scan], table: changes } to its \`allow\`.`,
    ],
  },
  {
    rule: "its function ends before the API gives up",
    passing: withAccess({ [`${READER}.function.timeout`]: 30 }),
    failing: withAccess({ [`${READER}.function.timeout`]: 31 }),
    lines: [`${READER}.function.timeout: 31 is not a valid value here. Use a whole number from 1 to 30.`],
  },
  {
    rule: "it is open to everybody for a reason only",
    passing: withAccess({
      [`${READER}.authorization`]: { type: "none", because: "the table holds public data" },
    }),
    failing: withAccess({ [`${READER}.authorization`]: { type: "none" } }),
    lines: [
      `${READER}.authorization.because: is missing. Add it. Give the reason in words, at least 10 characters.`,
    ],
  },
  {
    rule: "a token names an issuer and an audience",
    passing: withAccess({
      [`${READER}.authorization`]: { type: "jwt", issuer: "https://issuer.example", audience: ["readers"] },
    }),
    failing: withAccess({ [`${READER}.authorization`]: { type: "jwt", issuer: "issuer", audience: [] } }),
    lines: [
      `${READER}.authorization.issuer: "issuer" is not a valid value here. Use the URL of the issuer, https://…, with at most 2048 characters.`,
      `${READER}.authorization.audience: a list is not a valid value here. Name 1 to 50 audiences: without one, a token for any other application would be accepted.`,
    ],
  },
  {
    rule: "its path is a path",
    passing: withAccess({ [`${READER}.path`]: "/v1/devices" }),
    failing: withAccess({ [`${READER}.path`]: "/{proxy+}" }),
    lines: [
      `${READER}.path: "/{proxy+}" is not a valid value here. Use a path such as /hello: at most 1024 letters, digits and the characters \`_.~-\`, with neither . nor .. as a part.`,
    ],
  },
  {
    rule: "its names are nobody else's",
    passing: withAccess(),
    failing: withAccess({ [`${READER}.roleName`]: "Handler-Role", [`${READER}.function.name`]: "handler" }),
    lines: [
      `${READER}.roleName: the role "Handler-Role" is already defined by consumers.handler.roleName. Rename one of the two.`,
      `${READER}.function.name: the function "handler" is already defined by consumers.handler.function.name. Rename one of the two.`,
    ],
  },
  {
    rule: "its entry file is there",
    passing: withAccess(),
    failing: withAccess({ [`${READER}.function.entry`]: "nowhere.ts" }),
    lines: [
      expect.stringMatching(
        /^consumers\.handler\.readerApi\.function\.entry: there is no file .*nowhere\.ts\./,
      ),
    ],
  },
]);

describeRules("the account switcher", [
  {
    rule: "its accounts are defined, or any",
    passing: withAccess({ [`${SWITCHER}.accounts`]: "any" }),
    failing: withAccess({ [`${SWITCHER}.accounts`]: ["source", "somewhere"] }),
    lines: [
      `${SWITCHER}.accounts[1]: \`accounts\` has no "somewhere". Define it there, or use one of: source, consumer.`,
    ],
  },
  {
    rule: "a wildcard is no account",
    passing: withAccess(),
    failing: withAccess({ [`${SWITCHER}.accounts`]: "*" }),
    lines: [
      `${SWITCHER}.accounts: "*" is not a valid value here. List keys of \`accounts\`, or use any (for every account that has a role which trusts the function).`,
    ],
  },
  {
    rule: "a role of the file that it assumes trusts it",
    passing: withAccess({
      [`${SWITCHER}.targetRole`]: "somebody-elses-role",
      "sources.changes.accessRoles.switcher": REMOVED,
    }),
    failing: withAccess({
      [`${SWITCHER}.targetRole`]: "read-devices",
      [`${SWITCHER}.externalId`]: "reader-1",
    }),
    lines: [
      `${SWITCHER}.targetRole: sources.changes.accessRoles.devices does not let the account-switcher of handler assume it. Add { consumer: handler, function: account-switcher } to its \`trusted\`.`,
    ],
  },
  {
    rule: "both name the same external ID",
    passing: withAccess({ [`${SWITCHER}.externalId`]: "one", [`${SWITCHER_ROLE}.externalId`]: "one" }),
    failing: withAccess({ [`${SWITCHER_ROLE}.externalId`]: "one" }),
    lines: [
      `${SWITCHER}.externalId: sources.changes.accessRoles.switcher requires the external ID one. Use the same external ID in both, or in neither.`,
    ],
  },
]);

describeRules("tables without a stream", [
  {
    rule: "their keys differ",
    passing: withAccess({ "sources.changes.tables.devices.sortKey": { name: "at" } }),
    failing: withAccess({ "sources.changes.tables.devices.sortKey": { name: "deviceId" } }),
    lines: [
      'sources.changes.tables.devices.sortKey.name: "deviceId" is already the partition key. Use another attribute, or remove sortKey.',
    ],
  },
  {
    rule: "their names are nobody else's",
    passing: withAccess(),
    failing: withAccess({ "sources.changes.tables.devices.tableName": "Changes" }),
    lines: [
      'sources.changes.tables.devices.tableName: the table "Changes" is already defined by sources.changes.tableName. Rename one of the two.',
    ],
  },
  {
    rule: "an AWS-managed key is of no use",
    passing: withAccess({ "sources.changes.tables.devices.encryption": { type: "aws-owned" } }),
    failing: withAccess({ "sources.changes.tables.devices.encryption": { type: "aws-managed" } }),
    lines: [
      'sources.changes.tables.devices.encryption.type: "aws-managed" means the AWS-managed key (alias/aws/dynamodb), which no other account can use, so no consumer could read the stream. Use `encryption: { type: aws-owned }` (free, nothing to manage) or `encryption: { type: customer-managed }` (a key of your own).',
    ],
  },
]);
