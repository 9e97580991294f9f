import { describeRules } from "./sample";

const CONSUMER = "consumers.handler";
const FUNCTION = `${CONSUMER}.function`;
const KEY = "arn:aws:kms:eu-central-1:222222222222:key/0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11";
const BOUNDARY = "arn:aws:iam::222222222222:policy/team/Boundary";

describeRules("what hardens a consumer", [
  {
    rule: "a role's path begins and ends with a slash",
    passing: { [`${CONSUMER}.rolePath`]: "/team/streams/" },
    failing: { [`${CONSUMER}.rolePath`]: "team" },
    lines: [
      'consumers.handler.rolePath: "team" is not a valid value here. Start and end with a slash, such as /team/streams/, and use at most 512 letters, digits and the characters `_+=,.@-`.',
    ],
  },
  {
    rule: "a role's path holds no wildcard, which grants that name the role would follow",
    passing: { [`${CONSUMER}.rolePath`]: "/team/" },
    failing: { [`${CONSUMER}.rolePath`]: "/*/" },
    lines: [
      'consumers.handler.rolePath: "/*/" is not a valid value here. Start and end with a slash, such as /team/streams/, and use at most 512 letters, digits and the characters `_+=,.@-`.',
    ],
  },
  {
    rule: "a permissions boundary is a managed policy",
    passing: { [`${CONSUMER}.permissionsBoundaryArn`]: BOUNDARY },
    failing: { [`${CONSUMER}.permissionsBoundaryArn`]: "Boundary" },
    lines: [
      'consumers.handler.permissionsBoundaryArn: "Boundary" is not a valid value here. Use the ARN of a managed policy: arn:aws:iam::ACCOUNT:policy/NAME.',
    ],
  },
  {
    rule: "a log key is the ARN of a key",
    passing: { [`${FUNCTION}.logKeyArn`]: KEY },
    failing: { [`${FUNCTION}.logKeyArn`]: "alias/logs" },
    lines: [
      'consumers.handler.function.logKeyArn: "alias/logs" is not a valid value here. Use the ARN of a KMS key: arn:aws:kms:REGION:ACCOUNT:key/ID.',
    ],
  },
  {
    rule: "reserved concurrency is a whole number",
    passing: { [`${FUNCTION}.reservedConcurrency`]: 0 },
    failing: { [`${FUNCTION}.reservedConcurrency`]: -1 },
    lines: [
      "consumers.handler.function.reservedConcurrency: -1 is not a valid value here. Use a whole number from 0 to 100000.",
    ],
  },
  {
    rule: "old versions are removed after days, or never",
    passing: { [`${CONSUMER}.failureBucket`]: { removeOldVersionsAfterDays: null } },
    failing: { [`${CONSUMER}.failureBucket`]: { removeOldVersionsAfterDays: 0 } },
    lines: [
      "consumers.handler.failureBucket.removeOldVersionsAfterDays: 0 is not a valid value here. Use a whole number from 1 to 3650.",
    ],
  },
  {
    rule: "a reason is given in words",
    passing: { "sources.changes.unprotectedBecause": "Rebuilt from the orders every night" },
    failing: { "sources.changes.unprotectedBecause": "because" },
    lines: [
      'sources.changes.unprotectedBecause: "because" is not a valid value here. Give the reason in words, at least 10 characters, or leave the line out.',
    ],
  },
]);
