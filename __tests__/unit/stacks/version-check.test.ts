import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkEnvironment } from "../../../config/load-environment";
import { buildApp } from "../../../stacks/build-app";
import { synthesize } from "../../../stacks/synthesize";
import { edited } from "../config/sample";

const bundle = () => ({ zipPath: __filename, sourceCodeHash: "aGFzaA==" });
const path = process.env.PATH;
let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "synthesis-"));
  process.env.PATH = "/nowhere";
});

afterEach(() => {
  process.env.PATH = path;
  rmSync(outdir, { recursive: true });
});

test.each([
  ["local", { type: "local" }],
  ["cloud", { type: "cloud", organization: "example" }],
])("synthesis with the backend %s runs no Terraform", (_, backend) => {
  // Prepare
  const { environment } = checkEnvironment(edited({ backend }));
  if (!environment) throw new Error("the sample is not valid");
  const app = buildApp({ name: "sample", environment, bundle, outdir });

  // Act
  const act = () => synthesize(app);

  // Assess
  expect(act).not.toThrow();
});
