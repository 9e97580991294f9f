import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { isOfServer, plannedState } from "../../../plan/planned-state";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

/** A plan's file with these entries, as Terraform writes it. */
function planFile(name: string, entries: Record<string, object>): string {
  const file = join(folder, name);
  const texts = Object.entries(entries).map(([entry, value]) => [entry, strToU8(JSON.stringify(value))]);
  writeFileSync(file, zipSync(Object.fromEntries(texts)));
  return file;
}

test("a plan's file says which state it was made for", () => {
  // Prepare
  const file = planFile("deployed", {
    tfstate: { version: 4, lineage: "a-b", serial: 26, outputs: {} },
    "tfstate-prev": { version: 4, lineage: "", serial: 0 },
  });
  // Act
  const state = plannedState(file);
  // Assess
  expect(state).toEqual({ lineage: "a-b", serial: 26 });
});

test("before the first deployment there is no state", () => {
  // Act
  const state = plannedState(planFile("first", { tfstate: { version: 4, lineage: "", serial: 0 } }));
  // Assess
  expect(state).toBeNull();
});

test("a file that points to a run on a server, or without a state, does not say", () => {
  // Prepare
  const pointer = join(folder, "pointer");
  writeFileSync(pointer, JSON.stringify({ remote_plan_format: 1, run_id: "run-1", hostname: "example.com" }));
  // Act
  const states = [
    pointer,
    planFile("none", { tfplan: {} }),
    planFile("odd", { tfstate: { version: 5 } }),
  ].map(plannedState);
  // Assess
  expect(states).toEqual([undefined, undefined, undefined]);
});

test("a plan that a server made is told from one that was made here", () => {
  // Prepare
  const pointer = join(folder, "server-plan");
  writeFileSync(pointer, JSON.stringify({ remote_plan_format: 1, run_id: "run-1", hostname: "example.com" }));
  // Act
  const answers = [pointer, planFile("own", { tfplan: {} })].map(isOfServer);
  // Assess
  expect(answers).toEqual([true, false]);
});
