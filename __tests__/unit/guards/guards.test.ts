import { REACHING, sampleConsumer, sampleSource } from "../config/sample";
import { temporaryFolder } from "../support/temporary-folder";
import { findingsAfter, type HandEdit } from "./widened";

const folder = temporaryFolder();

const STREAM = {
  stack: "source",
  type: "aws_dynamodb_resource_policy",
  name: "stream_policy",
  attribute: "policy",
};
const ROLE = { stack: "consumer", type: "aws_iam_role_policy", name: "role_policy", attribute: "policy" };
const KEY = { stack: "source", type: "aws_kms_key", name: "table_key", attribute: "policy" };
const SWITCHER_POLICY = { ...ROLE, name: "switcher_role_policy" };
const TRUST = {
  stack: "source",
  type: "aws_iam_role",
  name: "access_role_devices",
  attribute: "assume_role_policy",
};
const STREAM_PLACE = "source aws_dynamodb_resource_policy.stream_policy";
const ROLE_PLACE = "consumer aws_iam_role_policy.role_policy";
const STREAM_ARN = "arn:aws:dynamodb:eu-central-1:111111111111:table/Changes/stream/2026-01-01T00:00:00.000";
const READER = "arn:aws:iam::222222222222:role/handler-role";
const CUSTOMER_MANAGED = { "sources.changes.encryption": { type: "customer-managed" } };

interface GuardCase {
  readonly guard: string;
  readonly edits?: Record<string, unknown>;
  /** Edits of the JSON that the guard lets pass. */
  readonly passing?: readonly HandEdit[];
  /** Edits of the JSON that it does not let pass. */
  readonly failing: readonly HandEdit[];
  readonly lines: readonly string[];
}

const CASES: readonly GuardCase[] = [
  {
    guard: "a stream policy with more than 20 KB, white space included",
    passing: [{ ...STREAM, replace: ["}]}", `}]}${" ".repeat(19_500)}`] }],
    failing: [{ ...STREAM, replace: ["}]}", `}]}${" ".repeat(20_480)}`] }],
    lines: [
      `${STREAM_PLACE}: the policy has 20892 bytes, AWS takes 20480. Let fewer consumers read this stream, or give their roles shorter names.`,
    ],
  },
  {
    guard: "an inline policy with more than 10,240 characters, white space not included",
    passing: [{ ...ROLE, replace: ['{"Version"', `{${" ".repeat(10_240)}"Version"`] }],
    failing: [{ ...ROLE, replace: ['"WriteOwnLogStreams"', `"${"W".repeat(10_000)}"`] }],
    lines: [
      expect.stringMatching(
        /^consumer aws_iam_role_policy\.role_policy: the policy has 1\d{4} characters, AWS takes 10240\. Spread the mappings over several consumers, each with a role of its own\.$/,
      ),
      expect.stringContaining("a wildcard nobody argued for"),
    ],
  },
  {
    guard: "a principal outside the environment's accounts",
    failing: [{ ...STREAM, replace: ["222222222222:root", "999999999999:root"] }],
    lines: [
      `${STREAM_PLACE}: statement HandlerReads lets arn:aws:iam::999999999999:root in, which is in no account of the environment. Add its account to \`accounts\`, or remove the grant.`,
    ],
  },
  {
    guard: "a public principal",
    failing: [{ ...STREAM, replace: ["arn:aws:iam::222222222222:root", "*"] }],
    lines: [
      `${STREAM_PLACE}: statement HandlerReads lets everybody in. Name the account and the role in \`Principal\` and \`Condition\`.`,
      `${STREAM_PLACE}: statement HandlerReads has Principal *, a wildcard nobody argued for. Name what is meant exactly, or give the reason in stacks/guards/argued-wildcards.ts.`,
    ],
  },
  {
    guard: "a wildcard that nobody argued for",
    failing: [{ ...ROLE, replace: ["s3:PutObject", "s3:*"] }],
    lines: [
      `${ROLE_PLACE}: statement KeepFailedBatches has Action s3:*, a wildcard nobody argued for. Name what is meant exactly, or give the reason in stacks/guards/argued-wildcards.ts.`,
    ],
  },
  {
    guard: "a stream policy about another resource",
    failing: [
      {
        ...STREAM,
        replace: [
          // biome-ignore lint/suspicious/noTemplateCurlyInString: a Terraform expression
          '"Resource":"${aws_dynamodb_table.table.stream_arn}"',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: a Terraform expression
          '"Resource":"${aws_dynamodb_table.table.arn}"',
        ],
      },
    ],
    lines: [
      `${STREAM_PLACE}: statement HandlerReads is about arn:aws:dynamodb:eu-central-1:111111111111:table/Changes, the policy hangs on ${STREAM_ARN}. Give the ARN of the policy's own stream as \`Resource\`.`,
    ],
  },
  {
    guard: "one of the three actions missing in the stream's policy",
    failing: [{ ...STREAM, replace: ['"dynamodb:GetRecords",', ""] }],
    lines: [
      `${STREAM_PLACE}: statement HandlerReads reads a stream without dynamodb:GetRecords. Allow all three: DescribeStream, GetRecords and GetShardIterator.`,
    ],
  },
  {
    guard: "one of the three actions missing in the role's policy",
    failing: [{ ...ROLE, replace: ['"dynamodb:DescribeStream",', ""] }],
    lines: [
      `${ROLE_PLACE}: statement ReadStreams reads a stream without dynamodb:DescribeStream. Allow all three: DescribeStream, GetRecords and GetShardIterator.`,
    ],
  },
  {
    guard: "a key that shuts the reader out",
    edits: CUSTOMER_MANAGED,
    failing: [{ ...KEY, replace: ["kms:Decrypt", "kms:DescribeKey"] }],
    lines: [
      `source aws_kms_key.table_key: the key's policy does not let ${READER} decrypt, which may read the stream of table. Allow the role kms:Decrypt in the key's policy, or take its grant on the stream away.`,
    ],
  },
  {
    guard: "a role with another ARN than the one granted",
    edits: {
      "sources.changes": sampleSource({ readers: [{ consumer: "handler", grant: "role-arn" }] }),
    },
    failing: [
      {
        stack: "consumer",
        type: "aws_iam_role",
        name: "role",
        attribute: "name",
        replace: ["handler-role", "handler"],
      },
    ],
    lines: [
      `${STREAM_PLACE}: statement HandlerReads lets ${READER} in, but the stacks make arn:aws:iam::222222222222:role/handler. Give the role the name and path that the grant has, or the grant the role's.`,
    ],
  },
  {
    guard: "assuming roles of any account without a word of the file",
    edits: REACHING,
    failing: [{ ...SWITCHER_POLICY, replace: ["iam::111111111111:role", "iam::*:role"] }],
    lines: [
      "consumer aws_iam_role_policy.switcher_role_policy: statement AssumeAccessRoles has Resource arn:aws:iam::*:role/external-role, a wildcard nobody argued for. Name what is meant exactly, or give the reason in stacks/guards/argued-wildcards.ts.",
      "consumer aws_iam_role_policy.switcher_role_policy: statement AssumeAccessRoles assumes arn:aws:iam::*:role/external-role in any account, and the environment names the accounts. Name the accounts, or write `accounts: any` for the account switcher.",
    ],
  },
  {
    guard: "a trust policy with more than 2,048 characters",
    edits: REACHING,
    passing: [{ ...TRUST, replace: ['{"Version"', `{${" ".repeat(2_048)}"Version"`] }],
    failing: [{ ...TRUST, replace: ["HandlerReaderApiAssumes", "H".repeat(2_048)] }],
    lines: [
      "source aws_iam_role.access_role_devices: the policy has 2330 characters, AWS takes 2048. Let fewer functions assume this role, or make a second role for some of them.",
    ],
  },
  {
    guard: "an access role that trusts a role nobody makes",
    edits: REACHING,
    failing: [{ ...TRUST, replace: ["role/reader-role", "role/reader"] }],
    lines: [
      "source aws_iam_role.access_role_devices: statement HandlerReaderApiAssumes lets arn:aws:iam::222222222222:role/reader in, but the stacks make arn:aws:iam::111111111111:role/read-devices, arn:aws:iam::111111111111:role/external-role, arn:aws:iam::222222222222:role/reader-role, arn:aws:iam::222222222222:role/handler-role, arn:aws:iam::222222222222:role/switcher-role. Give the role the name and path that the grant has, or the grant the role's.",
    ],
  },
];

