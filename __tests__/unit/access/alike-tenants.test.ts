import { withoutAlikeTenants } from "../../../access/alike-tenants";
import { accessMatrix, differences } from "../../../access/matrix";
import { type Content, REMOVED } from "../config/sample";
import { temporaryFolder } from "../support/temporary-folder";
import { changed, modelOf, type Variant, variantOf } from "./judged";

const folder = temporaryFolder();

/** @param count of tenants; of 90, managed policies name the streams; of 180 with long names none does */
function tenantsOf(count: number, own: object = {}, more: Content = {}): Variant {
  const tenants = Array.from({ length: count }, (_, n) => ({
    tenant: `t${n}`,
    account: String(300_000_000_000 + n),
    ...(n === count - 1 && own),
  }));
  return variantOf(
    {
      organization: "o-a1b2c3d4e5",
      "sources.changes.account": REMOVED,
      "sources.changes.stack": REMOVED,
      "sources.changes.tenants": tenants,
      "consumers.handler.mappingsPerStack": 10_000,
      ...more,
    },
    folder,
  );
}

function sourcesJudged(variant: Variant): unknown[] {
  const { resources } = withoutAlikeTenants(variant.environment, modelOf(variant));
  return resources.filter(({ kind }) => kind === "stream").flatMap(({ source }) => source ?? []);
}

async function differing(variant: Variant) {
  const model = modelOf(variant);
  const judged = withoutAlikeTenants(variant.environment, model);
  return differences(await accessMatrix(variant.environment, model, judged));
}

test("two of the tenants that are alike are judged, and a note names them", () => {
  // Prepare
  const variant = tenantsOf(4);

  // Act
  const { notes } = withoutAlikeTenants(variant.environment, modelOf(variant));

  // Assess
  expect(sourcesJudged(variant)).toEqual(["changes-t0", "changes-t1"]);
  expect(notes.at(-1)).toBe(
    "2 tenants of changes one by one: they differ from changes-t0 and changes-t1 in names and account IDs only",
  );
});

test("a tenant with a table of another name is judged for itself", () => {
  expect(sourcesJudged(tenantsOf(4, { tableName: "Own" }))).toEqual([
    "changes-t0",
    "changes-t1",
    "changes-t3",
  ]);
});

test("a tenant whose stream lets somebody else in is judged, and differs", async () => {
  // Prepare: the account of one tenant's reader, by hand
  const variant = tenantsOf(4);
  const open: Variant = {
    ...variant,
    stacks: variant.stacks.map((stack) =>
      stack.name === "source-changes-t3"
        ? (changed({ ...variant, stacks: [stack] }, "aws:PrincipalArn", "aws:PrincipalTag").stacks[0] ??
          stack)
        : stack,
    ),
  };

  // Act
  const cells = await differing(open);

  // Assess
  expect(sourcesJudged(open)).toContain("changes-t3");
  expect(cells.length).toBeGreaterThan(0);
  expect(cells.every(({ resource }) => resource.includes("300000000003"))).toBe(true);
});

test("tenants with keys of their own are alike", () => {
  expect(
    sourcesJudged(tenantsOf(4, {}, { "sources.changes.encryption": { type: "customer-managed" } })),
  ).toEqual(["changes-t0", "changes-t1"]);
});

test.each([4, 90])("%i tenants that are alike differ in nothing from the file", async (count) => {
  expect(await differing(tenantsOf(count))).toEqual([]);
});

test("a grant to the organization that the file does not name is found", async () => {
  // Prepare
  const many = tenantsOf(180, {}, { "sources.changes.tableName": "T".repeat(250) });
  const variant = changed(many, "o-a1b2c3d4e5", "o-somebodyelses");

  // Act
  const cells = await differing(variant);

  // Assess
  expect(cells.map(({ action }) => action)).toContain(
    'dynamodb:GetRecords if {"StringEquals":{"aws:ResourceOrgID":["o-somebodyelses"]},"StringNotEquals":{"aws:ResourceAccount":["222222222222"]}}',
  );
});
