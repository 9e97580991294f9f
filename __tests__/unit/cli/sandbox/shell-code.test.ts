import { spawnSync } from "node:child_process";
import { failingShellCode, shellCode } from "../../../../cli/sandbox/shell-code";

/** The shells of this machine; every one must take the code. */
const SHELLS = ["bash", "dash", "zsh", "ksh"].filter(
  (shell) => spawnSync(shell, ["-c", "true"]).status === 0,
);

const MESSAGE = "It's not running.\nStart it with `npm run $(echo sandbox)`.";
const EXPLANATION = `${MESSAGE}\nUntil then, every AWS command in this shell fails: none of them reaches the real AWS.\n`;

/** Runs a script in a shell to which the code was handed as in `eval "$(npm run --silent sandbox -- env)"`. */
function runIn(shell: string, script: string, code: string) {
  const env = { PATH: process.env.PATH, CODE: code, AWS_PROFILE: "production", AWS_ACCESS_KEY_ID: "real" };
  // With a socket for its input, bash takes itself for a remote shell and reads ~/.bashrc.
  return spawnSync(shell, ["-c", script], { env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

describe.each(SHELLS)("in %s", (shell) => {
  test("failing code shows its message, fails and leaves the shell alive", () => {
    // Prepare
    const code = failingShellCode(MESSAGE);

    // Act
    const { stdout, stderr } = runIn(shell, 'eval "$CODE"; echo "status $?"', code);

    // Assess
    expect({ stdout, stderr }).toEqual({ stdout: "status 1\n", stderr: EXPLANATION });
  });

  test("failing code stops a script that stops at errors, and what follows `&&`", () => {
    // Prepare
    const code = failingShellCode(MESSAGE);

    // Act
    const runs = [
      runIn(shell, 'set -e; eval "$CODE"; echo reached', code),
      runIn(shell, 'eval "$CODE" && echo reached', code),
    ];

    // Assess
    expect(runs.map(({ status, stdout }) => ({ status, stdout }))).toEqual([
      { status: 1, stdout: "" },
      { status: 1, stdout: "" },
    ]);
  });

  test("after failing code no command has the user's credentials, or the real AWS's endpoint", () => {
    // Prepare
    const code = failingShellCode(MESSAGE);
    const show = 'eval "$CODE"; echo "$AWS_ENDPOINT_URL $AWS_ACCESS_KEY_ID [$AWS_PROFILE]"';

    // Act
    const { stdout } = runIn(shell, show, code);

    // Assess
    expect(stdout).toBe("http://127.0.0.1:9 000000000000 []\n");
  });

  test("other code sets and unsets the variables, and succeeds", () => {
    // Prepare
    const code = shellCode({ set: { ONE: "it's $HOME" }, unset: ["AWS_PROFILE"] });

    // Act
    const { stdout, stderr } = runIn(shell, 'eval "$CODE"; echo "$? $ONE [$AWS_PROFILE]"', code);

    // Assess
    expect({ stdout, stderr }).toEqual({ stdout: "0 it's $HOME []\n", stderr: "" });
  });
});
