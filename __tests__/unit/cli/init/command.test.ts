import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { PROJECT_ROOT } from "../../../../config/paths";
import { scripts } from "../../../../package.json";
import { type Ended, startCommand } from "../../../support/processes";
import { temporaryFolder } from "../../support/temporary-folder";

/** What is used of the package here; its own types declare a module of another name. */
interface Terminals {
  spawn(
    file: string,
    args: readonly string[],
    options: { readonly cwd: string; readonly env: Record<string, string> },
  ): {
    onData(listener: (data: string) => void): void;
    onExit(listener: (end: { readonly exitCode: number }) => void): void;
    write(text: string): void;
  };
}

const pty: Terminals = jest.requireActual("@cdktf/node-pty-prebuilt-multiarch");
const folder = temporaryFolder();
const FLAGS = ["--consumer-account", "444455556666", "--region", "eu-west-1", "--table", "Order_Items"];
const COMPLETE = ["--source-account", "333344445555", ...FLAGS, "--backend", "local"];

const environmentFor = (directory: string) => ({ ...process.env, ENVIRONMENTS_DIRECTORY: directory });
const newFolder = () => mkdtempSync(join(folder, "environments-"));

/** Runs the command without a terminal. */
function init(directory: string, ...args: string[]): Promise<Ended> {
  const { child, ended } = startCommand("init", args, environmentFor(directory));
  child.stdin?.end();
  return ended;
}

test("with all options, the file is written, complete and valid", async () => {
  // Prepare
  const directory = newFolder();

  // Act
  const { code, out, err } = await init(directory, "staging", ...COMPLETE, "--json");

  // Assess
  const file = join(directory, "staging.yaml");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(JSON.parse(out)).toEqual({ name: "staging", file, warnings: [] });
  expect(parse(readFileSync(file, "utf8"))).toEqual({
    region: "eu-west-1",
    accounts: { source: { id: "333344445555" }, consumer: { id: "444455556666" } },
    backend: { type: "local" },
    sources: {
      changes: {
        account: "source",
        stack: "source",
        tableName: "Order_Items",
        partitionKey: { name: "id" },
        readers: [{ consumer: "handler" }],
      },
    },
    consumers: {
      handler: {
        account: "consumer",
        stack: "consumer",
        roleName: "order-items-changes-handler",
        function: { name: "order-items-changes" },
        mappings: [{ source: "changes" }],
      },
    },
  });
  expect(readdirSync(directory)).toEqual(["staging.yaml"]);
});

test("a file that exists is never touched", async () => {
  // Prepare
  const directory = newFolder();
  writeFileSync(join(directory, "staging.yaml"), "mine");

  // Act
  const { code, err } = await init(directory, "staging", ...COMPLETE);

  // Assess
  expect(code).toBe(1);
  expect(err).toMatch(
    /staging\.yaml exists already\.\nEdit it, or use another name: nothing is ever overwritten\.\n$/,
  );
  expect(readFileSync(join(directory, "staging.yaml"), "utf8")).toBe("mine");
});

test("without a terminal, the options that are missing are listed in one message: exit code 2", async () => {
  // Prepare
  const directory = newFolder();

  // Act
  const { code, out, err } = await init(directory, "staging", ...FLAGS, "--backend", "s3");

  // Assess
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toBe(
    "There is no terminal to ask at. Add these options:\n" +
      "  --source-account  ID of the account that owns the table\n" +
      "  --state-bucket  S3 bucket for the state, which exists already\n",
  );
  expect(readdirSync(directory)).toEqual([]);
});

test("answers that are wrong are all named by their options, and nothing is written", async () => {
  // Prepare
  const directory = newFolder();
  const wrong = ["--source-account", "1234", ...FLAGS, "--backend", "s3", "--state-bucket", "My_Bucket"];

  // Act
  const { code, err } = await init(directory, "staging", ...wrong);

  // Assess
  expect(code).toBe(1);
  expect(err.split("\n").map((line) => line.split(":")[0]?.trim())).toEqual([
    "The environment staging cannot be made",
    "--source-account",
    "--state-bucket",
    "",
  ]);
  expect(readdirSync(directory)).toEqual([]);
});

test("what is probably a mistake is a warning", async () => {
  // Prepare
  const directory = newFolder();
  const odd = ["--source-account", "123456789012", ...FLAGS, "--region", "eu-wst-1"];

  // Act
  const { code, err } = await init(
    directory,
    "staging",
    ...odd,
    "--backend",
    "cloud",
    "--organization",
    "acme",
  );

  // Assess
  expect(code).toBe(0);
  expect(err).toBe(
    'Warning: --region: "eu-wst-1" is none of the regions known here. Did you mean eu-west-1? Leave it as it is if AWS has opened it since.\n' +
      "Warning: --source-account: 123456789012 is a made-up account of the example files. Use the ID of your account.\n",
  );
  expect(parse(readFileSync(join(directory, "staging.yaml"), "utf8")).backend).toEqual({
    type: "cloud",
    organization: "acme",
    workspacePrefix: "staging-",
  });
});

test("a name that is a path is refused", async () => {
  // Prepare
  const directory = newFolder();

  // Act
  const { code, err } = await init(directory, "../staging", ...COMPLETE);

  // Assess
  expect(code).toBe(1);
  expect(err).toMatch(/^"\.\.\/staging" cannot be the name of an environment\.\n/);
});

/** Runs the command at a terminal. Each text is typed once its question has been asked. */
function atTerminal(
  directory: string,
  args: readonly string[],
  dialogue: readonly (readonly [question: string, typed: string])[],
): Promise<{ code: number; screen: string }> {
  const [, ...command] = scripts.init.split(" ");
  const terminal = pty.spawn(process.execPath, [...command, "asked", ...args], {
    cwd: PROJECT_ROOT,
    env: environmentFor(directory) as Record<string, string>,
  });
  const open = [...dialogue];
  let [screen, answered] = ["", 0];
  return new Promise((done) => {
    terminal.onData((data) => {
      screen += data;
      const [next] = open;
      if (!next || !screen.slice(answered).includes(next[0])) return;
      answered = screen.length;
      open.shift();
      terminal.write(next[1]);
    });
    terminal.onExit(({ exitCode }) => done({ code: exitCode, screen }));
  });
}

const BACKSPACE = "\u007f";

test("at a terminal, it asks for what is missing, and again where the answer is wrong", async () => {
  // Prepare
  const directory = newFolder();
  const dialogue = [
    ["owns the table", "12\r"],
    ["exactly 12 digits", `${BACKSPACE.repeat(2)}333344445555\r`],
    ["partition key", "\r"],
    ["keeps its state", "\r"],
    ["S3 bucket", "my-states\r"],
  ] as const;

  // Act
  const { code } = await atTerminal(directory, FLAGS, dialogue);

  // Assess
  expect(code).toBe(0);
  expect(parse(readFileSync(join(directory, "asked.yaml"), "utf8"))).toMatchObject({
    accounts: { source: { id: "333344445555" }, consumer: { id: "444455556666" } },
    backend: { type: "s3", bucket: "my-states", keyPrefix: "streams/asked" },
  });
});

test("Ctrl-C ends it without a file: exit code 130", async () => {
  // Prepare
  const directory = newFolder();

  // Act
  const { code, screen } = await atTerminal(directory, FLAGS, [["owns the table", "\u0003"]]);

  // Assess
  expect(code).toBe(130);
  expect(screen).toContain("Nothing was written.");
  expect(existsSync(join(directory, "asked.yaml"))).toBe(false);
});
