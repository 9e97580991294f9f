import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Assumption } from "../../../assumptions/assumption";
import type { Site } from "../../../assumptions/site/site";
import { tryAssumptions } from "../../../assumptions/try-assumptions";
import { confirmed, type Verdict } from "../../../assumptions/verdict";
import { Terraform } from "../../../plan/terraform";

const folder = mkdtempSync(join(tmpdir(), "trials-"));
afterAll(() => rmSync(folder, { recursive: true }));

function assumption(id: string, run: (site: Site) => Promise<Verdict>): Assumption {
  const texts = { assumed: `${id} holds`, matters: "", byHand: "" };
  return { id, ...texts, trial: { does: "", pair: "plain", minutes: 1, run } };
}

async function trying(chosen: readonly Assumption[], signal = new AbortController().signal) {
  const session = { region: "eu-central-1" };
  const steps: string[] = [];
  const result = await tryAssumptions(chosen, {
    sandbox: false,
    place: {
      accounts: {
        source: { id: "111111111111", deployRole: "Admin" },
        consumer: { id: "222222222222", deployRole: "Admin" },
      },
      region: "eu-central-1",
    },
    folder,
    connect: async () => ({ general: session, lambda: session }),
    terraform: new Terraform({ command: "false", variables: {} }),
    signal,
    onProgress: (step) => steps.push(step),
  });
  return { ...result, steps };
}

const outcomes = ({ results }: { results: readonly { id: string; outcome: string; because: string }[] }) =>
  results.map(({ id, outcome, because }) => [id, outcome, because]);

test("a trial that fails says nothing of its assumption, and the others go on", async () => {
  // Prepare
  const failing = async () => {
    throw Object.assign(new Error("no"), { name: "AccessDeniedException" });
  };
  // Act
  const result = await trying([
    assumption("X1", failing),
    assumption("X2", async () => confirmed("It does", "yes")),
    { ...assumption("X3", failing), trial: "it takes days" },
  ]);
  // Assess
  expect(outcomes(result)).toEqual([
    ["X1", "not tried", "The trial failed: AccessDeniedException: no"],
    ["X2", "confirmed", "It does"],
    ["X3", "not tried", "it takes days"],
  ]);
  expect(result.results.map(({ failed = false }) => failed)).toEqual([true, false, false]);
  expect(result.notDestroyed).toEqual({ left: [], problems: [] });
});

test("after Ctrl-C no trial begins, and everything is destroyed", async () => {
  // Prepare
  const interruption = new AbortController();
  const removed: string[] = [];
  const interrupted = assumption("X1", async (site) => {
    site.alsoRemove("a mapping", async () => removed.push("a mapping"));
    interruption.abort();
    throw new Error("whatever an interruption breaks");
  });
  // Act
  const result = await trying(
    [interrupted, assumption("X2", async () => confirmed("It does"))],
    interruption.signal,
  );
  // Assess
  expect(outcomes(result)).toEqual([
    ["X1", "not tried", "The command was interrupted"],
    ["X2", "not tried", "The command was interrupted"],
  ]);
  expect(removed).toEqual(["a mapping"]);
  expect(result.steps.at(-1)).toBe("destroying everything; this cannot be interrupted");
});

test("what a trial made by itself and cannot be removed is told", async () => {
  // Prepare
  const leaving = assumption("X1", async (site) => {
    site.alsoRemove("a mapping", () => Promise.reject(new Error("not now")));
    return confirmed("It does");
  });
  // Act
  const { notDestroyed } = await trying([leaving]);
  // Assess
  expect(notDestroyed).toEqual({ left: ["a mapping"], problems: ["a mapping: not now"] });
});

test("a pair that cannot be deployed keeps its trials from being tried", async () => {
  // Act
  const result = await trying([
    assumption("X1", async (site) => confirmed(String(await site.pair("plain")))),
  ]);
  // Assess
  expect(outcomes(result)).toEqual([
    ["X1", "not tried", expect.stringMatching(/^The source of the pair plain could not be deployed: /)],
  ]);
});
