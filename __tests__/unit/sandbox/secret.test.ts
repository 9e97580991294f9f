import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCredentials } from "../../../sandbox/credentials";
import { foreignSecret, newSecret, rootSecret, secretFile, writeSecret } from "../../../sandbox/secret";
import { clearState, makeStateFolder, stateFolder } from "../../../sandbox/state-folder";

const folder = mkdtempSync(join(tmpdir(), "secret-"));
afterAll(() => rmSync(folder, { recursive: true }));
let run = 0;
beforeEach(() => {
  run += 1;
  jest.replaceProperty(process, "env", { SANDBOX_STATE_DIR: join(folder, `state-${run}`) });
});

const modeOf = (path: string) => statSync(path).mode & 0o777;

test("every secret is another, as long as AWS's", () => {
  // Act
  const secrets = [newSecret(), newSecret()];
  // Assess
  expect(new Set(secrets).size).toBe(2);
  for (const secret of secrets) expect(secret).toMatch(/^[0-9a-f]{40}$/);
});

test("the secret of the sandbox is that of every root, until the sandbox is cleared away", () => {
  // Prepare
  makeStateFolder();
  // Act
  writeSecret("first");
  writeSecret("second");
  const held = [rootSecret(), rootCredentials("111111111111")];
  clearState();
  // Assess
  expect(held).toEqual(["second", { accessKeyId: "111111111111", secretAccessKey: "second" }]);
  expect(existsSync(secretFile())).toBe(false);
});

test("only the owner can read the secret, and look into the folder, also if they were open before", () => {
  // Prepare
  mkdirSync(stateFolder());
  chmodSync(stateFolder(), 0o777);
  writeFileSync(secretFile(), "");
  chmodSync(secretFile(), 0o666);
  // Act
  makeStateFolder();
  writeSecret("secret");
  // Assess
  expect([modeOf(stateFolder()), modeOf(secretFile())]).toEqual([0o700, 0o600]);
});

test("a state folder that cannot be made is named, with the variable that sets it", () => {
  // Prepare
  writeFileSync(stateFolder(), "");
  // Act
  const make = () => makeStateFolder();
  // Assess
  expect(make).toThrow(
    /^The sandbox cannot keep its state in .+state-\d+: .+\.\nSet the variable SANDBOX_STATE_DIR to a folder of your own\.$/,
  );
});

test("an emulator that the user runs has the secret that a variable names, or the common one", () => {
  // Act
  const secrets = [
    foreignSecret({ SANDBOX_SECRET: "own" }),
    foreignSecret({ SANDBOX_SECRET: "" }),
    foreignSecret({}),
  ];
  // Assess
  expect(secrets).toEqual(["own", "test", "test"]);
});
