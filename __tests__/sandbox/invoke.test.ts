import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DeleteRoleCommand } from "@aws-sdk/client-iam";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { requireRunning } from "../../sandbox/require-running";
import { roleCredentials } from "../../sandbox/role-credentials";
import { type Ended, startCommand } from "../support/processes";
import { rootOf } from "./support/acting";
import { Account, createRole, emulatorUrl, REGION } from "./support/aws";
import { CONSUMER_ACCOUNT, FUNCTION, ROLE } from "./support/pipeline";

/** What an account holds beside its roles. */
async function leftIn(account: Account): Promise<unknown> {
  const { Functions = [] } = await account.lambda.send(new ListFunctionsCommand());
  const { logGroups = [] } = await rootOf(account.id).logs.send(new DescribeLogGroupsCommand());
  return {
    functions: Functions.map(({ FunctionName }) => FunctionName),
    logGroups: logGroups.map(({ logGroupName }) => logGroupName),
  };
}

describe("credentials of a role that only Lambda may assume", () => {
  test("are that role's", async () => {
    // Prepare
    const account = new Account();
    const roleArn = await createRole(account, undefined, "only-lambda");

    // Act
    const credentials = await roleCredentials(requireRunning(), roleArn);
    if (!credentials) throw new Error("there are none");
    const sts = new STSClient({ endpoint: emulatorUrl(), region: REGION, credentials });
    const { Arn, Account: accountId } = await sts.send(new GetCallerIdentityCommand());

    // Assess
    expect(accountId).toBe(account.id);
    expect(Arn).toMatch(new RegExp(`^arn:aws:sts::${account.id}:assumed-role/only-lambda/role-credentials-`));
  });

  test("leave nothing behind, no function and no log", async () => {
    // Prepare
    const account = new Account();
    const roleArn = await createRole(account, undefined);

    // Act
    await roleCredentials(requireRunning(), roleArn);

    // Assess
    expect(await leftIn(account)).toEqual({ functions: [], logGroups: [] });
  });

  test("are none where there is no such role, nor one of another path", async () => {
    // Prepare
    const account = new Account();
    await createRole(account, undefined, "reader");

    // Act
    const found = await Promise.all(
      ["role/other", "role/team/reader"].map((name) =>
        roleCredentials(requireRunning(), `arn:aws:iam::${account.id}:${name}`),
      ),
    );

    // Assess
    expect(found).toEqual([undefined, undefined]);
    expect(await leftIn(account)).toEqual({ functions: [], logGroups: [] });
  });
});

describe("npm run invoke -- handler -e events/stream.json", () => {
  const roleArn = `arn:aws:iam::${CONSUMER_ACCOUNT}:role/${ROLE}`;

  test("runs as the function's own role if that is deployed", async () => {
    // Prepare
    const account = new Account(undefined, CONSUMER_ACCOUNT);
    await createRole(account, undefined, ROLE);

    // Act
    const { code, out, err } = await invoke();
    await account.iam.send(new DeleteRoleCommand({ RoleName: ROLE }));

    // Assess
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ batchItemFailures: [] });
    expect(err.split("\n")[0]).toBe(
      `Running ${FUNCTION} of account ${CONSUMER_ACCOUNT} against the sandbox as role ${roleArn}`,
    );
    expect(err.match(/"message":"Item changed"/g)).toHaveLength(3);
    expect(err).toMatch(/\nREPORT RequestId: .*\n$/);
  });

  test("runs as the account's root if the role is not deployed, and says so", async () => {
    // Act
    const { code, err } = await invoke();

    // Assess
    expect(code).toBe(0);
    expect(err.split("\n").slice(0, 4)).toEqual([
      `Running ${FUNCTION} of account ${CONSUMER_ACCOUNT} against the sandbox as the account's root user, because role ${roleArn} is not in the sandbox.`,
      'To deploy the environment "sandbox" there:',
      '  eval "$(npm run --silent sandbox -- env)"',
      expect.stringMatching(/^ {2}ENVIRONMENT=sandbox npx cdktf deploy '\*' --output \S+cdktf\.out /),
    ]);
  });
});

/** Runs the command in a process of its own, with the variables of the shared sandbox. */
function invoke(): Promise<Ended> {
  const env = { ...process.env, ENVIRONMENT: "sandbox" };
  const { child, ended } = startCommand("invoke", ["handler", "-e", "events/stream.json"], env);
  child.stdin?.end();
  return ended;
}
