import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serverPlanJson } from "../../backends/cloud/plan-json";
import { Terraform } from "../../plan/terraform";
import { findTerraform } from "../../programs/tools";
import { statePath } from "../../sandbox/state-folder";
import { makeCertificate } from "../support/cloud-server/certificate";
import { CloudServer } from "../support/cloud-server/cloud-server";

const TIMEOUT_MS = 60_000;
const WORKSPACE = "remote-consumer";
const server = new CloudServer({ token: "s3cret" });

afterAll(() => server.stop());

test(
  "Terraform refuses -parallelism where a server runs it: the plan goes on without",
  async () => {
    // Prepare
    const folder = statePath("remote-runs");
    mkdirSync(folder, { recursive: true });
    const certificate = makeCertificate(folder);
    await server.start(certificate);
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
    const variables = {
      ...process.env,
      SSL_CERT_FILE: certificate.file,
      [`TF_TOKEN_${server.hostname}`]: server.options.token,
    };
    const terraform = new Terraform({ command, variables, operations: 2 });
    await terraform.init(folder);

    // Act
    const act = terraform.plan(folder, join(folder, "tfplan"), { onServer: true });

    // Assess: the test's server takes no runs, so the plan ends where it hands over the configuration.
    await expect(act).rejects.toThrow(/configuration version/);
    expect(server.writes).toEqual(["POST /api/v2/workspaces/ws-1/configuration-versions"]);
  },
  TIMEOUT_MS,
);
