import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isInitialized, rememberInitialized } from "../../../plan/initialized";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

/** A stack's folder in which Terraform was initialized. */
function initialized(name: string): string {
  const own = join(folder, name);
  mkdirSync(join(own, ".terraform"), { recursive: true });
  write(own, "cdk.tf.json", { terraform: { backend: { local: { path: "a" } } }, resource: {} });
  write(own, ".terraform/terraform.tfstate", { backend: "a" });
  write(own, ".terraform.lock.hcl", "provider");
  rememberInitialized(own);
  return own;
}

function write(own: string, file: string, content: unknown): void {
  writeFileSync(join(own, file), JSON.stringify(content));
}

test("a folder stays initialized when its resources change", () => {
  // Prepare
  const own = initialized("resources");
  write(own, "cdk.tf.json", { terraform: { backend: { local: { path: "a" } } }, resource: { a: {} } });

  // Act
  const done = isInitialized(own);

  // Assess
  expect(done).toBe(true);
});

test.each<[string, (own: string) => void]>([
  ["another backend", (own) => write(own, "cdk.tf.json", { terraform: { backend: { s3: {} } } })],
  [
    "a folder that was initialized for something else",
    (own) => write(own, ".terraform/terraform.tfstate", {}),
  ],
  ["other providers", (own) => write(own, ".terraform.lock.hcl", "another")],
  ["a lock file that is gone", (own) => rmSync(join(own, ".terraform.lock.hcl"))],
  ["a folder that was never initialized", (own) => rmSync(join(own, ".terraform"), { recursive: true })],
])("%s is initialized again", (what, change) => {
  // Prepare
  const own = initialized(what.replaceAll(" ", "-"));
  change(own);

  // Act
  const done = isInitialized(own);

  // Assess
  expect(done).toBe(false);
});
