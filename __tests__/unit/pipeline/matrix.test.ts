import { type LoadedEnvironment, loadEnvironment } from "../../../config/load-environment";
import { pipelineMatrix } from "../../../pipeline/matrix";
import { environmentOf, withTenants } from "../config/tenants/support";

test("an environment: its stacks in the order of deployment, with their accounts and roles", () => {
  // Prepare
  const loaded = loadEnvironment("example");

  // Act
  const matrix = pipelineMatrix([loaded]);

  // Assess
  expect(matrix).toEqual({
    include: [
      {
        environment: "example",
        region: "eu-central-1",
        backend: "s3",
        stacks: [
          {
            name: "source",
            kind: "source",
            accountId: "123456789012",
            region: "eu-central-1",
            role: "arn:aws:iam::123456789012:role/OrganizationAccountAccessRole",
            dependsOn: [],
          },
          {
            name: "consumer",
            kind: "consumer",
            accountId: "210987654321",
            region: "eu-central-1",
            role: "arn:aws:iam::210987654321:role/OrganizationAccountAccessRole",
            dependsOn: ["source"],
          },
        ],
      },
    ],
  });
});

test("mapping stacks come after their consumer and the sources of their tenants", () => {
  // Prepare
  const more = {
    backend: { type: "s3", bucket: "states", keyPrefix: "a" },
    "consumers.handler.mappingStacks": 2,
  };
  const tenants = ["a", "c"].map((tenant, n) => ({ tenant, account: String(300_000_000_000 + n) }));
  const environment = environmentOf(withTenants(tenants, more));

  // Act
  const { include } = pipelineMatrix([{ name: "saas", file: "saas.yaml", environment, warnings: [] }]);

  // Assess
  const role = "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole";
  const place = { accountId: "222222222222", region: "eu-central-1", role };
  const sources = ["source-changes-a", "source-changes-c"];
  expect(include[0]?.stacks.slice(2)).toEqual([
    { name: "consumer", kind: "consumer", ...place, dependsOn: sources },
    { name: "consumer-mappings-1", kind: "mappings", ...place, dependsOn: ["consumer"] },
    { name: "consumer-mappings-2", kind: "mappings", ...place, dependsOn: [...sources, "consumer"] },
  ]);
});

test("several environments keep their order", () => {
  // Prepare
  const loaded = ["terraform-cloud", "example"].map((name) => loadEnvironment(name));

  // Act
  const { include } = pipelineMatrix(loaded);

  // Assess
  expect(include.map(({ environment, backend }) => [environment, backend])).toEqual([
    ["terraform-cloud", "cloud"],
    ["example", "s3"],
  ]);
});

test("an account without a deploy role", () => {
  // Prepare
  const loaded = loadEnvironment("example");
  const { accounts } = loaded.environment;
  const own = Object.entries(accounts).map(([key, account]) => [key, { ...account, deployRole: null }]);
  const changed: LoadedEnvironment = {
    ...loaded,
    environment: { ...loaded.environment, accounts: Object.fromEntries(own) },
  };

  // Act
  const { include } = pipelineMatrix([changed]);

  // Assess
  expect(include[0]?.stacks.map(({ role }) => role)).toEqual([null, null]);
});

test("a sandbox is refused", () => {
  // Prepare
  const loaded = loadEnvironment("sandbox");

  // Act
  const matrix = () => pipelineMatrix([loaded]);

  // Assess
  expect(matrix).toThrow(
    'The environment "sandbox" is a sandbox, which exists on a developer\'s machine only.',
  );
});

test("local state is refused: the next job would not have it", () => {
  // Prepare
  const loaded = loadEnvironment("example");
  const local: LoadedEnvironment = {
    ...loaded,
    environment: { ...loaded.environment, backend: { type: "local" } },
  };

  // Act
  const matrix = () => pipelineMatrix([local]);

  // Assess
  expect(matrix).toThrow(
    'The environment "example" keeps its state in local files, and every job would start without them.',
  );
});

test("a pipeline of the file names the roles that jobs plan and look for drift with", () => {
  // Prepare
  const loaded = loadEnvironment("example");
  const pipeline = {
    account: "orders",
    repository: "example-org/streams",
    branch: "main",
    oidcProvider: "create",
    adminRole: null,
    planRole: "Plan",
    planStateRole: "StatePlan",
    driftRole: "Drift",
  } as const;
  const changed: LoadedEnvironment = { ...loaded, environment: { ...loaded.environment, pipeline } };

  // Act
  const { include } = pipelineMatrix([changed]);

  // Assess
  expect(include).toMatchObject([
    {
      planRole: "arn:aws:iam::123456789012:role/PipelinePlan-example",
      driftRole: "arn:aws:iam::123456789012:role/PipelineDrift-example",
    },
  ]);
});
