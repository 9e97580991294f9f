import { leftOverAccounts } from "../../../config/left-over-accounts";
import { checkEnvironment } from "../../../config/load-environment";
import { formatProblem } from "../../../config/problem";
import { type Content, describeRules, edited } from "./sample";

const S3 = { type: "s3", bucket: "states", keyPrefix: "a/b" };

describeRules("regions", [
  {
    rule: "known ones pass, others are pointed out wherever they stand",
    severity: "warning",
    passing: { region: "ap-southeast-7", backend: { ...S3, region: "us-gov-west-1" } },
    failing: { region: "eu-centrl-1", backend: { ...S3, region: "zz-nowhere-9" } },
    lines: [
      'region: "eu-centrl-1" is none of the regions known here. Did you mean eu-central-1? Leave it as it is if AWS has opened it since.',
      'backend.region: "zz-nowhere-9" is none of the regions known here. Leave it as it is if AWS has opened it since.',
    ],
  },
]);

function leftOver(name: string, edits: Content): string[] {
  const { environment } = checkEnvironment(edited(edits));
  if (!environment) throw new Error("the edits are no valid environment");
  return leftOverAccounts(name, environment).map(formatProblem);
}

const MADE_UP = "111111111111 is a made-up account of the example files. Use the ID of your account.";
const OWN = { "accounts.source.id": "333344445555", "accounts.consumer.id": "444455556666" };

test("accounts of the example files are pointed out in any other file", () => {
  // Prepare
  const edits = { ...OWN, "accounts.source.id": "111111111111" };
  const backend = { ...S3, roleArn: "arn:aws:iam::345678901234:role/TerraformState" };

  // Act
  const [account, role, own] = [
    leftOver("production", edits),
    leftOver("production", { ...OWN, backend }),
    leftOver("production", OWN),
  ];

  // Assess
  expect(account).toEqual([`accounts.source.id: ${MADE_UP}`]);
  expect(role).toEqual([`backend.roleArn: ${MADE_UP.replace("111111111111", "345678901234")}`]);
  expect(own).toEqual([]);
});

test("the example files themselves may have them, and so may a sandbox", () => {
  // Prepare
  const edits = { "accounts.source.id": "111111111111" };

  // Act
  const [example, sandbox] = [leftOver("example", edits), leftOver("mine", { ...edits, sandbox: true })];

  // Assess
  expect([...example, ...sandbox]).toEqual([]);
});
