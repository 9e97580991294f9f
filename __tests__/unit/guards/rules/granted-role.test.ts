import { findingLine } from "../../../../guards/finding";
import { findingsIn } from "../../../../guards/rules";
import { CROSS_ACCOUNT, sampleSource } from "../../config/sample";
import { stackWith } from "../../support/stack-with";
import { describeRule } from "../support/describe-rule";
import { READER, STREAM_PLACE, TRUST_PLACE, TRUST_POLICY } from "../support/places";

describeRule("granted-role", [
  {
    what: "a role with another ARN than the one granted",
    edits: {
      "sources.changes": sampleSource({
        stack: "source",
        readers: [{ consumer: "handler", grant: "role-arn" }],
      }),
    },
    breaking: [
      {
        stack: "consumer",
        type: "aws_iam_role",
        name: "role",
        attribute: "name",
        replace: ["handler-role", "handler"],
      },
    ],
    lines: [
      `${STREAM_PLACE}: [granted-role] statement HandlerReads lets ${READER} in, but the stacks create arn:aws:iam::222222222222:role/handler. Use the same name and path for the role and in the grant.`,
    ],
  },
  {
    what: "an access role that trusts a role that no stack creates",
    edits: CROSS_ACCOUNT,
    breaking: [{ ...TRUST_POLICY, replace: ["role/reader-role", "role/reader"] }],
    lines: [
      `${TRUST_PLACE}: [granted-role] statement HandlerReaderApiAssumes lets arn:aws:iam::222222222222:role/reader in, but the stacks create arn:aws:iam::111111111111:role/read-devices, arn:aws:iam::111111111111:role/external-role, arn:aws:iam::222222222222:role/reader-role, arn:aws:iam::222222222222:role/handler-role, arn:aws:iam::222222222222:role/switcher-role. Use the same name and path for the role and in the grant.`,
    ],
  },
]);

/** An app that has only the source's side: somebody else creates the reader's role. */
const SOURCE_ONLY = stackWith({
  aws_iam_role: {
    role: {
      name: "access",
      assume_role_policy: JSON.stringify({
        Statement: { Sid: "Assumes", Effect: "Allow", Principal: { AWS: READER }, Action: "sts:AssumeRole" },
      }),
    },
  },
});

test("an app may grant to roles that exist already", () => {
  // Prepare
  const settings = { accountIds: ["222222222222"], existingRoles: [READER] };

  // Act
  const findings = findingsIn([SOURCE_ONLY], settings);

  // Assess
  expect(findings).toEqual([]);
});

test("a role that is not listed is found", () => {
  // Prepare
  const settings = { accountIds: ["222222222222"] };

  // Act
  const findings = findingsIn([SOURCE_ONLY], settings);

  // Assess
  expect(findings.map(findingLine)).toEqual([
    `own aws_iam_role.role: [granted-role] statement Assumes lets ${READER} in, but the stacks create arn:aws:iam::111111111111:role/access. Use the same name and path for the role and in the grant.`,
  ]);
});
