import { version } from "../package.json";
import { commandLine, readOptions } from "../src/command-line";

const REQUIRED = ["--upstream", "http://127.0.0.1:4566", "--state-dir", "/state"];

/** What the command line prints about wrong options. */
let printed: string;
const quiet = () => {
  printed = "";
  const write = (text: string) => {
    printed += text;
  };
  return commandLine().configureOutput({ writeOut: write, writeErr: write });
};

test("the flags become options", () => {
  const flags = ["--port", "0", "--retry-backoff-ms", "20", "--news-path", "/_news/of-streams"];
  expect(readOptions([...REQUIRED, ...flags])).toEqual({
    upstream: "http://127.0.0.1:4566",
    stateDir: "/state",
    port: 0,
    retryBackoffMs: 20,
    newsPath: "/_news/of-streams",
  });
});

const wrong: [string, string[], RegExp][] = [
  ["no upstream", ["--state-dir", "/state"], /'--upstream <url>' not specified/],
  [
    "an upstream that is not a URL",
    ["--upstream", "here", "--state-dir", "/state"],
    /'--upstream <url>' argument 'here' is invalid. It must be an http URL/,
  ],
  [
    "an upstream over TLS",
    ["--upstream", "https://127.0.0.1:4566", "--state-dir", "/state"],
    /It must be an http URL/,
  ],
  ["no folder", ["--upstream", "http://127.0.0.1:1"], /'--state-dir <folder>' not specified/],
  [
    "a port that is not a number",
    [...REQUIRED, "--port", "many"],
    /'--port <number>' argument 'many' is invalid. It must be a whole number/,
  ],
  ["a port that does not exist", [...REQUIRED, "--port", "65536"], /It must be at most 65535/],
  ["a pause below 0", [...REQUIRED, "--retry-backoff-ms", "-1"], /It must be a whole number/],
  ["news at a URL", [...REQUIRED, "--news-path", "http://127.0.0.1/news"], /It must be a path/],
  ["an unknown flag", [...REQUIRED, "--fast", "1"], /unknown option '--fast'/],
];

test.each(wrong)("%s is refused", (_, args, message) => {
  expect(() => readOptions(args, quiet())).toThrow(message);
  expect(printed).toMatch(message);
});

test("--help names every option; --version gives the package's", () => {
  // Act
  expect(() => readOptions(["--help"], quiet())).toThrow("outputHelp");
  const help = printed;
  expect(() => readOptions(["--version"], quiet())).toThrow(version);

  // Assess
  for (const { long } of commandLine().options) expect(help).toContain(long);
  expect(help).toContain(
    "Exit codes: 0 after SIGTERM or SIGINT, 1 when the service could not start, 2 for wrong",
  );
  expect(printed).toBe(`${version}\n`);
});
