import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { readEvent } from "../../../../cli/invoke/read-event";
import { temporaryFolder } from "../../support/temporary-folder";

const folder = temporaryFolder();
const file = join(folder, "event.json");
const { signal } = new AbortController();

/** Standard input of this process, in which the test writes. */
function standardInput() {
  const input = new PassThrough();
  jest.spyOn(process, "stdin", "get").mockReturnValue(input as unknown as typeof process.stdin);
  return input;
}

test.each([
  ["an object", '{ "account_id": "111111111111" }\n', { account_id: "111111111111" }],
  ["null", "null", null],
  ["with a byte order mark", '\uFEFF{"a": 1}', { a: 1 }],
])("%s is an event", async (_, text, event) => {
  // Prepare
  writeFileSync(file, text);

  // Act
  const read = await readEvent(file, signal);

  // Assess
  expect(read).toEqual(event);
});

test("an event comes from standard input, in pieces", async () => {
  // Prepare
  const input = standardInput();

  // Act
  const reading = readEvent("-", signal);
  input.write('{"a":');
  input.end(" 1}");

  // Assess
  await expect(reading).resolves.toEqual({ a: 1 });
});

test("Ctrl-C ends the wait for standard input", async () => {
  // Prepare
  standardInput();
  const controller = new AbortController();

  // Act
  const reading = readEvent("-", controller.signal);
  controller.abort();

  // Assess
  await expect(reading).rejects.toMatchObject({ name: "AbortError" });
});

test.each([
  ["an empty file", ""],
  ["half an object", '{ "a": '],
  ["YAML", "a: 1"],
])("%s is not an event: place, cause and remedy", async (_, text) => {
  // Prepare
  writeFileSync(file, text);

  // Act
  const reading = readEvent(file, signal);

  // Assess
  await expect(reading).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(
      /^The event file \S+event\.json is not JSON: .+\.\nFix it; the folder events has an example for every function\.$/,
    ),
  });
});

test("a folder cannot be read", async () => {
  // Act
  const reading = readEvent(folder, signal);

  // Assess
  await expect(reading).rejects.toThrow(`The event file ${folder} cannot be read: EISDIR: `);
});
