import { deployRoleOf } from "../../../config/deploy-role";
import { checkEnvironment } from "../../../config/load-environment";
import { describeRules, edited, REMOVED } from "./sample";

const ROLE = { name: "Deploy", externalId: "pipeline-1", sessionDuration: 7200 };

describeRules("credentials and state", [
  {
    rule: "outside a sandbox the file says where the state is kept",
    passing: { sandbox: true, backend: REMOVED },
    failing: { backend: REMOVED },
    lines: [
      "backend: is missing, and files in this folder are no place for a state that others need. Say where Terraform " +
        "keeps its state (environments/example.yaml uses S3), or say `backend: { type: local }` if you mean this folder.",
    ],
  },
  {
    rule: "one set of credentials deploys to one account",
    passing: { "accounts.source.deployRole": null },
    failing: { "accounts.source.deployRole": null, "accounts.consumer.deployRole": null },
    severity: "warning",
    lines: [
      "accounts: source and consumer have `deployRole: null`, and no credentials are good for both accounts. " +
        "Deploy one stack at a time, each with credentials of its own account (`npx cdktf deploy STACK " +
        "--ignore-missing-stack-dependencies`, sources first), or set deployRole.",
    ],
  },
  {
    rule: "a deploy role may be a group",
    passing: { "accounts.source.deployRole": ROLE },
    failing: { "accounts.source.deployRole": { ...ROLE, sessionDuration: 60, duration: 3600 } },
    lines: [
      "accounts.source.deployRole.sessionDuration: 60 is not a valid value here. Use a whole number from 900 to 43200.",
      "accounts.source.deployRole.duration: is not a key of the environment file. The valid keys are: name, externalId, sessionDuration.",
    ],
  },
  {
    rule: "a deploy role is no role of the stacks",
    passing: { "accounts.consumer.deployRole": ROLE },
    failing: { "accounts.consumer.deployRole": { ...ROLE, name: "handler-role" } },
    lines: [
      'consumers.handler.roleName: the role "handler-role" is already defined by accounts.consumer.deployRole. Rename one of the two.',
    ],
  },
]);

test("a sandbox keeps its state in files", () => {
  // Act
  const { environment } = checkEnvironment(edited({ sandbox: true, backend: REMOVED }));

  // Assess
  expect(environment?.backend).toEqual({ type: "local" });
});

test.each([
  [null, undefined],
  ["Deploy", { name: "Deploy" }],
  [ROLE, ROLE],
])("the deploy role of %p", (deployRole, expected) => {
  // Act
  const role = deployRoleOf({ deployRole });

  // Assess
  expect(role).toEqual(expected);
});
