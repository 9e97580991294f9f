import { type CloudSettings, wantedWorkspaces } from "../../../../backends/cloud/wanted";
import { loadEnvironment } from "../../../../config/load-environment";
import type { Environment } from "../../../../config/schema";
import { environmentOf, withTenants } from "../../config/tenants/support";

const { environment } = loadEnvironment("terraform-cloud");
const PIPELINE: Environment["pipeline"] = {
  account: "orders",
  repository: "example-org/streams",
  branch: "main",
  oidcProvider: "create",
  adminRole: null,
  planRole: "TerraformPlan",
  planStateRole: "TerraformStatePlan",
  driftRole: "TerraformDrift",
};

function names(changes: Partial<Environment>): string[] {
  const wanted = wantedWorkspaces({ ...environment, ...changes }, environment.backend as CloudSettings);
  return wanted.map(({ name, readBy }) => [name, ...readBy].join(" < "));
}

const OWN = ["streams-example-source < streams-example-consumer", "streams-example-consumer"];

test("the stacks of a pipeline have workspaces, which nobody else reads", () => {
  expect(names({ pipeline: PIPELINE })).toEqual([
    ...OWN,
    "streams-example-pipeline-orders",
    "streams-example-pipeline-analytics",
  ]);
});

test("without a pipeline there are only those of sources and consumers", () => {
  expect(names({})).toEqual(OWN);
});

test("mapping stacks read their consumer and the sources of their tenants", () => {
  // Prepare
  const tenants = ["a", "c"].map((tenant, n) => ({ tenant, account: String(300_000_000_000 + n) }));
  const backend = { type: "cloud", organization: "o", workspacePrefix: "w-" };
  const saas = environmentOf(withTenants(tenants, { backend, "consumers.handler.mappingStacks": 2 }));

  // Act
  const wanted = wantedWorkspaces(saas, saas.backend as CloudSettings);

  // Assess
  const readSources = ["w-consumer", "w-consumer-mappings-2"];
  expect(wanted).toEqual([
    { name: "w-source-changes-a", readBy: readSources },
    { name: "w-source-changes-c", readBy: readSources },
    { name: "w-consumer", readBy: ["w-consumer-mappings-1", "w-consumer-mappings-2"] },
    { name: "w-consumer-mappings-1", readBy: [] },
    { name: "w-consumer-mappings-2", readBy: [] },
  ]);
});
