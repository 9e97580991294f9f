import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { EnvironmentError } from "../../../config/environment-error";
import { checkEnvironment } from "../../../config/load-environment";
import { parseYaml } from "../../../config/parse-yaml";
import { formatProblem, type Problem } from "../../../config/problem";
import { type Environment, environmentSchema } from "../../../config/schema";
import { problemLine } from "../../../errors/user-problem";
import { GuardError } from "../../../guards/guard-error";
import { buildApp } from "../../../stacks/build-app";
import { synthesize } from "../../../stacks/synthesize";
import { fakeCode } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";
import { type Content, CROSS_ACCOUNT, edited } from "./sample";

const folder = temporaryFolder();
const SEED = 20_261_120;

/** A file in which every section and every kind of value occurs. */
function richContent(): Content {
  return edited({
    backend: { type: "s3", bucket: "states", keyPrefix: "a/b", region: "eu-west-1" },
    "accounts.source.tags": { Team: "a" },
    "sources.changes.sortKey": { name: "at", type: "N" },
    "sources.changes.billing": { mode: "PROVISIONED", readCapacity: 1, writeCapacity: 1 },
    "sources.changes.encryption": {
      type: "customer-managed",
      keyArn: "arn:aws:kms:eu-central-1:111111111111:key/k",
    },
    "consumers.handler.function.environment": { LOG_RECORDS: "true" },
    "consumers.handler.function.permissions": [
      { table: "Totals", access: "read", because: "It keeps totals" },
      {
        actions: ["s3:Put*"],
        resources: ["arn:aws:s3:::archive/*"],
        conditions: { StringLike: { "s3:x-amz-acl": ["private"] } },
        because: "It keeps an archive",
        wildcardBecause: "Each order is an object",
      },
    ],
    "consumers.handler.mappings.0.filters": [
      { eventName: ["INSERT", { prefix: "MOD" }], dynamodb: { NewImage: { a: { N: ["1"] } } } },
      { $or: [{ eventName: ["REMOVE"] }, { dynamodb: { Keys: { id: { S: [{ exists: true }] } } } }] },
    ],
  });
}

type Place = readonly [container: Content, key: string];

/** Every key and list position of a value. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const container = value as Content;
  return Object.keys(container).flatMap((key): Place[] => [[container, key], ...placesIn(container[key])]);
}

const replacement = fc.oneof(
  fc.constantFrom(
    null,
    true,
    "",
    "on",
    "aws-managed",
    "source",
    "handler",
    "eu-west-1",
    -1,
    0,
    0.5,
    1e9,
    [],
    {},
  ),
  fc.constantFrom([null], [{}], [[]], { type: "local" }, { type: "aws-owned" }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** One random change: at one of the places there are, something else, nothing, or a further key. */
interface Edit {
  readonly where: number;
  readonly kind: "replace" | "remove" | "add";
  readonly key: string;
  readonly value: unknown;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  where: fc.nat(),
  kind: fc.constantFrom("replace" as const, "remove" as const, "add" as const),
  key: fc.oneof(fc.constantFrom("id", "constructor", "toString", "$or", "S", "readers", "x"), fc.string()),
  value: replacement,
});

function mutate(content: Content, { where, kind, key, value }: Edit): void {
  const places = placesIn(content);
  const place = places[where % Math.max(places.length, 1)];
  if (!place) return;
  const [container, at] = place;
  if (kind === "remove") delete container[at];
  else container[kind === "add" && !Array.isArray(container) ? key : at] = structuredClone(value);
}

test("a mutated file is either good or has problems in plain words, and nothing ever breaks", () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      // Prepare
      const content = richContent();
      for (const one of edits) mutate(content, one);

      // Act
      const { environment, problems } = checkEnvironment(content);

      // Assess
      const errors = problems.filter(({ severity }) => severity === "error");
      expect(environment !== undefined || errors.length > 0).toBe(true);
      expect(environment !== undefined).toBe(environmentSchema.safeParse(content).success);
      for (const line of problems.map(formatProblem)) {
        expect(line).toMatch(/^[^\n]+: [^\n]+\. [^\n]+\.$/);
      }
    }),
    { seed: SEED, numRuns: 3_000 },
  );
});

