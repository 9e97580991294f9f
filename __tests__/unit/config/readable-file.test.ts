import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { checkEntryFiles } from "../../../config/checks/entry-files";
import { draftOf } from "../../../config/draft";
import { formatProblem } from "../../../config/problem";
import { temporaryFolder } from "../support/temporary-folder";
import { type Content, CROSS_ACCOUNT, describeRules, edited, linesOf, REMOVED } from "./sample";

const FUNCTION = "consumers.handler.function";
const PERMISSIONS = `${FUNCTION}.permissions`;
const READER = "consumers.handler.readerApi";
const SWITCHER = "consumers.handler.accountSwitcher";
const ROLE = "sources.changes.accessRoles.devices";
const RETYPE = "Remove it: delete the text and type it again.";
const WORDS = "Give the reason in words, at least 10 characters";

const withAccess = (edits: Content = {}): Content => ({ ...structuredClone(CROSS_ACCOUNT), ...edits });
const withJwt = (edits: Content): Content =>
  withAccess({
    [`${READER}.authorization`]: {
      type: "jwt",
      issuer: "https://login.example.com/",
      audience: ["a"],
      ...edits,
    },
  });

describeRules("reasons", [
  {
    rule: "a table is unprotected for a reason, not for blanks or signs",
    passing: { "sources.changes.unprotectedBecause": "Übungsdaten, jede Nacht neu" },
    failing: { "sources.changes.unprotectedBecause": "             " },
    lines: [
      `sources.changes.unprotectedBecause: "             " is not a valid value here. ${WORDS}, or leave the line out.`,
    ],
  },
  {
    rule: "so are permissions and their wildcards",
    passing: {
      [PERMISSIONS]: [
        {
          actions: ["s3:PutObject"],
          resources: ["arn:aws:s3:::a/*"],
          because: "It keeps archives\nof orders",
          wildcardBecause: "Each order is an object",
        },
      ],
    },
    failing: {
      [PERMISSIONS]: [
        {
          actions: ["s3:PutObject"],
          resources: ["arn:aws:s3:::a/*"],
          because: "..............",
          wildcardBecause: "\t\t\t\t\t\t\t\t\t\t\t",
        },
      ],
    },
    lines: [
      `${FUNCTION}.permissions[0].because: ".............." is not a valid value here. ${WORDS}.`,
      `${FUNCTION}.permissions[0].wildcardBecause: "\\t\\t\\t\\t\\t\\t\\t\\t\\t\\t\\t" is not a valid value here. ${WORDS}.`,
    ],
  },
  {
    rule: "so is an API for everyone",
    passing: withAccess({ [`${READER}.authorization`]: { type: "none", because: "Public reference data" } }),
    failing: withAccess({ [`${READER}.authorization`]: { type: "none", because: "1234567890" } }),
    lines: [`${READER}.authorization.because: "1234567890" is not a valid value here. ${WORDS}.`],
  },
]);

describeRules("characters that one does not see", [
  {
    rule: "names have none",
    passing: { "sources.changes.partitionKey.name": "Kundennummer (größer als 0)" },
    failing: {
      "sources.changes.partitionKey.name": "id\u0007",
      "sources.changes.sortKey": { name: "a\u202Eb\u200B" },
    },
    lines: [
      `sources.changes.partitionKey.name: has the invisible character \\u0007. ${RETYPE}`,
      `sources.changes.sortKey.name: has the invisible characters \\u202E, \\u200B. ${RETYPE}`,
    ],
  },
  {
    rule: "reasons, variables and filters may have lines, and nothing else of the kind",
    passing: {
      [`${FUNCTION}.environment`]: { CERTIFICATE: "a\r\n\tb" },
      "sources.changes.unprotectedBecause": "Made from the orders\nevery night\n",
      "consumers.handler.mappings.0.filters": [{ dynamodb: { NewImage: { a: { S: ["b\n"] } } } }],
    },
    failing: {
      [`${FUNCTION}.environment`]: { CERTIFICATE: "a\u001B[2K" },
      "consumers.handler.mappings.0.filters": [{ dynamodb: { NewImage: { "a\u0000": { S: ["b"] } } } }],
      backend: { type: "s3", bucket: "states", keyPrefix: "a\tb" },
    },
    lines: [
      `backend.keyPrefix: has the invisible character \\u0009. ${RETYPE}`,
      `${FUNCTION}.environment.CERTIFICATE: has the invisible character \\u001B. ${RETYPE}`,
      `consumers.handler.mappings[0].filters[0].dynamodb.NewImage["a\\u0000"]: has the invisible character \\u0000. ${RETYPE}`,
    ],
  },
]);

