import { checkEnvironment } from "../../../config/load-environment";
import { formatProblem } from "../../../config/problem";
import { sourceFields } from "../../../config/schemas/source";
import { type Content, describeRules, edited, linesOf, REMOVED } from "./sample";

const EXISTING: Content = { "sources.changes.existing": true };
const KEY = "arn:aws:kms:eu-central-1:111111111111:key/k-1";
const ARN = "arn:aws:dynamodb:eu-central-1:111111111111:table/Changes";
const refused = (setting: string) =>
  `sources.changes.${setting}: is a setting of tables that the stack makes, but \`existing\` says that somebody else made this one. Remove it, and leave the setting to the table's owner; or remove \`existing\`, and bring the table under the stack's care with \`npm run adopt\`.`;

/** A value for each setting that only a table of the stack can have, one of them the default. */
const OF_MADE_TABLES: Content = {
  adopt: true,
  globalSecondaryIndexes: { one: { partitionKey: { name: "other" } } },
  localSecondaryIndexes: {},
  timeToLive: { attribute: "expiresAt" },
  billing: { mode: "PAY_PER_REQUEST" },
  pointInTimeRecovery: { enabled: true },
  deletionProtection: true,
  unprotectedBecause: "It is rebuilt every night.",
  replaceStream: "2026-01-31T12:00:00.000",
};

test("an entry that says what the table is like is good; defaults do not count as said", () => {
  // Prepare
  const edits = {
    ...EXISTING,
    "sources.changes.sortKey": { name: "at", type: "N" },
    "sources.changes.streamViewType": "NEW_IMAGE",
    "sources.changes.encryption": { type: "customer-managed", keyArn: KEY },
  };

  // Act
  const lines = linesOf(edits);

  // Assess
  expect(lines).toEqual([]);
});

test("settings of tables that the stack makes are refused, all at once and each at its place", () => {
  // Prepare
  const settings = Object.entries(OF_MADE_TABLES).map(([key, value]) => [`sources.changes.${key}`, value]);
  const edits: Content = Object.fromEntries(settings);

  // Act
  const [made, existing] = [linesOf(edits), linesOf({ ...edits, ...EXISTING })];

  // Assess
  const expected = Object.keys(OF_MADE_TABLES).map(refused);
  expect(made.filter((line) => line.includes("`existing`"))).toEqual([]);
  expect(existing.filter((line) => line.includes("`existing`")).sort()).toEqual(expected.sort());
});

test("every setting of a source is either a statement about an existing table or refused", () => {
  // Prepare
  const stated = ["tableName", "partitionKey", "sortKey", "encryption", "streamViewType", "existing"];
  const around = ["account", "region", "stack", "readers", "smokeTest", "tables", "accessRoles"];

  // Act
  const settings = Object.keys(sourceFields);

  // Assess
  expect(settings.sort()).toEqual([...stated, ...around, ...Object.keys(OF_MADE_TABLES)].sort());
});

describeRules("tables that are there already", [
  {
    rule: "the stack makes no key for them",
    passing: { ...EXISTING, "sources.changes.encryption": { type: "customer-managed", keyArn: KEY } },
    failing: { ...EXISTING, "sources.changes.encryption": { type: "customer-managed" } },
    lines: [
      "sources.changes.encryption.keyArn: is missing, and the stack makes no key for a table that it does not make. Add the ARN of the key that encrypts the table: aws dynamodb describe-table shows it as KMSMasterKeyArn.",
    ],
  },
  {
    rule: "their ARNs have the account and the region of the source",
    passing: { ...EXISTING, "sources.changes.tableName": ARN },
    failing: {
      ...EXISTING,
      "sources.changes.tableName": "arn:aws:dynamodb:eu-west-1:222222222222:table/Changes",
    },
    lines: [
      "sources.changes.tableName: the ARN is of account 222222222222, but the source is in account 111111111111. Correct one of the two, or use the table's name without its ARN.",
      "sources.changes.tableName: the ARN is of region eu-west-1, but the source is in region eu-central-1. Correct one of the two, or use the table's name without its ARN.",
    ],
  },
  {
    rule: "a table that the stack makes has no ARN yet",
    passing: { "sources.changes.tableName": "Changes" },
    failing: { "sources.changes.tableName": ARN },
    lines: [
      "sources.changes.tableName: is the ARN of a table, but the stack would make a new one. Use a name, or set `existing: true` if the table is there and stays its owner's.",
    ],
  },
]);

