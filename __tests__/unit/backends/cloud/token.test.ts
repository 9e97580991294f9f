import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tokenVariable } from "../../../../backends/cloud/host-name";
import { findToken } from "../../../../backends/cloud/token";
import { temporaryFolder } from "../../support/temporary-folder";

const homeFolder = temporaryFolder();

function saveByLogin(text: string): void {
  mkdirSync(join(homeFolder, ".terraform.d"), { recursive: true });
  writeFileSync(join(homeFolder, ".terraform.d", "credentials.tfrc.json"), text);
}

test.each([
  ["app.terraform.io", "TF_TOKEN_app_terraform_io"],
  ["tfe.my-company.example", "TF_TOKEN_tfe_my__company_example"],
  ["TFE.example.com:443", "TF_TOKEN_tfe_example_com"],
  ["tfe.bücher.example", "TF_TOKEN_tfe_xn____bcher__kva_example"],
  ["localhost:8443", "TF_TOKEN_localhost:8443"],
])("the variable for %s is %s", (hostname, name) => {
  // Act
  const environment = { [name]: "secret" };

  // Assess
  expect(tokenVariable(hostname)).toBe(name);
  expect(findToken(hostname, { environment, homeFolder })).toBe("secret");
});

test("the variable goes before what was saved by `terraform login`, for the same host only", () => {
  // Prepare
  saveByLogin(JSON.stringify({ credentials: { "App.Terraform.io": { token: "saved" } } }));
  const environment = { TF_TOKEN_app_terraform_io: "set", TF_TOKEN_other_example: "other" };

  // Act
  const tokens = [environment, { TF_TOKEN_other_example: "other" }].map((variables) =>
    findToken("app.terraform.io", { environment: variables, homeFolder }),
  );

  // Assess
  expect(tokens).toEqual(["set", "saved"]);
});

test.each([
  '{"credentials": {}}',
  '{"credentials": {"other.example": {"token": "s3cret"}}}',
  '{"token": "s3cret',
])("without a token for the host: what to do, and no other token (%s)", (text) => {
  // Prepare
  saveByLogin(text);

  // Act
  const act = () => findToken("tfe.example.com", { environment: { TF_TOKEN_other: "s3cret" }, homeFolder });

  // Assess
  expect(act).toThrow(
    "There is no token for tfe.example.com.\nRun `terraform login tfe.example.com`, or set the variable TF_TOKEN_tfe_example_com.",
  );
});

const CREDENTIALS = 'credentials "localhost:8443" {\n  token = "s3cret"\n}\n';

test.each([
  [".terraformrc", CREDENTIALS],
  [".terraform.d/own.tfrc", `plugin_cache_dir = "/tmp"\n${CREDENTIALS}`],
  [".terraform.d/own.tfrc.json", '{"credentials": {"LOCALHOST:8443": {"token": "s3cret"}}}'],
])("a token in Terraform's CLI configuration %s is found", (file, text) => {
  // Prepare
  const home = mkdtempSync(join(homeFolder, "home-"));
  mkdirSync(join(home, ".terraform.d"));
  writeFileSync(join(home, file), text);

  // Act
  const token = findToken("localhost:8443", { environment: {}, homeFolder: home });

  // Assess
  expect(token).toBe("s3cret");
});

test.each([
  ["of another host", CREDENTIALS.replace("8443", "9443")],
  ["in a comment", `# ${CREDENTIALS.replaceAll("\n", " ")}\n/* ${CREDENTIALS} */`],
  ["of another kind", CREDENTIALS.replace("token", "other")],
])("a token %s is not taken, and a host with a port needs a file", (_, text) => {
  // Prepare
  const home = mkdtempSync(join(homeFolder, "home-"));
  writeFileSync(join(home, ".terraformrc"), text);

  // Act
  const act = () => findToken("localhost:8443", { environment: {}, homeFolder: home });

  // Assess
  expect(act).toThrow(
    /^There is no token for localhost:8443\.\nRun `terraform login localhost:8443`, or write `credentials "localhost:8443" \{ token = "\.\.\." \}` into Terraform's CLI configuration\.$/,
  );
});

test("the file that TF_CLI_CONFIG_FILE names takes the place of the one in the home folder", () => {
  // Prepare
  const home = mkdtempSync(join(homeFolder, "home-"));
  const [own, named] = [join(home, ".terraformrc"), join(home, "named.rc")];
  writeFileSync(own, CREDENTIALS.replace("s3cret", "own"));
  writeFileSync(named, CREDENTIALS);

  // Act
  const token = findToken("localhost:8443", { environment: { TF_CLI_CONFIG_FILE: named }, homeFolder: home });

  // Assess
  expect(token).toBe("s3cret");
});
