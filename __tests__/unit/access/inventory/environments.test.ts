import { mkdtempSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { inventoryFindings } from "../../../../access/inventory/inventory-findings";
import { loadEnvironment } from "../../../../config/load-environment";
import { ENVIRONMENTS_DIRECTORY, PROJECT_ROOT } from "../../../../config/paths";
import { buildApp } from "../../../../stacks/build-app";
import { readStacks } from "../../../../synthesized/read-stacks";
import { type Content, CROSS_ACCOUNT, REMOVED, sampleConsumer, sampleSource } from "../../config/sample";
import { fakeCode } from "../../support/synthesize";
import { temporaryFolder } from "../../support/temporary-folder";
import { changed, variantOf } from "../judged";

const folder = temporaryFolder();
const FIXTURES = join(__dirname, "../../../fixtures/environments");

const SHIPPED = [ENVIRONMENTS_DIRECTORY, FIXTURES].flatMap((directory) =>
  readdirSync(directory)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => ({
      name: file.replace(/\.yaml$/, ""),
      directory,
      file: relative(PROJECT_ROOT, join(directory, file)),
    })),
);

test.each(SHIPPED)("$file: the stacks hold what the file implies and nothing else", ({ name, directory }) => {
  // Prepare
  const { environment } = loadEnvironment(name, directory);
  const outdir = mkdtempSync(join(folder, "out-"));
  const code = fakeCode(join(outdir, "code"));
  // One level deeper, as in CDKTF's own folder
  const stateFolder = "../../../..";
  buildApp({ name, environment, outdir, bundle: () => code, stateFolder }).synth();

  // Act
  const findings = inventoryFindings({ name, environment }, readStacks(outdir));

  // Assess
  expect(findings).toEqual([]);
});

/** What is found if the provider comes from another source than the bindings say. */
function findingsForSource(source: string) {
  const withoutNamespace = changed(variantOf({}, folder), '"source":"hashicorp/aws"', '"source":"aws"');
  const { environment, stacks } = changed(withoutNamespace, '"source":"aws"', `"source":"${source}"`);
  return inventoryFindings({ name: "test", environment }, stacks);
}

