import { type CloudSettings, wantedWorkspaces } from "../../../../backends/cloud/wanted";
import { loadEnvironment } from "../../../../config/load-environment";
import type { Environment } from "../../../../config/schema";

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