/** A file with all three functions of a consumer, and shared settings that not all of them can have. */
function contentWithDefaults(): Content {
  return edited({
    ...structuredClone(CROSS_ACCOUNT),
    "consumers.handler.function.memorySize": 512,
    "consumers.handler.readerApi.function.environment": { STAGE: "test" },
    "defaults.function": {
      memorySize: 1024,
      timeout: 60,
      logLevel: "WARN",
      environment: { STAGE: "production", EXTERNAL_ID: "a", AWS_REGION: "eu-west-1" },
    },
  });
}

test("a problem is placed at a function's setting only if the function sets it", () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      // Prepare
      const content = contentWithDefaults();
      for (const one of edits) mutate(content, one);

      // Act
      const { environment, problems } = checkEnvironment(content);

      // Assess
      const errors = problems.filter(({ severity }) => severity === "error");
      expect(environment !== undefined || errors.length > 0).toBe(true);
      expect(environment ?? {}).not.toHaveProperty("defaults");
      expect(problems.filter((problem) => isMisplaced(problem, content))).toEqual([]);
      for (const line of problems.map(formatProblem)) {
        expect(line).toMatch(/^[^\n]+: [^\n]+\. [^\n]+\.$/);
      }
    }),
    { seed: SEED, numRuns: 600 },
  );
});

/** Whether a problem is placed at a setting that a function takes from elsewhere. */
function isMisplaced({ path, cause }: Problem, content: Content): boolean {
  const depth = path.indexOf("function") + 1;
  const setting = path[depth];
  // An entry file that does not exist may be that of the function's own default.
  if (path[0] !== "consumers" || setting === undefined || setting === "entry") return false;
  const own = path.slice(0, depth).reduce<unknown>((at, step) => (at as Content)[step], content);
  return depth > 0 && cause !== "is missing" && !Object.hasOwn(own as Content, setting);
}

test("a mutated file that is good becomes stacks, or a list of findings", () => {
  let synthesized = 0;
  fc.assert(
    fc.property(edit, (one) => {
      // Prepare
      const content = richContent();
      mutate(content, one);
      const { environment, problems } = checkEnvironment(content);
      if (!environment || problems.some(({ severity }) => severity === "error")) return;

      // Act
      const findings = synthesisOf(environment);

      // Assess
      synthesized++;
      for (const finding of findings) expect(finding).toMatch(/^[^\n]+: [^\n]+\. [^\n]+\.$/);
    }),
    { seed: SEED, numRuns: 300 },
  );
  expect(synthesized).toBeGreaterThanOrEqual(20);
});

/** @returns what the guards have against the stacks; nothing if they may be deployed */
function synthesisOf(environment: Environment): readonly string[] {
  const outdir = mkdtempSync(join(folder, "out-"));
  const code = fakeCode(outdir);
  try {
    synthesize(buildApp({ name: "fuzz", environment, outdir, bundle: () => code }));
    return [];
  } catch (error) {
    if (error instanceof GuardError) return error.problems.map(problemLine);
    throw error;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

test("any text is either content or an EnvironmentError with problems", () => {
  const line = fc.oneof(
    fc.constantFrom(
      "a: 1",
      "a: &x",
      "  - *x",
      "<<: *x",
      "  b: [",
      "}",
      "\t- c",
      "---",
      "? {}",
      "__proto__: 1",
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      // Prepare
      const text = lines.join("\n");

      // Act
      const problems = problemsOfText(text);

      // Assess
      expect(problems).not.toEqual([]);
    }),
    { seed: SEED, numRuns: 1500 },
  );
});

/** @returns undefined if the text is well formed */
function problemsOfText(text: string): readonly string[] | undefined {
  try {
    parseYaml(text, "some.yaml");
    return undefined;
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems.map(problemLine);
    throw error;
  }
}
