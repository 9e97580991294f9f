import { rmSync } from "node:fs";
import fc from "fast-check";
import { inventoryFindings } from "../../../../access/inventory/inventory-findings";
import { checkEnvironment } from "../../../../config/load-environment";
import { type Content, CROSS_ACCOUNT, edited } from "../../config/sample";
import { stacksOf, synthesizeContent } from "../../support/synthesize";
import { temporaryFolder } from "../../support/temporary-folder";

const folder = temporaryFolder();
const SEED = 20_261_122;

const KEY_ARN = "arn:aws:kms:eu-central-1:111111111111:key/k";
const BOUNDARY = "arn:aws:iam::222222222222:policy/Boundary";

const encryption = fc.constantFrom(
  { type: "aws-owned" },
  { type: "customer-managed" },
  { type: "customer-managed", keyArn: KEY_ARN },
);
const grant = fc.constantFrom("principal-arn", "role-arn");
/** Signs that Terraform and regular expressions read in ways of their own. */
const text = fc.string({
  unit: fc.constantFrom("a", "Z", "0", "$", "%", "{", "}", '"', "\\", "*"),
  maxLength: 8,
});
const permission = fc.constantFrom(
  { table: "Totals", access: "write", because: "It keeps totals" },
  { eventBus: "orders", because: "It publishes orders" },
  {
    actions: ["sns:Publish"],
    resources: ["arn:aws:sns:eu-central-1:222222222222:t"],
    because: "It announces",
  },
);
const authorization = fc.constantFrom(
  { type: "iam" },
  { type: "none", because: "public reference data" },
  { type: "jwt", issuer: "https://login.example.com/", audience: ["a", "b"], scopes: ["c"] },
);
const backend = fc.constantFrom(
  { type: "local" },
  {
    type: "s3",
    bucket: "states",
    keyPrefix: "a",
    kmsKeyId: KEY_ARN,
    roleArn: "arn:aws:iam::333333333333:role/S",
  },
  { type: "cloud", organization: "o", project: "p", workspacePrefix: "w-" },
);

/** Values of settings, by their dotted path. */
const settings: fc.Arbitrary<Content> = fc.record({
  backend,
  sandbox: fc.boolean(),
  "accounts.consumer.deployRole": fc.constantFrom(null, "Deploy", {
    name: "Deploy",
    externalId: "pipeline-1",
  }),
  "sources.changes.encryption": encryption,
  "sources.changes.readers": grant.map((one) => [{ consumer: "handler", grant: one }]),
  "sources.changes.streamViewType": fc.constantFrom("KEYS_ONLY", "NEW_IMAGE"),
  "sources.changes.pointInTimeRecovery": fc.constantFrom(
    { enabled: true },
    { enabled: true, recoveryPeriodInDays: 7 },
  ),
  "consumers.handler.rolePath": fc.constantFrom("/", "/team/a/"),
  "consumers.handler.permissionsBoundaryArn": fc.constantFrom(undefined, BOUNDARY),
  "consumers.handler.failureBucket": fc.constantFrom(
    { versioning: false },
    { removeOldVersionsAfterDays: null },
    { removeOldVersionsAfterDays: 7 },
  ),
  "consumers.handler.function.environment": fc.dictionary(fc.constantFrom("STAGE", "NAME"), text),
  "consumers.handler.function.permissions": fc.uniqueArray(permission, { maxLength: 3 }),
  "consumers.handler.function.tracing": fc.boolean(),
  "consumers.handler.mappings.0.filters": fc.constantFrom(undefined, [{ eventName: ["INSERT"] }]),
  "consumers.handler.mappings.0.enabled": fc.boolean(),
});

const reaching: fc.Arbitrary<Content> = fc.record({
  "consumers.handler.readerApi.authorization": authorization,
  "consumers.handler.readerApi.function.tracing": fc.boolean(),
  "consumers.handler.readerApi.path": fc.constantFrom("/hello", "/a/b.c"),
  "consumers.handler.accountSwitcher.accounts": fc.constantFrom("any", ["source"]),
  "sources.changes.accessRoles.switcher.managedPolicies": fc.constantFrom(
    [],
    ["ReadOnlyAccess", "job-function/A"],
  ),
  "sources.changes.accessRoles.devices.maxSessionDuration": fc.constantFrom(3600, 7200),
  "sources.changes.accessRoles.devices.allow": fc.constantFrom(
    [
      { actions: ["dynamodb:Scan"], table: "devices" },
      { actions: ["dynamodb:Query"], table: "changes" },
    ],
    [{ actions: ["dynamodb:Scan"], table: "devices" }, { actions: ["dynamodb:ListTables"] }],
  ),
});

test("stacks of random files hold what the file implies and nothing else", () => {
  fc.assert(
    fc.property(settings, fc.option(reaching, { nil: undefined }), (some, more) => {
      // Prepare
      const content = edited({ ...(more && structuredClone(CROSS_ACCOUNT)), ...some, ...more });
      const { environment } = checkEnvironment(content);
      if (!environment) throw new Error("the settings are no valid environment");
      const synthesized = synthesizeContent(content, folder);

      // Act
      const findings = inventoryFindings({ name: "test", environment }, stacksOf(synthesized));

      // Assess
      expect(findings).toEqual([]);
      rmSync(synthesized.outdir, { recursive: true });
    }),
    { seed: SEED, numRuns: 25 },
  );
});
