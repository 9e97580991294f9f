import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, type AppConfig, TerraformStack } from "cdktf";
import { checkEnvironment } from "../../../config/load-environment";
import { GuardError, type GuardSettings, GuardValidation } from "../../../guards";
import { buildApp } from "../../../stacks/build-app";
import { synthesize } from "../../../stacks/synthesize";
import { edited } from "../config/sample";
import { fakeCode } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

function appOf(edits: Record<string, unknown>) {
  const { environment } = checkEnvironment(edited(edits));
  if (!environment) throw new Error("the edits are no valid environment");
  const outdir = mkdtempSync(join(folder, "out-"));
  const code = fakeCode(join(outdir, "code"));
  return buildApp({ name: "test", environment, outdir, bundle: () => code });
}

const FINDING = {
  rule: "table-protection",
  place: "source aws_dynamodb_table.table",
  cause: "Changes is without deletion protection, and no reason is given",
  remedy: "Turn it on, or give the reason as `unprotectedBecause` of the table",
};

test("a synthesis with findings fails, and says nothing but the findings", () => {
  // Prepare
  const app = appOf({ "sources.changes.deletionProtection": false });

  // Act
  const act = () => synthesize(app);

  // Assess
  expect(act).toThrow(new GuardError([FINDING]));
});

test("the error carries the findings, as data and as problems", () => {
  // Prepare
  const app = appOf({ "sources.changes.deletionProtection": false });

  // Act
  const error = errorOf(() => synthesize(app));

  // Assess
  expect(error).toMatchObject({
    name: "GuardError",
    findings: [FINDING],
    problems: [
      {
        place: "source aws_dynamodb_table.table",
        cause: "[table-protection] Changes is without deletion protection, and no reason is given",
        remedy: "Turn it on, or give the reason as `unprotectedBecause` of the table",
      },
    ],
  });
});

test("CDKTF's own synthesis fails, too", () => {
  // Prepare
  const app = appOf({ "sources.changes.deletionProtection": false });

  // Act
  const act = () => app.synth();

  // Assess
  expect(act).toThrow("Changes is without deletion protection");
});

test("a synthesis without findings passes", () => {
  // Prepare
  const app = appOf({});

  // Act
  const act = () => synthesize(app);

  // Assess
  expect(act).not.toThrow();
});

test("an error that is none of the guards' stays what it is", () => {
  // Prepare
  const app = appOf({ "sources.changes.deletionProtection": false });
  app.node.addValidation({
    validate: () => {
      throw new Error("something else");
    },
  });

  // Act
  const act = () => synthesize(app);

  // Assess
  expect(act).toThrow(new Error("something else"));
});

/** An app of somebody else: a plain stack, whose provider names no account, with a table. */
function ownApp(protectedTable: boolean, config: AppConfig = {}) {
  const app = new App({ outdir: mkdtempSync(join(folder, "own-")), ...config });
  const stack = new TerraformStack(app, "own");
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  new DynamodbTable(stack, "table", {
    name: "Orders",
    deletionProtectionEnabled: protectedTable,
    pointInTimeRecovery: { enabled: true },
  });
  return { app, stack };
}

const OWN_LINE =
  "own aws_dynamodb_table.table: [table-protection] Orders is without deletion protection, and no reason is given.";

test.each<[string, boolean, GuardSettings]>([
  ["a protected table", true, {}],
  [
    "a reason",
    false,
    {
      unprotectedTables: [
        { accountId: "000000000000", tableName: "Orders", unprotectedBecause: "Rebuilt every night" },
      ],
    },
  ],
  ["a sandbox", false, { sandbox: true }],
])("an app of somebody else with %s passes", (_what, protectedTable, settings) => {
  // Prepare
  const { app } = ownApp(protectedTable);
  GuardValidation.addTo(app, settings);

  // Act
  const act = () => app.synth();

  // Assess
  expect(act).not.toThrow();
});

test.each<[string, AppConfig]>([
  ["JSON", {}],
  ["HCL", { hclOutput: true }],
])("an app of somebody else that writes %s fails with its findings", (_form, config) => {
  // Prepare
  const { app } = ownApp(false, config);
  GuardValidation.addTo(app);

  // Act
  const act = () => app.synth();

  // Assess
  expect(act).toThrow(OWN_LINE);
});

test("stacks are synthesized once: the guards read what was written", () => {
  // Prepare
  const { app, stack } = ownApp(true);
  const guards = GuardValidation.addTo(app);
  const toTerraform = jest.spyOn(stack, "toTerraform");

  // Act
  app.synth();

  // Assess
  expect(toTerraform).toHaveBeenCalledTimes(1);
  expect(guards.findings).toEqual([]);
  expect(readFileSync(join(app.outdir, "stacks/own/cdk.tf.json"), "utf8")).toContain("Orders");
});

test("what an earlier synthesis left in the folder is not judged", () => {
  // Prepare
  const { app: earlier } = ownApp(true);
  earlier.synth();
  const { app } = ownApp(false, { outdir: earlier.outdir });
  GuardValidation.addTo(app);

  // Act
  const lines = app.node.validate();

  // Assess
  expect(lines).toEqual([expect.stringContaining(OWN_LINE)]);
});

function errorOf(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