test("an ARN becomes the table's name, in a region of the source's own, too", () => {
  // Prepare
  const content = edited({
    ...EXISTING,
    "sources.changes.region": "eu-west-1",
    "sources.changes.tableName": "arn:aws:dynamodb:eu-west-1:111111111111:table/a.b-c_d",
  });

  // Act
  const { environment } = checkEnvironment(content);

  // Assess
  expect(environment?.sources.changes).toMatchObject({ existing: true, tableName: "a.b-c_d" });
});

test.each([
  "arn:aws:dynamodb:eu-central-1:111111111111:table/Changes/stream/x",
  "arn:aws:s3:::Changes",
  "a/b",
])("%s is neither a name nor the ARN of a table", (tableName) => {
  // Act
  const lines = linesOf({ ...EXISTING, "sources.changes.tableName": tableName });

  // Assess
  expect(lines).toEqual([
    `sources.changes.tableName: "${tableName}" is not a valid value here. Use 3 to 255 letters, digits, underscores, hyphens and dots.`,
  ]);
});

test("what is malformed elsewhere is reported beside what a table cannot have", () => {
  // Act
  const lines = linesOf({
    ...EXISTING,
    "sources.changes.adopt": true,
    "sources.changes.partitionKey": REMOVED,
  });

  // Assess
  expect(lines).toEqual([
    "sources.changes.partitionKey: is missing. Add it. The table's partition key.",
    refused("adopt"),
  ]);
});

describe("tenants", () => {
  const tenant = (name: string, account: string, more: Content = {}) => ({ tenant: name, account, ...more });

  function linesOfTenants(tenants: readonly Content[], more: Content = {}): string[] {
    const content = edited({
      "sources.changes": {
        existing: true,
        tenants,
        tableName: "Changes",
        partitionKey: { name: "id" },
        readers: [{ consumer: "handler" }],
        ...more,
      },
      "accounts.source": REMOVED,
    });
    return checkEnvironment(content).problems.map(formatProblem);
  }

  const [ACME, BIRCH] = ["333333333333", "444444444444"];
  const arnIn = (account: string) => `arn:aws:dynamodb:eu-central-1:${account}:table/Orders`;

  test("existing holds for the table of each, and each may give its ARN", () => {
    // Prepare
    const tenants = [tenant("acme", ACME, { tableName: arnIn(ACME) }), tenant("birch", BIRCH)];

    // Act
    const lines = linesOfTenants(tenants);

    // Assess
    expect(lines).toEqual([]);
  });

  test("what is wrong is reported at the tenant, or once for all of them", () => {
    // Prepare
    const tenants = [
      tenant("acme", ACME, { tableName: arnIn(BIRCH) }),
      tenant("birch", BIRCH, { deletionProtection: true }),
    ];

    // Act
    const lines = linesOfTenants(tenants, { adopt: true });

    // Assess
    expect(lines).toEqual([
      `sources.changes.adopt: ${refused("").split(": ").slice(1).join(": ").replace("somebody else made this one.", "somebody else made this one (and the same for 1 more).")}`,
      `sources.changes.tenants[0].tableName: the ARN is of account ${BIRCH}, but the source is in account ${ACME}. Correct one of the two, or use the table's name without its ARN.`,
      refused("deletionProtection").replace("sources.changes.", "sources.changes.tenants[1]."),
    ]);
  });
});
