import { findFunction } from "../../../../cli/invoke/find-function";
import { checkEnvironment, type LoadedEnvironment } from "../../../../config/load-environment";
import { type Content, edited, sampleConsumer } from "../../config/sample";

function loaded(edits: Content): LoadedEnvironment {
  const { environment } = checkEnvironment(edited(edits));
  if (!environment) throw new Error("the sample does not fit the schema");
  return { name: "sample", file: "sample.yaml", environment, warnings: [] };
}

function switcher(name: string): Content {
  return { roleName: `${name}-role`, accounts: ["source"], function: { name } };
}

const READER = {
  "sources.changes.tables": {
    devices: { tableName: "Devices", partitionKey: { name: "deviceId", type: "S" } },
  },
  "sources.changes.accessRoles": {
    devices: {
      roleName: "access-role",
      allow: [{ actions: ["dynamodb:Scan"], table: "devices" }],
      trusted: [{ consumer: "handler", function: "reader-api" }],
    },
  },
  "consumers.handler.readerApi": {
    roleName: "reader-role",
    source: "changes",
    accessRole: "devices",
    table: "devices",
    function: { name: "Devices-Reader" },
  },
};

const ALL_PARTS = { ...READER, "consumers.handler.accountSwitcher": switcher("Switcher") };

/** Two consumers with all but the reader. */
function twoConsumers(): Content {
  return {
    "consumers.handler.accountSwitcher": switcher("first"),
    "consumers.other": sampleConsumer("other", { accountSwitcher: switcher("second") }),
  };
}

function errorOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  return "none";
}

test.each([
  ["handler", "handler"],
  ["stream-handler", "handler"],
  ["reader", "Devices-Reader"],
  ["reader-api", "Devices-Reader"],
  ["Devices-Reader", "Devices-Reader"],
  ["switcher", "Switcher"],
  ["account-switcher", "Switcher"],
  ["handler/switcher", "Switcher"],
  ["handler/account-switcher", "Switcher"],
])("%s means the function %s", (word, name) => {
  // Prepare
  const environment = loaded(ALL_PARTS);

  // Act
  const found = findFunction(environment, word);

  // Assess
  expect(found.config.name).toBe(name);
});

test("an exact name comes before a short word", () => {
  // Prepare
  const environment = loaded({ ...twoConsumers(), "consumers.other.function.name": "switcher" });

  // Act
  const found = findFunction(environment, "switcher");

  // Assess
  expect([found.consumer, found.part]).toEqual(["other", "stream-handler"]);
});

test("a short word that several consumers have: the error lists the exact names", () => {
  // Prepare
  const environment = loaded(twoConsumers());

  // Act
  const error = errorOf(() => findFunction(environment, "switcher"));

  // Assess
  expect(error).toBe(
    'UserError: "switcher" matches 2 functions of the environment "sample".\nGive one of: first, second.',
  );
});

test("one name in two accounts: the error lists the consumers, and these words work", () => {
  // Prepare
  const environment = loaded({ "consumers.other": sampleConsumer("handler", { account: "source" }) });

  // Act
  const error = errorOf(() => findFunction(environment, "handler"));
  const found = findFunction(environment, "other/handler");

  // Assess
  expect(error).toBe(
    'UserError: "handler" matches 2 functions of the environment "sample".\nGive one of: handler/handler, other/handler.',
  );
  expect(found.accountId).toBe("111111111111");
});

test("an unknown word: the error lists what there is, the likeliest first", () => {
  // Prepare
  const environment = loaded(twoConsumers());

  // Act
  const error = errorOf(() => findFunction(environment, "secnd"));

  // Assess
  expect(error).toBe(
    'UserError: The environment "sample" has no function secnd.\n' +
      "Did you mean second? Use one of: handler, first, other, second.",
  );
});

test("a part that the environment does not have: the error says how to add it", () => {
  // Prepare
  const environment = loaded({});

  // Act
  const error = errorOf(() => findFunction(environment, "reader"));

  // Assess
  expect(error).toBe(
    'UserError: No consumer of the environment "sample" has the function reader-api.\n' +
      "Add `readerApi` to a consumer in its file, choose another environment with --environment, or give one of: handler.",
  );
});
