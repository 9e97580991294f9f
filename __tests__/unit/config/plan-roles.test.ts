import { loadEnvironment } from "../../../config/load-environment";
import { planRoleNotes, withPlanRoles } from "../../../config/plan-roles";
import type { Environment } from "../../../config/schema";

const STATE_ROLE = "arn:aws:iam::345678901234:role/TerraformStateReader";

/** The environment `example`, with some accounts changed. */
function example(change: Partial<Environment["accounts"][string]> = {}): Environment {
  const { environment } = loadEnvironment("example");
  const { orders, analytics } = environment.accounts;
  if (!orders || !analytics) throw new Error("the example has other accounts");
  return { ...environment, accounts: { orders: { ...orders, ...change }, analytics } };
}

test("without the variables the file's roles stay", () => {
  // Prepare
  const environment = example();

  // Act
  const planned = withPlanRoles(environment, { PLAN_ROLE: "", PLAN_STATE_ROLE: "" });

  // Assess
  expect(planned).toBe(environment);
});

test("PLAN_ROLE takes the place of every deploy role, with its external ID", () => {
  // Prepare
  const environment = example({
    deployRole: { name: "Deploy", externalId: "pipeline-1", sessionDuration: 7200 },
  });

  // Act
  const { accounts, backend } = withPlanRoles(environment, { PLAN_ROLE: "team/Plan" });

  // Assess
  expect(accounts.orders?.deployRole).toEqual({ name: "team/Plan", externalId: "pipeline-1" });
  expect(accounts.analytics?.deployRole).toBe("team/Plan");
  expect(backend).toBe(environment.backend);
});

test("where the caller's own credentials deploy, they plan as well", () => {
  // Act
  const { accounts } = withPlanRoles(example({ deployRole: null }), { PLAN_ROLE: "Plan" });

  // Assess
  expect(accounts.orders?.deployRole).toBeNull();
});

test("PLAN_STATE_ROLE takes the place of the backend's role", () => {
  // Prepare
  const environment = example();

  // Act
  const planned = withPlanRoles(environment, { PLAN_STATE_ROLE: STATE_ROLE });

  // Assess
  expect(planned.backend).toEqual({ ...environment.backend, roleArn: STATE_ROLE });
  expect(planned.accounts).toBe(environment.accounts);
});

test("a backend without a role keeps none", () => {
  // Prepare
  const backend = {
    type: "cloud",
    hostname: "app.terraform.io",
    organization: "acme",
    workspacePrefix: "",
    workspaceTags: [] as string[],
    shareStateWith: "consumers",
  } as const;

  // Act
  const planned = withPlanRoles({ ...example(), backend }, { PLAN_STATE_ROLE: STATE_ROLE });

  // Assess
  expect(planned.backend).toBe(backend);
});

test.each([
  ["PLAN_ROLE", "arn:aws:iam::123456789012:role/Plan", "name"],
  ["PLAN_STATE_ROLE", "TerraformStateReader", "ARN"],
] as const)("%s must be of its own form", (variable, value, form) => {
  // Act
  const planned = () => withPlanRoles(example(), { [variable]: value });

  // Assess
  expect(planned).toThrow(
    `variable ${variable}: "${value}" is no ${form} of an IAM role.\nUse the ${form} of a role.`,
  );
});

test("every command that loads an environment follows the variables", () => {
  // Prepare
  process.env.PLAN_ROLE = "Plan";

  try {
    // Act
    const { environment } = loadEnvironment("example");

    // Assess
    expect(environment.accounts.orders?.deployRole).toBe("Plan");
  } finally {
    delete process.env.PLAN_ROLE;
  }
});

test("what the variables change is said in a line each", () => {
  // Prepare
  const environment = example({ deployRole: { name: "Deploy", sessionDuration: 7200 } });
  const planned = withPlanRoles(environment, { PLAN_ROLE: "Plan", PLAN_STATE_ROLE: STATE_ROLE });

  // Act
  const notes = planRoleNotes(environment, planned);

  // Assess
  expect(notes).toEqual([
    "PLAN_ROLE: Plan is assumed instead of Deploy (orders), OrganizationAccountAccessRole (analytics).",
    `PLAN_STATE_ROLE: ${STATE_ROLE} is assumed for the state instead of arn:aws:iam::345678901234:role/TerraformState.`,
  ]);
});

test("variables that change nothing are not worth a line", () => {
  // Prepare
  const environment = example({ deployRole: "Plan" });
  const { analytics } = environment.accounts;
  if (!analytics) throw new Error("the example has other accounts");
  const own = {
    ...environment,
    accounts: { ...environment.accounts, analytics: { ...analytics, deployRole: null } },
  };

  // Act
  const notes = planRoleNotes(own, withPlanRoles(own, { PLAN_ROLE: "Plan" }));

  // Assess
  expect(notes).toEqual([]);
});

test("loading a file says on standard error which role is assumed, and nothing without the variables", () => {
  // Prepare
  const write = jest.spyOn(console, "error").mockReturnValue();

  // Act
  loadEnvironment("example", undefined, { PLAN_ROLE: "Reader" });
  loadEnvironment("example", undefined, { PLAN_ROLE: "Reader" });
  loadEnvironment("example", undefined, {});
  const lines = write.mock.calls.map(([line]) => line);
  write.mockRestore();

  // Assess
  expect(lines).toEqual([
    "PLAN_ROLE: Reader is assumed instead of OrganizationAccountAccessRole (orders), OrganizationAccountAccessRole (analytics).",
  ]);
});