/** Settings that change what a stack holds. */
const VARIANTS: readonly [string, Content][] = [
  ["role-arn", { "sources.changes.readers": [{ consumer: "handler", grant: "role-arn" }] }],
  ["no reader's key", { "sources.changes.encryption": { type: "customer-managed" } }],
  [
    "a given key",
    {
      "sources.changes.encryption": {
        type: "customer-managed",
        keyArn: "arn:aws:kms:eu-central-1:111111111111:key/k",
      },
    },
  ],
  ["any account", { ...structuredClone(CROSS_ACCOUNT), "consumers.handler.accountSwitcher.accounts": "any" }],
  [
    "an open API",
    {
      ...structuredClone(CROSS_ACCOUNT),
      "consumers.handler.readerApi.authorization": { type: "none", because: "public reference data" },
    },
  ],
  [
    "a token without scopes",
    {
      ...structuredClone(CROSS_ACCOUNT),
      "consumers.handler.readerApi.authorization": {
        type: "jwt",
        issuer: "https://login.example.com/",
        audience: ["devices"],
      },
    },
  ],
  [
    "tags, roles and signs that Terraform would evaluate",
    {
      "accounts.source.tags": { Team: "a", Alpha: "z" },
      "accounts.source.deployRole": { name: "team/Deploy", externalId: "pipeline-1", sessionDuration: 7200 },
      "accounts.consumer.deployRole": null,
      "consumers.handler.function.environment": { A_B: `\${x}` },
      "consumers.handler.mappings.0.filters": [{ eventName: [{ prefix: `\${x}` }] }],
    },
  ],
  [
    "places of roles",
    {
      "consumers.handler.rolePath": "/team/",
      "consumers.handler.permissionsBoundaryArn": "arn:aws:iam::222222222222:policy/Boundary",
    },
  ],
  [
    "managed policies, one of them twice",
    {
      ...structuredClone(CROSS_ACCOUNT),
      "sources.changes.accessRoles.devices.managedPolicies": [
        "ReadOnlyAccess",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
        "job-function/ViewOnlyAccess",
      ],
    },
  ],
  [
    "China",
    { region: "cn-north-1", ...structuredClone(CROSS_ACCOUNT), "consumers.handler.function.tracing": true },
  ],
  [
    "an unprotected table whose stream may be replaced",
    {
      sandbox: true,
      "sources.changes.deletionProtection": false,
      "sources.changes.pointInTimeRecovery": { enabled: false },
      "sources.changes.streamViewType": "KEYS_ONLY",
      "sources.changes.replaceStream": "2026-01-31T12:00:00.000",
      "consumers.handler.failureBucket": { versioning: false },
    },
  ],
  [
    "capacity that is provisioned",
    { "sources.changes.billing": { mode: "PROVISIONED", readCapacity: 5, writeCapacity: 7 } },
  ],
  [
    "two readers of two streams",
    {
      "sources.other-one": sampleSource({
        tableName: "Other.One",
        encryption: { type: "customer-managed" },
        readers: [{ consumer: "handler" }, { consumer: "second" }],
      }),
      "consumers.second": sampleConsumer("second", { mappings: [{ source: "other-one" }] }),
      "consumers.handler.mappings": [{ source: "other-one" }, { source: "changes" }],
      "consumers.handler.function.reservedConcurrency": 0,
      "consumers.handler.function.logKeyArn": "arn:aws:kms:eu-central-1:222222222222:key/k",
    },
  ],
  ["nobody reads", { "sources.unread": sampleSource({ tableName: "Unread", readers: [] }) }],
  [
    "state in S3 without a lock",
    { backend: { type: "s3", bucket: "states", keyPrefix: "a/b", lockFile: false } },
  ],
  ["state in Terraform Cloud", { backend: { type: "cloud", organization: "example-org" } }],
  ["entries of the file that are left out", { "sources.changes.stack": REMOVED }],
  [
    "permissions of every form",
    {
      "consumers.handler.function.permissions": [
        { table: "Totals", access: "readWrite", because: "It keeps totals" },
        { table: "Totals", access: "read", because: "It keeps totals" },
        { queue: "orders", because: "It sends orders" },
        { eventBus: "orders", because: "It publishes orders" },
        {
          actions: ["s3:PutObject", "s3:GetObject"],
          resources: ["arn:aws:s3:::archive/*", "arn:aws:s3:::archive/a"],
          conditions: { StringEquals: { "s3:x-amz-acl": ["private", "authenticated-read"] } },
          because: "It keeps an archive",
          wildcardBecause: "each order is an object",
        },
      ],
    },
  ],
];

test.each(VARIANTS)("%s: no finding", (_name, edits) => {
  // Prepare
  const { environment, stacks } = variantOf(edits, folder);

  // Act
  const findings = inventoryFindings({ name: "test", environment }, stacks);

  // Assess
  expect(findings).toEqual([]);
});

// Terraform reads a source without a namespace as one of hashicorp; CDK Terrain's bindings name it.
test.each(["aws", "hashicorp/aws"])("the provider's source may be %s", (source) => {
  expect(findingsForSource(source)).toEqual([]);
});

test.each(["registry.terraform.io/hashicorp/aws", "opentofu/aws"])("the source %s is a finding", (source) => {
  const place = "terraform.required_providers.aws.source";

  expect(findingsForSource(source).map(({ place, found }) => ({ place, found }))).toEqual([
    { place: `source ${place}`, found: source },
    { place: `consumer ${place}`, found: source },
  ]);
});

test("the same stacks for another file are findings", () => {
  // Prepare
  const { stacks } = variantOf({}, folder);
  const { environment } = variantOf({ "consumers.handler.function.tracing": true }, folder);

  // Act
  const findings = inventoryFindings({ name: "test", environment }, stacks);

  // Assess
  expect(findings).toEqual([
    {
      place: "consumer aws_iam_role_policy.role_policy policy",
      expected: "Allow xray:PutTelemetryRecords, xray:PutTraceSegments on *",
      found: "nothing",
      why: "An inline policy adds to what its role may do.",
    },
    {
      place: "consumer aws_lambda_function.function tracing_config.mode",
      expected: "Active",
      found: "PassThrough",
      why: "Role, code, layers and variables decide what the function does with its permissions.",
    },
  ]);
});
