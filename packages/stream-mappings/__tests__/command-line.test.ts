import { readOptions } from "../src/main";

const REQUIRED = ["--upstream", "http://127.0.0.1:4566", "--state-dir", "/state"];

test("the flags become options", () => {
  expect(readOptions([...REQUIRED, "--port", "0", "--retry-backoff-ms", "20"])).toEqual({
    upstream: "http://127.0.0.1:4566",
    stateDir: "/state",
    port: 0,
    retryBackoffMs: 20,
  });
});

const wrong: [string, string[], RegExp][] = [
  ["no upstream", ["--state-dir", "/state"], /^--upstream must be a URL/],
  [
    "an upstream that is no URL",
    ["--upstream", "here", "--state-dir", "/state"],
    /^--upstream must be a URL/,
  ],
  ["no folder", ["--upstream", "http://127.0.0.1:1"], /^--state-dir is missing/],
  ["a port that is no number", [...REQUIRED, "--port", "many"], /^--port must be a whole number/],
  ["an unknown flag", [...REQUIRED, "--fast", "1"], /Unknown option/],
];

test.each(wrong)("%s is refused", (_, args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
