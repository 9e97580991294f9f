import { namedRole } from "../../../cli/support/named-role";
import { checkEnvironment } from "../../../config/load-environment";
import type { Environment } from "../../../config/schema";
import { edited } from "../config/sample";
import { OPERATED } from "../config/sample-operator";

/** The sample with an operator role, and with external IDs wherever a role may have one. */
function environment(): Environment {
  const edits = {
    ...structuredClone(OPERATED),
    "accounts.consumer.deployRole": { name: "ci/Deploy", externalId: "pipeline-1" },
    "sources.changes.accessRoles.operators.externalId": "operators-1",
  };
  const { environment: found } = checkEnvironment(edited(edits));
  if (!found) throw new Error("the edits are no valid environment");
  return found;
}

test.each([
  ["222222222222", "handler-operator", "on-call-1"],
  ["222222222222", "ci/Deploy", "pipeline-1"],
  ["111111111111", "read-for-operators", "operators-1"],
])(
  "the file's own role of account %s, %s, is assumed with its external ID",
  (accountId, roleName, externalId) => {
    // Act
    const role = namedRole(environment(), accountId, roleName, undefined);

    // Assess
    expect(role).toEqual({ roleName, externalId });
  },
);

test.each([
  ["a role that the file does not have", "222222222222", "somebody-elses"],
  ["a role of this name in another account", "111111111111", "handler-operator"],
])("%s gets no external ID", (_, accountId, roleName) => {
  // Act
  const role = namedRole(environment(), accountId, roleName, undefined);

  // Assess
  expect(role).toEqual({ roleName, externalId: undefined });
});

test("what the user gives comes before what the file has", () => {
  // Act
  const role = namedRole(environment(), "222222222222", "handler-operator", "given");

  // Assess
  expect(role).toEqual({ roleName: "handler-operator", externalId: "given" });
});
