import { checkEnvironment } from "../../../config/load-environment";
import type { Environment, FunctionConfig } from "../../../config/schema";
import { type Content, CROSS_ACCOUNT, describeRules, edited } from "./sample";

const DEFAULTS = "defaults.function";
const HANDLER = "consumers.handler.function";
const READER = "consumers.handler.readerApi.function";
const SWITCHER = "consumers.handler.accountSwitcher.function";

/** The sample with all three functions, and an edit. */
const withFunctions = (edits: Content): Content => ({ ...structuredClone(CROSS_ACCOUNT), ...edits });

function loaded(edits: Content): Environment {
  const { environment, problems } = checkEnvironment(edited(withFunctions(edits)));
  expect(problems).toEqual([]);
  if (!environment) throw new Error("the sample is malformed");
  return environment;
}

function functionsOf({ consumers }: Environment): (FunctionConfig | undefined)[] {
  const { handler } = consumers;
  return [handler?.function, handler?.readerApi?.function, handler?.accountSwitcher?.function];
}

test("every function gets the shared settings; what a function sets itself takes precedence", () => {
  // Prepare
  const edits = {
    [DEFAULTS]: { memorySize: 512, tracing: true, logRetentionDays: 90 },
    [`${READER}.memorySize`]: 1024,
    [`${SWITCHER}.tracing`]: false,
  };

  // Act
  const functions = functionsOf(loaded(edits));

  // Assess
  expect(
    functions.map((fn) => [fn?.memorySize, fn?.tracing, fn?.logRetentionDays, fn?.timeout, fn?.logLevel]),
  ).toEqual([
    [512, true, 90, 60, "INFO"],
    [1024, true, 90, 29, "INFO"],
    [512, false, 90, 30, "INFO"],
  ]);
});

test("environment variables are merged by name", () => {
  // Prepare
  const edits = {
    [`${DEFAULTS}.environment`]: { STAGE: "test", TEAM: "a" },
    [`${HANDLER}.environment`]: { TEAM: "b", BUS: "c" },
  };

  // Act
  const functions = functionsOf(loaded(edits));

  // Assess
  expect(functions.map((fn) => fn?.environment)).toEqual([
    { STAGE: "test", TEAM: "b", BUS: "c" },
    { STAGE: "test", TEAM: "a" },
    { STAGE: "test", TEAM: "a" },
  ]);
});

test("nothing but the functions' settings remains of the defaults, and the content stays as it was", () => {
  // Prepare
  const content = edited(withFunctions({ [DEFAULTS]: { memorySize: 512, environment: { STAGE: "test" } } }));
  const before = structuredClone(content);

  // Act
  const { environment } = checkEnvironment(content);

  // Assess
  expect(environment).toBeDefined();
  expect(environment).not.toHaveProperty("defaults");
  expect(content).toEqual(before);
});

describeRules("problems with shared settings are placed at the default", [
  {
    rule: "a value out of range is reported once",
    passing: withFunctions({ [`${DEFAULTS}.memorySize`]: 128 }),
    failing: withFunctions({ [`${DEFAULTS}.memorySize`]: 64 }),
    lines: [`${DEFAULTS}.memorySize: 64 is not a valid value here. Use a whole number from 128 to 10240.`],
  },
  {
    rule: "names, entries and roles cannot be shared",
    passing: withFunctions({ [`${DEFAULTS}.logLevel`]: "WARN" }),
    failing: withFunctions({ [`${DEFAULTS}.name`]: "one-for-all" }),
    lines: [
      `${DEFAULTS}.name: is not a key of the environment file. The valid keys are: memorySize, timeout, architecture, logRetentionDays, logKeyArn, tracing, logLevel, environment.`,
    ],
  },
  {
    rule: "a malformed variable is reported once, and the others are still checked",
    passing: withFunctions({ [`${DEFAULTS}.environment`]: { STAGE: "1" } }),
    failing: withFunctions({ [`${DEFAULTS}.environment`]: { STAGE: 1, AWS_REGION: "eu-west-1" } }),
    lines: [
      `${DEFAULTS}.environment.STAGE: 1 is not a valid value here. Put it in quotes: "1".`,
      `${DEFAULTS}.environment.AWS_REGION: Lambda sets this variable itself. Use another name.`,
    ],
  },
  {
    rule: "a value that one kind of function cannot have names that function",
    passing: withFunctions({ [`${DEFAULTS}.timeout`]: 60, [`${READER}.timeout`]: 30 }),
    failing: withFunctions({ [`${DEFAULTS}.timeout`]: 60 }),
    lines: [
      `${DEFAULTS}.timeout: for ${READER}, 60 is not a valid value here. Use a whole number from 1 to 30, or set timeout there.`,
    ],
  },
  {
    rule: "a variable that the stack sets for one function names that function",
    passing: withFunctions({ [`${DEFAULTS}.environment`]: { TABLE: "Orders" } }),
    failing: withFunctions({ [`${DEFAULTS}.environment`]: { TABLE_NAME: "Orders" } }),
    lines: [
      `${DEFAULTS}.environment.TABLE_NAME: for ${READER}, the stack sets this variable itself. Change the settings it comes from instead.`,
    ],
  },
  {
    rule: "a variable that the stack sets for two functions names both",
    passing: withFunctions({ [`${DEFAULTS}.environment`]: { ID: "one" } }),
    failing: withFunctions({ [`${DEFAULTS}.environment`]: { EXTERNAL_ID: "one" } }),
    lines: [
      `${DEFAULTS}.environment.EXTERNAL_ID: for ${READER} and ${SWITCHER}, the stack sets this variable itself. Change the settings it comes from instead.`,
    ],
  },
  {
    rule: "too many variables are reported where they are, and at the function that adds to them",
    passing: withFunctions({ [`${DEFAULTS}.environment`]: { AB: "x".repeat(4000) } }),
    failing: withFunctions({
      [`${DEFAULTS}.environment`]: { AB: "x".repeat(4097 - 9) },
      [`${HANDLER}.environment`]: { CD: "y" },
    }),
    lines: [
      `${HANDLER}.environment: the variables take 4106 bytes, and Lambda allows 4096. Keep large values in a file beside the function or in Parameter Store.`,
      `${DEFAULTS}.environment: the variables take 4097 bytes, and Lambda allows 4096. Keep large values in a file beside the function or in Parameter Store.`,
    ],
  },
  {
    rule: "what a function sets itself is reported there",
    passing: withFunctions({ [`${DEFAULTS}.memorySize`]: 512 }),
    failing: withFunctions({ [`${DEFAULTS}.memorySize`]: 512, [`${HANDLER}.memorySize`]: 64 }),
    lines: [`${HANDLER}.memorySize: 64 is not a valid value here. Use a whole number from 128 to 10240.`],
  },
  {
    rule: "only functions can share settings",
    passing: withFunctions({ defaults: {} }),
    failing: withFunctions({ "defaults.table": {}, [DEFAULTS]: [] }),
    lines: [
      `${DEFAULTS}: a list is not a valid value here. Use keys and values, indented below.`,
      "defaults.table: is not a key of the environment file. The valid keys are: function.",
    ],
  },
]);
