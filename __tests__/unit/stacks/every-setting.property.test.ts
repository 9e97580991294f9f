import { rmSync } from "node:fs";
import fc from "fast-check";
import { settingsIn } from "../../../config/reference/changes/settings";
import { environmentNode } from "../../../config/reference/node";
import { synthesizeContent } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";
import { environmentFiles } from "./support/environment-files";

const folder = temporaryFolder();
const SEED = 20_261_121;
/** A synthesis takes a third of a second, or longer on a busy machine. FUZZ_RUNS=1000 asks for more. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 20);
const MS_EACH = 5000;

/** Groups whose keys are names of the user's choice. */
const MAPS = [
  "accounts",
  "sources",
  "consumers",
  "sources.<name>.tables",
  "sources.<name>.accessRoles",
  "sources.<name>.globalSecondaryIndexes",
  "sources.<name>.localSecondaryIndexes",
];

/** The settings that a value has, by their paths in the schema. */
function settingsOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((element) => settingsOf(element, path));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => {
    const step = MAPS.includes(path) ? "<name>" : key;
    const below = path === "" ? step : `${path}.${step}`;
    return [below, ...settingsOf(inside, below)];
  });
}

test("every setting of the schema occurs in the files", () => {
  // Prepare
  const settings = settingsIn(environmentNode());

  // Act
  const seen = new Set(
    fc.sample(environmentFiles, { seed: SEED, numRuns: 200 }).flatMap((file) => settingsOf(file)),
  );

  // Assess
  expect(settings.filter((setting) => !seen.has(setting))).toEqual([]);
});

test(
  `${RUNS} files become stacks`,
  () => {
    fc.assert(
      fc.property(environmentFiles, (file) => {
        // Act
        const { texts, outdir } = synthesizeContent(file, folder);

        // Assess
        rmSync(outdir, { recursive: true });
        const { fleet } = file.sources as { readonly fleet?: object };
        const { handler } = file.consumers as { readonly handler: { readonly mappingStacks?: number } };
        expect(Object.keys(texts)).toHaveLength((fleet ? 3 : 2) + (handler.mappingStacks ?? 0));
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    );
  },
  RUNS * MS_EACH,
);

test("a setting that no file has is noticed", () => {
  // Act
  const settings = settingsOf({ sources: { a: { readers: [{ consumer: "b" }] } } });

  // Assess
  expect(settings).toEqual([
    "sources",
    "sources.<name>",
    "sources.<name>.readers",
    "sources.<name>.readers.consumer",
  ]);
});
