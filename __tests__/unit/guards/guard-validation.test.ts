import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { checkEnvironment } from "../../../config/load-environment";
import { GuardError } from "../../../guards/guard-error";
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

test("a synthesis with findings fails, and says nothing but the findings", () => {
  // Prepare
  const app = appOf({ "sources.changes.deletionProtection": false });

  // Act
  const act = () => synthesize(app);

  // Assess
  expect(act).toThrow(
    new GuardError([
      {
        place: "source aws_dynamodb_table.table",
        cause: "Changes is without deletion protection, and the file gives no reason",
        remedy: "Turn it on, or give the reason as `unprotectedBecause` of the source",
      },
    ]),
  );
});

test("CDKTF's own synthesis fails by itself, too", () => {
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
