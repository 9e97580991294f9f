import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCommand } from "../../../support/processes";

const temporary = mkdtempSync(join(tmpdir(), "smoke-"));
afterAll(() => rmSync(temporary, { recursive: true }));

const ACCOUNTS = ["--source-account", "111111111111", "--consumer-account", "222222222222"];

function smoke(...args: string[]) {
  return startCommand("smoke", args, { ...process.env, TMPDIR: temporary, AWS_REGION: "" }).ended;
}

test("options of the trials are refused without them", async () => {
  // Act
  const { code, err } = await smoke("--only", "A1", "--yes", "--source-account", "111111111111");
  // Assess
  expect(code).toBe(1);
  expect(err).toBe("--only, --source-account, --yes without --assumptions.\nAdd --assumptions.\n");
});

test("the trials have a table of their own, so no source can be named with them", async () => {
  // Act
  const { code, err } = await smoke("--assumptions", "--tenant", "acme");
  // Assess
  expect(code).toBe(1);
  expect(err).toBe("--tenant with --assumptions.\nLeave one of them out.\n");
});

test("an assumption that does not exist is refused before anything is asked", async () => {
  // Act
  const { code, err } = await smoke("--assumptions", "--only", "a1,A9");
  // Assess
  expect(code).toBe(1);
  expect(err).toContain("docs/assumptions.md has no A9.");
});

test("nothing is deployed to AWS unless somebody agrees", async () => {
  // Act
  const { code, err } = await smoke("--assumptions", ...ACCOUNTS, "--region", "eu-central-1");
  // Assess
  expect(code).toBe(1);
  expect(err).toContain("AWS: the real one");
  expect(err).toContain(
    "in account 111111111111, as role OrganizationAccountAccessRole: two DynamoDB tables",
  );
  expect(err).toContain("Nobody can be asked whether this is to be deployed.\nAdd --yes.\n");
  expect(readdirSync(temporary).filter((name) => name.startsWith("assumptions-"))).toEqual([]);
});

test("a report that cannot be written is refused before anybody is asked", async () => {
  // Act
  const { code, err } = await smoke(
    "--assumptions",
    ...ACCOUNTS,
    "--region",
    "eu-central-1",
    "--json",
    join(temporary, "missing", "report.json"),
  );
  // Assess
  expect(code).toBe(1);
  expect(err).toContain("The file cannot be written: ENOENT");
  expect(err).not.toContain("DynamoDB");
});

test("an account is 12 digits", async () => {
  // Act
  const { code, err } = await smoke("--assumptions", "--source-account", "1111");
  // Assess
  expect(code).toBe(1);
  expect(err).toContain("Give 12 digits.");
});