test("messages that quote the file do nothing to a terminal", () => {
  // Act
  const lines = linesOf({
    [`${FUNCTION}.entry`]: "a\u001B[2K\nb.ts",
    "accounts.source.tags": { Team: "\u001B[31m" },
  });

  // Assess
  expect(lines).toHaveLength(3);
  expect(lines.join("")).not.toMatch(/\p{Cc}/u);
});

const SCOPE = "Use the name of a scope: 1 to 64 characters without spaces and quotation marks.";

describeRules("limits of AWS on the reader API", [
  {
    rule: "scopes are names of up to 64 characters",
    passing: withJwt({ scopes: ["devices/read", "s".repeat(64)] }),
    failing: withJwt({ scopes: ["", "devices read", "s".repeat(65)] }),
    lines: [
      `${READER}.authorization.scopes[0]: "" is not a valid value here. ${SCOPE}`,
      `${READER}.authorization.scopes[1]: "devices read" is not a valid value here. ${SCOPE}`,
      `${READER}.authorization.scopes[2]: "${"s".repeat(65)}" is not a valid value here. ${SCOPE}`,
    ],
  },
  {
    rule: "there are ten scopes and fifty audiences at most",
    passing: withJwt({ scopes: Array(10).fill("s"), audience: Array(50).fill("a") }),
    failing: withJwt({ scopes: Array(11).fill("s"), audience: Array(51).fill("a") }),
    lines: [
      `${READER}.authorization.audience: a list is not a valid value here. Name 1 to 50 audiences: without one, a token for any other application would be accepted.`,
      `${READER}.authorization.scopes: a list is not a valid value here. Use at most 10 scopes.`,
    ],
  },
  {
    rule: "an audience is not blank",
    passing: withJwt({ audience: ["https://api.example.com"] }),
    failing: withJwt({ audience: ["  "] }),
    lines: [
      `${READER}.authorization.audience[0]: "  " is not a valid value here. Use the name of an audience, which cannot be empty.`,
    ],
  },
  {
    rule: "a path has no dots that clients resolve",
    passing: withAccess({ [`${READER}.path`]: "/a.b/..c/~d" }),
    failing: withAccess({ [`${READER}.path`]: "/a/../b" }),
    lines: [
      `${READER}.path: "/a/../b" is not a valid value here. Use a path such as /hello: at most 1024 letters, digits and the characters \`_.~-\`, with neither . nor .. as a part.`,
    ],
  },
]);

test.each([
  {
    what: "a path",
    limit: 1024,
    edits: (size: number) => withAccess({ [`${READER}.path`]: `/${"a".repeat(size - 1)}` }),
  },
  {
    what: "an issuer",
    limit: 2048,
    edits: (size: number) => withJwt({ issuer: `https://${"a".repeat(size - 8)}` }),
  },
  {
    what: "a prefix of state files",
    limit: 900,
    edits: (size: number) => ({ backend: { type: "s3", bucket: "states", keyPrefix: "a".repeat(size) } }),
  },
  {
    what: "a target role",
    limit: 575,
    edits: (size: number) => withAccess({ [`${SWITCHER}.targetRole`]: `${"a".repeat(size - 2)}/b` }),
  },
  {
    what: "a deploy role",
    limit: 575,
    edits: (size: number) => ({ "accounts.source.deployRole": `${"a".repeat(size - 2)}/b` }),
  },
])("$what has $limit characters at most", ({ limit, edits }) => {
  expect(linesOf(edits(limit))).toEqual([]);
  expect(linesOf(edits(limit + 1))).toHaveLength(1);
});

test.each(["/Deploy", "ci/", "ci//Deploy", "a".repeat(65)])(
  "%s is no name of a deploy role",
  (deployRole) => {
    expect(linesOf({ "accounts.source.deployRole": deployRole })).toHaveLength(1);
  },
);

describeRules("trust that is used", [
  {
    rule: "the reader API uses the role that trusts it",
    severity: "warning",
    passing: withAccess(),
    failing: withAccess({
      "sources.changes.accessRoles.switcher.trusted.1": { consumer: "handler", function: "reader-api" },
    }),
    lines: [
      "sources.changes.accessRoles.switcher.trusted[1]: handler's reader-api never assumes this role. Remove the entry, or name the role in consumers.handler.readerApi.",
    ],
  },
  {
    rule: "the account switcher reaches the role that trusts it, in its accounts",
    severity: "warning",
    passing: withAccess({ [`${SWITCHER}.accounts`]: "any" }),
    failing: withAccess({ [`${SWITCHER}.accounts`]: ["consumer"] }),
    lines: [
      "sources.changes.accessRoles.switcher.trusted[0]: handler's account-switcher never assumes this role. Remove the entry, or name the role in consumers.handler.accountSwitcher.",
    ],
  },
  {
    rule: "a stream handler assumes no role",
    severity: "warning",
    passing: withAccess(),
    failing: withAccess({ [`${ROLE}.trusted.1`]: { consumer: "handler", function: "stream-handler" } }),
    lines: [
      `${ROLE}.trusted[1]: handler's stream-handler never assumes this role. Remove the entry: stream handlers assume no roles.`,
    ],
  },
]);