test.each(CASES)("the guard against $guard: passes", ({ edits = {}, passing = [] }) => {
  // Prepare
  const file = edits;

  // Act
  const findings = findingsAfter(folder, file, passing);

  // Assess
  expect(findings).toEqual([]);
});

test.each(CASES)("the guard against $guard: fails", ({ edits = {}, failing, lines }) => {
  // Prepare
  const file = edits;

  // Act
  const findings = findingsAfter(folder, file, failing);

  // Assess
  expect(findings).toEqual(lines);
});

test("all findings of both stacks come at once", () => {
  // Prepare
  const edits = [
    { ...STREAM, replace: ['"dynamodb:GetRecords",', ""] as const },
    { ...ROLE, replace: ["s3:PutObject", "s3:*"] as const },
  ];

  // Act
  const findings = findingsAfter(folder, {}, edits);

  // Assess
  expect(findings.map((line) => line.split(":")[0])).toEqual([ROLE_PLACE, STREAM_PLACE]);
});

test("assuming roles of any account passes where the file says `any`", () => {
  // Prepare
  const edits = { ...structuredClone(REACHING), "consumers.handler.accountSwitcher.accounts": "any" };

  // Act
  const findings = findingsAfter(folder, edits);

  // Assess
  expect(findings).toEqual([]);
});

test("several readers of one stream, path and all, pass", () => {
  // Prepare
  const edits = {
    ...CUSTOMER_MANAGED,
    "sources.changes.readers": [{ consumer: "handler" }, { consumer: "audit", grant: "role-arn" }],
    "consumers.handler.rolePath": "/team/",
    "consumers.audit": sampleConsumer("audit"),
  };

  // Act
  const findings = findingsAfter(folder, edits);

  // Assess
  expect(findings).toEqual([]);
});
