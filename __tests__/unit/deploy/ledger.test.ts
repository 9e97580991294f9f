import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Ledger } from "../../../deploy/ledger";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const OLD = "a".repeat(64);
const NEW = "b".repeat(64);
const source = { name: "source", dependsOn: [], configuration: OLD };
const consumer = { name: "consumer", dependsOn: ["source"], configuration: OLD };

let count = 0;
const file = () => join(folder, String(count), "deployments.test.json");
const open = () => Ledger.open(file(), "test");

beforeEach(() => {
  count += 1;
  jest.useFakeTimers({ now: new Date("2026-01-01T00:00:00Z") });
});

afterEach(() => jest.useRealTimers());

/** Every moment is another one. */
function deploy(ledger: Ledger, stack: typeof consumer, changedSomething: boolean): void {
  jest.advanceTimersByTime(1000);
  const deployed = ledger.deploying(stack);
  jest.advanceTimersByTime(1000);
  deployed(changedSomething);
}

/** A ledger in which both stacks were deployed. */
function withBoth(): Ledger {
  const ledger = open();
  ledger.begin({ only: null, changed: false });
  deploy(ledger, source, true);
  deploy(ledger, consumer, true);
  return ledger;
}

test("a stack that nothing is known about must be deployed", () => {
  // Act
  const why = open().whyDeploy(source);

  // Assess
  expect(why).toBe("no deployment of it that succeeded is known here");
});

test("what was deployed is not deployed again, also by the next process, unless its configuration changes", () => {
  // Prepare
  withBoth();

  // Act
  const ledger = open();

  // Assess
  expect(ledger.whyDeploy(source)).toBeUndefined();
  expect(ledger.whyDeploy(consumer)).toBeUndefined();
  expect(ledger.whyDeploy({ ...consumer, configuration: NEW })).toBe("its configuration or code changed");
});

test.each([
  [true, "source, which it reads, was deployed since, or elsewhere"],
  [false, undefined],
])("a consumer is deployed again after a change of its source: %s", (changedSomething, expected) => {
  // Prepare
  const ledger = withBoth();
  deploy(ledger, source, changedSomething);

  // Act
  const why = ledger.whyDeploy(consumer);

  // Assess
  expect(why).toBe(expected);
});

test("a deployment that failed is no deployment, and the next one counts as a change for those that read it", () => {
  // Prepare
  const ledger = withBoth();
  ledger.deploying(source);
  const whileFailed = [open().whyDeploy(source), open().whyDeploy(consumer)];

  // Act
  deploy(ledger, source, false);

  // Assess
  expect(whileFailed).toEqual([
    "no deployment of it that succeeded is known here",
    "source, which it reads, was deployed since, or elsewhere",
  ]);
  expect(ledger.whyDeploy(source)).toBeUndefined();
  expect(ledger.whyDeploy(consumer)).toBe("source, which it reads, was deployed since, or elsewhere");
});

test("a run that has not ended is resumed with what was asked for", () => {
  // Prepare
  open().begin({ only: ["source"], changed: true });

  // Act
  const run = open().resume();

  // Assess
  expect(run).toEqual({ id: "2026-01-01T00:00:00.000Z", only: ["source"], changed: true, endedAt: null });
});

test("there is nothing to resume before the first run, nor after one that deployed everything", () => {
  // Prepare
  const ledger = open();

  // Act
  const before = () => ledger.resume();

  // Assess
  expect(before).toThrow(
    `${file()}: nothing can be resumed: there was no run yet.\nRun it without --resume.`,
  );
  ledger.begin({ only: null, changed: false });
  ledger.end();
  expect(() => open().resume()).toThrow(
    "nothing can be resumed: the run of 2026-01-01T00:00:00.000Z deployed everything.",
  );
});

test("the file holds hashes, names and times, and nothing else is left beside it", () => {
  // Prepare
  withBoth();

  // Act
  const content = JSON.parse(readFileSync(file(), "utf8"));

  // Assess
  expect(content).toEqual({
    version: 1,
    environment: "test",
    stacks: {
      source: {
        configuration: OLD,
        startedAt: "2026-01-01T00:00:01.000Z",
        changedAt: "2026-01-01T00:00:02.000Z",
        run: "2026-01-01T00:00:00.000Z",
      },
      consumer: {
        configuration: OLD,
        startedAt: "2026-01-01T00:00:03.000Z",
        changedAt: "2026-01-01T00:00:04.000Z",
        run: "2026-01-01T00:00:00.000Z",
      },
    },
    run: { id: "2026-01-01T00:00:00.000Z", only: null, changed: false, endedAt: null },
  });
  expect(readdirSync(dirname(file()))).toEqual(["deployments.test.json"]);
});

test.each(["{", '{"version": 2}'])("a file that is no ledger is named: %s", (text) => {
  // Prepare
  withBoth();
  writeFileSync(file(), text);

  // Act
  const act = () => open();

  // Assess
  expect(act).toThrow(`${file()}: this is no ledger of deployments: `);
  expect(act).toThrow("Delete the file: the next run then deploys every stack.");
});
