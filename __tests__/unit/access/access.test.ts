import type { AccessModel } from "../../../access/access-model";
import { ACTIONS } from "../../../access/actions";
import { differences, type Matrix } from "../../../access/matrix";
import { type SimulatedRequest, simulate } from "../../../packages/stream-mappings/src/policy-simulator";
import { CROSS_ACCOUNT } from "../config/sample";
import { temporaryFolder } from "../support/temporary-folder";
import { type AccessCase, CASES, CROSS_ACCOUNT_CASES, KEY_CASES, LAMBDA } from "./access-cases";
import { matrixOf, modelOf, variantOf } from "./judged";

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
  {
    name: "cross-account access on request",
    edits: CROSS_ACCOUNT,
    cases: [...CASES, ...CROSS_ACCOUNT_CASES],
  },
];

describe.each(VARIANTS)("$name", ({ edits, cases }) => {
  let matrix: Matrix;
  let model: AccessModel;
  beforeAll(async () => {
    const variant = variantOf(edits, folder);
    model = modelOf(variant);
    matrix = await matrixOf(variant);
  });

  test.each(cases)("%s, %s, %s: %s", (principal, action, resource, decision) => {
    // Prepare
    const isAsked = (cell: Matrix["cells"][number]) =>
      cell.principal === principal && cell.action === action && cell.resource === resource;

    // Act
    const cells = matrix.cells.filter(isAsked);

    // Assess
    expect(cells).toMatchObject([{ decision, expected: decision }]);
  });

  test("nothing differs from the expected access", () => {
    expect(differences(matrix)).toEqual([]);
  });

  test("the stream-mapping service decides the same", async () => {
    // Prepare
    // The service judges what mappings do, and no session is asked for an external ID there.
    const asked = cases.filter(
      ([principal, action]) => principal !== LAMBDA && !action.includes("external ID"),
    );

    // Act
    const decisions = await Promise.all(asked.map((one) => simulate(requestOf(one, model))));

    // Assess
    expect(decisions.map(({ kind }) => (kind === "allowed" ? "allow" : kind))).toEqual(
      asked.map(([, , , decision]) => (decision === "allow" ? "allow" : "denied")),
    );
  });
});

/** A case as the service asks it. */
function requestOf([who, label, what]: AccessCase, { principals, resources }: AccessModel): SimulatedRequest {
  const principal = principals.find((one) => one.label === who);
  const resource = resources.find((one) => one.label === what);
  const action = resource && ACTIONS[resource.kind].find((one) => one.label === label);
  if (!principal || !resource || !action) throw new Error(`no ${who}, ${label}, ${what}`);
  return {
    principal: {
      kind: "role",
      role: { roleArn: principal.arn, roleId: "AROAEXAMPLE", policies: principal.policies },
      sessionName: "awslambda_0_1",
    },
    action: action.name,
    resource: {
      arn: `${resource.arn}${action.suffix ?? ""}`,
      accountId: resource.accountId,
      region: resource.region,
      policy: resource.policy?.document,
    },
    secureTransport: action.tls ?? true,
    externalId: resource.externalId,
  };
}
