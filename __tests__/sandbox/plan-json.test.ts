import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Terraform } from "../../plan/terraform";
import { programResult } from "../../programs/run-program";
import { findTerraform } from "../../programs/tools";
import { requireRunning } from "../../sandbox/require-running";
import { statePath } from "../../sandbox/state-folder";
import { sandboxTerraformVariables } from "../../sandbox/terraform-variables";

const TIMEOUT_MS = 120_000;

test(
  "a plan is written as JSON as `terraform show` prints it",
  async () => {
    // Prepare
    const folder = statePath("plan-json");
    mkdirSync(folder, { recursive: true });
    const configuration = {
      terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } } },
      provider: { aws: { region: "us-east-1" } },
      resource: { aws_iam_role: { one: { name: "one", assume_role_policy: '{"Statement":[]}' } } },
    };
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(configuration));
    const { command } = await findTerraform();
    const variables = sandboxTerraformVariables(requireRunning());
    const terraform = new Terraform({ command, variables });
    const [plan, file] = [join(folder, "tfplan"), join(folder, "plan.json")];
    await terraform.init(folder);
    await terraform.plan(folder, plan);

    // Act
    await terraform.writeJson(folder, plan, file);

    // Assess
    const shown = await programResult(command, ["show", "-json", plan], {
      cwd: folder,
      environment: variables,
      remedy: "",
    });
    const text = readFileSync(file, "utf8");
    expect(text).toBe(shown.stdout);
    expect(JSON.parse(text).resource_changes[0].address).toBe("aws_iam_role.one");
  },
  TIMEOUT_MS,
);
