import type { Estate } from "../../../access/access-model";
import { ACTIONS } from "../../../access/actions";
import { differences, type Matrix } from "../../../access/matrix";
import { type AccessQuestion, decide } from "../../../packages/stream-mappings/src/authorization/decision";
import { REACHING } from "../config/sample";
import { temporaryFolder } from "../support/temporary-folder";
import { type AccessCase, CASES, KEY_CASES, LAMBDA, REACHING_CASES } from "./access-cases";
import { estateOf, matrixOf, variantOf } from "./judged";

const folder = temporaryFolder();

/** Grant style and encryption: every combination. */
const STREAMS = (["principal-arn", "role-arn"] as const).flatMap((grant) =>
  (["aws-owned", "customer-managed"] as const).map((type) => ({
    name: `${grant}, ${type}`,
    edits: {
      "sources.changes.readers": [{ consumer: "handler", grant }],
      "sources.changes.encryption": { type },
    },
    cases: type === "customer-managed" ? [...CASES, ...KEY_CASES] : CASES,
  })),
);

const VARIANTS = [
  ...STREAMS,
  { name: "reaching into the other account", edits: REACHING, cases: [...CASES, ...REACHING_CASES] },
];

describe.each(VARIANTS)("$name", ({ edits, cases }) => {
  let matrix: Matrix;
  let estate: Estate;
  beforeAll(async () => {
    const variant = variantOf(edits, folder);
    estate = estateOf(variant);
    matrix = await matrixOf(variant);
  });

  test.each(cases)("%s, %s, %s: %s", (principal, action, resource, decision) => {
    // Prepare
    const isAsked = (cell: Matrix["cells"][number]) =>
      cell.principal === principal && cell.action === action && cell.resource === resource;

    // Act
    const cells = matrix.cells.filter(isAsked);

    // Assess
    expect(cells).toMatchObject([{ decision, intended: decision }]);
  });

  test("nothing differs from what the file means", () => {
    expect(differences(matrix)).toEqual([]);
  });

  test("the sandbox's gate decides the same", async () => {
    // Prepare
    // The gate judges what mappings do, and no session is asked for an external ID there.
    const asked = cases.filter(
      ([principal, action]) => principal !== LAMBDA && !action.includes("external ID"),
    );

    // Act
    const decisions = await Promise.all(asked.map((one) => decide(questionOf(one, estate))));

    // Assess
    expect(decisions.map(({ kind }) => (kind === "allowed" ? "allow" : kind))).toEqual(
      asked.map(([, , , decision]) => (decision === "allow" ? "allow" : "denied")),
    );
  });
});

/** A case as the gate is asked. */
function questionOf([who, label, what]: AccessCase, { principals, resources }: Estate): AccessQuestion {
  const principal = principals.find((one) => one.label === who);
  const resource = resources.find((one) => one.label === what);
  const action = resource && ACTIONS[resource.kind].find((one) => one.label === label);
  if (!principal || !resource || !action) throw new Error(`no ${who}, ${label}, ${what}`);
  return {
    role: {
      roleArn: principal.arn,
      roleName: principal.arn.split("/").pop() ?? "",
      roleId: "AROAEXAMPLE",
      identity: principal.policies.map(({ name, document }) => ({ name, policy: document })),
      tags: {},
    },
    action: action.name,
    resourceArn: `${resource.arn}${action.suffix ?? ""}`,
    resourceAccount: resource.accountId,
    resourcePolicy: resource.policy?.document,
    region: resource.region,
    sessionName: "awslambda_0_1",
    context: {
      "s3:ResourceAccount": resource.accountId,
      "aws:SecureTransport": String(action.tls ?? true),
      ...(resource.externalId !== undefined && { "sts:ExternalId": resource.externalId }),
    },
  };
}
