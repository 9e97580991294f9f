import { loadEnvironment } from "../../../config/load-environment";
import { putRemedy } from "../../../sandbox/put-remedy";

const sandbox = loadEnvironment("sandbox");
const named = (name: string) => Object.assign(new Error("no"), { name });

test("a table that is not deployed: how to deploy its environment into the sandbox that runs", () => {
  expect(putRemedy(named("ResourceNotFoundException"), "CrossAccountTest", sandbox)).toMatch(
    /^Deploy the environment "sandbox" first:\n {2}eval "\$\(npm run --silent sandbox -- env\)"\n {2}ENVIRONMENT=sandbox npx cdktf deploy '\*' --output \S+cdktf\.out --auto-approve --skip-provider-lock$/,
  );
  expect(putRemedy(named("ResourceNotFoundException"), "other")).toBe(
    "Create the table first, or correct its name or --account.",
  );
});

test("an item that does not fit a table that is deployed: the table's keys, and no word of deploying", () => {
  const refused = named("ValidationException");
  expect(putRemedy(refused, "CrossAccountTest", sandbox)).toBe(
    "Give every key attribute of the table, with its type: id (S).",
  );
  expect(putRemedy(refused, "access-sample-table", sandbox)).toBe(
    "Give every key attribute of the table, with its type: deviceId (S).",
  );
  expect(putRemedy(refused, "other")).toBe("Give every key attribute of the table, with its type.");
});

test("anything else: look at the sandbox", () => {
  expect(putRemedy(new Error("connect ECONNREFUSED"), "CrossAccountTest", sandbox)).toBe(
    "Check the sandbox with `npm run sandbox -- status`.",
  );
});
