import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serverPlanJson } from "../../backends/cloud/plan-json";
import { Terraform, type TerraformOptions } from "../../plan/terraform";
import { findTerraform } from "../../programs/tools";
import { statePath } from "../../sandbox/state-folder";
import { makeCertificate } from "../support/cloud-server/certificate";
import { CloudServer } from "../support/cloud-server/cloud-server";
import type { Answer } from "../support/cloud-server/routes";

const TIMEOUT_MS = 60_000;
const WORKSPACE = "remote-consumer";
const PLAN = '{"format_version":"1.2","resource_changes":[]}';
/** A run whose plan is only named, not included: as OTF 0.6.3 answers, an independent server. */
const RUN = {
  id: "run-1",
  type: "runs",
  attributes: { status: "planned", "plan-only": false },
  relationships: {
    plan: { data: { id: "plan-1", type: "plans" } },
    workspace: { data: { id: "ws-1", type: "workspaces" } },
  },
};
const ANSWERS: Readonly<Record<string, Answer>> = {
  "/api/v2/runs/run-1": { status: 200, body: { data: RUN } },
  "/api/v2/plans/plan-1/json-output": { status: 200, body: PLAN },
};
const server = new CloudServer({ token: "s3cret", instead: ({ url }) => ANSWERS[url.pathname] });
const folder = statePath("remote-runs");
const variables = { ...process.env };
let options: TerraformOptions;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  const certificate = makeCertificate(folder);
  await server.start(certificate);
  process.env.SSL_CERT_FILE = certificate.file;
  process.env[`TF_TOKEN_${server.hostname}`] = server.options.token;
  server.workspaces.set("ws-1", {
    id: "ws-1",
    attributes: {
      name: WORKSPACE,
      "execution-mode": "remote",
      operations: true,
      permissions: { "can-queue-run": true, "can-read-settings": true, "can-update": true },
    },
    tags: [],
    consumers: [],
    projectId: "prj-1",
  });
  const cloud = {
    hostname: server.hostname,
    organization: "example-org",
    workspaces: { name: WORKSPACE },
  };
  const json = { terraform: { cloud }, resource: { terraform_data: { some: { input: "thing" } } } };
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(json));
  const { command } = await findTerraform();
  options = { command, variables: process.env, operations: 2 };
  await new Terraform(options).init(folder);
}, TIMEOUT_MS);

afterAll(async () => {
  process.env = { ...variables };
  await server.stop();
});

test(
  "Terraform refuses -parallelism where a server runs it: the plan goes on without",
  async () => {
    // Act
    const act = new Terraform(options).plan(folder, join(folder, "tfplan"), { onServer: true });

    // Assess: the test's server takes no runs, so the plan ends where it hands over the configuration.
    await expect(act).rejects.toThrow(/configuration version/);
    expect(server.writes).toEqual(["POST /api/v2/workspaces/ws-1/configuration-versions"]);
  },
  TIMEOUT_MS,
);

test(
  "a plan that Terraform cannot show, because the server only names it, is read through the API",
  async () => {
    // Prepare
    const plan = join(folder, "saved-plan");
    const file = join(folder, "plan.json");
    const saved = { remote_plan_format: 1, run_id: "run-1", hostname: server.hostname };
    writeFileSync(plan, JSON.stringify(saved));

    // Act
    const alone = new Terraform(options).writeJson(folder, plan, file);
    await expect(alone).rejects.toThrow(/can't display a cloud plan/);
    await new Terraform({ ...options, readServerPlan: serverPlanJson }).writeJson(folder, plan, file);

    // Assess
    expect(readFileSync(file, "utf8")).toBe(PLAN);
  },
  TIMEOUT_MS,
);