const TELL = "Check that it is not the same by mistake, or give it a name that one can tell from the other.";

describeRules("names that differ in punctuation only", [
  {
    rule: "of entries",
    severity: "warning",
    passing: { "accounts.source2": { id: "333333333333" } },
    failing: { "accounts.sour-ce": { id: "333333333333" } },
    lines: [`accounts.sour-ce: differs from "source" (accounts.source) in punctuation only. ${TELL}`],
  },
  {
    rule: "of roles in one account, and of tables in one place",
    severity: "warning",
    passing: withAccess({ [`${READER}.roleName`]: "read.devices" }),
    failing: withAccess({
      [`${READER}.roleName`]: "handler_role",
      "sources.changes.tables.devices.tableName": "Chan.ges",
    }),
    lines: [
      `sources.changes.tables.devices.tableName: differs from "Changes" (sources.changes.tableName) in punctuation only. ${TELL}`,
      `${READER}.roleName: differs from "handler-role" (consumers.handler.roleName) in punctuation only. ${TELL}`,
    ],
  },
  {
    rule: "of policies that would be attached under one name",
    passing: withAccess({ [`${ROLE}.managedPolicies`]: ["team/a-b", "team/a-c", "team/a-b"] }),
    failing: withAccess({ [`${ROLE}.managedPolicies`]: ["team/a-b", "team.a_b"] }),
    lines: [
      `${ROLE}.managedPolicies[1]: differs from team/a-b in punctuation only, and Terraform would call both attachments the same. Rename one of the two policies.`,
    ],
  },
]);

const folder = temporaryFolder();

/** What is said about a function's entry, with `folder` as the project's root. */
function entryProblems(entry: string): string[] {
  const draft = draftOf(edited({ [`${FUNCTION}.entry`]: entry, [READER]: REMOVED }));
  return checkEntryFiles(draft, folder).map(formatProblem);
}

test("an entry file lies in the project, also if a link leads to it", () => {
  // Prepare
  const outside = join(mkdtempSync(join(tmpdir(), "outside-")), "outside.ts");
  writeFileSync(outside, "");
  writeFileSync(join(folder, "inside.ts"), "");
  symlinkSync(outside, join(folder, "link.ts"));
  symlinkSync(join(folder, "inside.ts"), join(folder, "good-link.ts"));
  const line = (file: string) =>
    `${FUNCTION}.entry: ${file} is outside of the project. Use the path of the file that exports \`handler\`, relative to the project's root.`;

  // Act
  const [inside, goodLink, ...refused] = [
    "inside.ts",
    "good-link.ts",
    "link.ts",
    outside,
    relative(folder, outside),
  ].map(entryProblems);

  // Assess
  expect([inside, goodLink]).toEqual([[], []]);
  expect(refused).toEqual([[line(join(folder, "link.ts"))], [line(outside)], [line(outside)]]);
});

test("a path that no file can have is no file", () => {
  expect(linesOf({ [`${FUNCTION}.entry`]: "a".repeat(5000) })[0]).toContain("there is no file");
});

const DOLLAR = "$";
const CLOUD = { type: "cloud", organization: "example" };
const S3 = { type: "s3", bucket: "states" };

describeRules("templates where the state is", [
  {
    rule: "the prefix of state files has none",
    passing: { backend: { ...S3, keyPrefix: "a$b{c}%d" } },
    failing: { backend: { ...S3, keyPrefix: `a/${DOLLAR}{b}` } },
    lines: [
      `backend.keyPrefix: "a/${DOLLAR}{b}" is not a valid value here. Use a prefix of at most 900 characters that neither starts nor ends with a slash, without ${DOLLAR}{ and %{.`,
    ],
  },
  {
    rule: "nor has the project",
    passing: { backend: { ...CLOUD, project: "my {streams}" } },
    failing: { backend: { ...CLOUD, project: "%{streams}" } },
    lines: [
      `backend.project: "%{streams}" is not a valid value here. Use the project's name, without ${DOLLAR}{ and %{, or leave the line out.`,
    ],
  },
]);
