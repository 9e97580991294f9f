import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SiteStacks } from "../../../assumptions/site/site-stacks";
import { Terraform } from "../../../plan/terraform";

const PLACE = {
  accounts: {
    source: { id: "111111111111", deployRole: "Admin" },
    consumer: { id: "222222222222", deployRole: "Admin" },
  },
  region: "eu-central-1",
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "site-stacks-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/**
 * Stacks and a program in Terraform's place, which notes its calls, and keeps a state with one table.
 * @param failures how often it cannot destroy a stack
 */
function stacks(failures: number, signal = new AbortController().signal): SiteStacks {
  const command = join(folder, "terraform");
  const state =
    '{"version":4,"outputs":{"stream_arn":{"value":"arn:s"}},"resources":[{"mode":"managed","type":"t","name":"n","instances":[{"attributes":{"arn":"arn:table"}}]}]}';
  writeFileSync(
    command,
    `#!/bin/sh
stack=$(basename "$PWD")
file="${folder}/terraform.assumptions.$stack.tfstate"
echo "$1 $stack" >> "${folder}/calls"
case "$1" in
  apply) echo '${state}' > "$file" ;;
  state) cat "$file" ;;
  destroy)
    test "$(grep -c "destroy $stack" "${folder}/calls")" -gt ${failures} || { echo "Error: busy" >&2; exit 1; }
    echo '{"version":4,"resources":[]}' > "$file" ;;
esac
`,
  );
  chmodSync(command, 0o755);
  const made = new SiteStacks({
    folder,
    place: PLACE,
    run: "0a1b2c3d",
    terraform: new Terraform({ command, variables: process.env }),
    signal,
    pace: { retryMs: 1 },
    onLine: () => undefined,
  });
  made.synthesize();
  return made;
}

function calls(): string[] {
  return readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
}

test("what was deployed last is destroyed first, and nothing else is", async () => {
  // Prepare
  const made = stacks(0);
  // Act
  const outputs = await made.deploy("source-plain");
  await made.deploy("consumer-plain");
  const notDestroyed = await made.destroy();
  // Assess
  expect(outputs).toEqual({ stream_arn: "arn:s" });
  expect(notDestroyed).toEqual({ left: [], problems: [] });
  expect(calls().filter((call) => /apply|destroy/.test(call))).toEqual([
    "apply source-plain",
    "apply consumer-plain",
    "destroy consumer-plain",
    "destroy source-plain",
  ]);
});

test("a stack that cannot be destroyed at once is tried again", async () => {
  // Prepare
  const made = stacks(2);
  await made.deploy("source-plain");
  // Act
  const notDestroyed = await made.destroy();
  // Assess
  expect(notDestroyed).toEqual({ left: [], problems: [] });
  expect(calls().filter((call) => call === "destroy source-plain")).toHaveLength(3);
});

test("what stays is told by ARN, with Terraform's words, and the other stack is destroyed all the same", async () => {
  // Prepare
  const made = stacks(3);
  await made.deploy("source-plain");
  await made.deploy("consumer-plain");
  // Act
  const { left, problems } = await made.destroy();
  // Assess
  expect(left).toEqual(["arn:table", "arn:table"]);
  expect(problems).toHaveLength(2);
  expect(problems[0]).toContain("Error: busy");
  expect(calls().filter((call) => call.startsWith("destroy"))).toHaveLength(6);
});

test("after Ctrl-C nothing is deployed any more, but what is there is destroyed", async () => {
  // Prepare
  const interruption = new AbortController();
  const made = stacks(0, interruption.signal);
  await made.deploy("source-plain");
  interruption.abort();
  // Act
  await expect(made.deploy("consumer-plain")).rejects.toThrow("It was interrupted");
  const notDestroyed = await made.destroy();
  // Assess
  expect(notDestroyed).toEqual({ left: [], problems: [] });
  expect(calls()).not.toContain("apply consumer-plain");
  expect(calls()).toContain("destroy source-plain");
});
