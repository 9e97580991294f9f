import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { functionLogger } from "../../../../../lambda-src/shared/redaction/function-logger";
import { forgetSessions, watched } from "../../../../../lambda-src/shared/redaction/known-secrets";
import { captured, linesOf } from "../../support/captured";

const PROJECT = join(__dirname, "../../../../..");

afterEach(forgetSessions);

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"];
const base64 = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...letters), minLength, maxLength });
const upper = fc.string({ unit: fc.constantFrom(...letters.slice(0, 26)), minLength: 16, maxLength: 16 });
const credentials = fc.record({
  accessKeyId: fc.tuple(fc.constantFrom("ASIA", "AKIA"), upper).map((parts) => parts.join("")),
  secretAccessKey: base64(40, 40),
  sessionToken: base64(100, 400),
});
/** Text around a secret; the separator keeps it from becoming one word with a token. */
const around = fc.tuple(fc.string(), fc.constantFrom(" ", "=", '"', ": ", "\n"));

/** Where in an error a secret can stand. */
const PLACES: readonly ((text: string) => unknown)[] = [
  (text) => new Error(text),
  (text) => new Error("outer", { cause: new Error(text) }),
  (text) => new Error(`outer: ${text}`, { cause: new SyntaxError(text) }),
  (text) => new AggregateError([new Error(text)], text),
  (text) => Object.assign(new Error("refused"), { name: text }),
  (text) => Object.assign(new Error("refused"), { stack: `Error: refused\n    at ${text}` }),
  (text) => Object.assign(new Error("refused"), { stack: text }),
  (text) => Object.assign(new Error("refused"), { $response: { headers: { authorization: text } } }),
  (text) => ({ nested: { list: [text, new Error(text)] } }),
  (text) => text,
];

test("no key and no token comes out, wherever it stands in what is logged", async () => {
  await fc.assert(
    fc.asyncProperty(
      credentials,
      credentials,
      around,
      fc.constantFrom(...PLACES),
      async (own, assumed, [before, separator], place) => {
        // Prepare
        const env = {
          AWS_ACCESS_KEY_ID: own.accessKeyId,
          AWS_SECRET_ACCESS_KEY: own.secretAccessKey,
          AWS_SESSION_TOKEN: own.sessionToken,
        };
        const replaced = jest.replaceProperty(process, "env", env);
        await watched(async () => assumed)();
        const secrets = [...Object.values(own), ...Object.values(assumed)];
        const text = `${before}${separator}${secrets.join(separator)}`;
        // Act
        const { output } = await captured(async () => {
          const logger = functionLogger({ serviceName: "test" });
          logger.error("It failed", { error: place(text) });
          logger.error("It failed", place(text) as Error);
          logger.info(text);
        });
        replaced.restore();
        // Assess
        expect(linesOf(output)).toHaveLength(3);
        for (const secret of secrets) expect(output).not.toContain(secret);
      },
    ),
  );
});

test("nothing of an unreadable text comes out, no matter who parsed it", async () => {
  await fc.assert(
    fc.asyncProperty(base64(12, 90), fc.boolean(), async (data, isWrapped) => {
      // Prepare
      const error = thrownBy(() => JSON.parse(`x${data}`));
      const shown = isWrapped ? new Error(`Bad message: ${error.message}`) : error;
      // Act
      const { output } = await captured(async () => functionLogger().error("It failed", { error: shown }));
      // Assess
      expect(output).not.toContain(data.slice(0, 6));
    }),
  );
});

test("everything else is logged as it is", async () => {
  // Act
  const { output } = await captured(async () =>
    functionLogger({ serviceName: "test" }).warn("Slow", {
      count: 3,
      list: ["a", { deep: true }],
      none: null,
    }),
  );
  // Assess
  expect(linesOf(output)).toMatchObject([
    { level: "WARN", message: "Slow", service: "test", count: 3, list: ["a", { deep: true }] },
  ]);
});

test("no function makes a logger of its own", () => {
  // Prepare
  const files = ["lambda-src", "examples/put-events"].flatMap((folder) =>
    readdirSync(join(PROJECT, folder), { recursive: true, encoding: "utf8" }).map(
      (name) => `${folder}/${name}`,
    ),
  );
  // Act
  const makers = files.filter(
    (name) =>
      name.endsWith(".ts") && /new Logger\(|console\./.test(readFileSync(join(PROJECT, name), "utf8")),
  );
  // Assess
  expect(makers).toEqual(["lambda-src/shared/redaction/function-logger.ts"]);
});

function thrownBy(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error("Nothing was thrown.");
}
