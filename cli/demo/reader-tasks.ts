import { type AttributeValue, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { accountClients } from "../../sandbox/account-clients";
import { type ApiAnswer, callApi } from "../../sandbox/call-api";
import { rootCredentials } from "../../sandbox/credentials";
import { functionLogs } from "../../sandbox/function-logs";
import { requireRunning } from "../../sandbox/require-running";
import { SandboxError } from "../../sandbox/sandbox-error";
import { logEntry } from "./log-entry";
import { type Reading, readingOf } from "./reading";
import { removeRole } from "./remove-role";
import { type DemoRun, type DemoTask, projectOf, step } from "./step";

/** The items that the demo puts into the table. The reading has more digits than a JavaScript number keeps. */
const ITEMS: readonly { readonly id: string; readonly attributes: Record<string, AttributeValue> }[] = [
  { id: "d0001", attributes: { name: { S: "Baaaaaar" }, reading: { N: "12345678901234567890" } } },
  { id: "d0002", attributes: { name: { S: "Fooooooo" } } },
  { id: "d0003", attributes: { tags: { SS: ["indoor", "mains"] }, place: { M: { floor: { N: "2" } } } } },
];

/** Shows the error without the access role, and then the items. */
export function readerTasks(run: DemoRun): DemoTask[] {
  const reading = readingOf(run.environment);
  const { result, shown } = run;
  return [
    step(run, `Delete the role ${reading.accessRoleName} and read: denied`, "reader", async () => {
      await deleteRole(reading);
      const answer = await ask(run, reading);
      result.readerRefusedWithoutRole = answer.status === 500;
      shown.push(
        `Without the access role, the reader API answered ${answer.status}:\n  ${answer.body}\nand logged:`,
        `  ${await lastError(reading)}`,
      );
    }),
    step(run, `Create the role again (terraform apply of ${reading.sourceStack})`, "reader", (say) =>
      projectOf(run, say).apply(reading.sourceStack),
    ),
    step(run, `Read ${reading.tableName} of account ${reading.sourceAccountId}`, "reader", async () => {
      await putItems(reading);
      const answer = await ask(run, reading);
      if (answer.status !== 200) {
        throw new SandboxError(
          `The reader API answered ${answer.status}: ${answer.body}.`,
          "Run the demo with --keep, and check `npm run sandbox -- logs`.",
        );
      }
      result.readerItems = (JSON.parse(answer.body) as unknown[]).length;
      shown.push(`With the access role, it answered ${answer.status}:\n  ${answer.body}`);
    }),
  ];
}

async function deleteRole({ sourceAccountId, accessRoleName }: Reading): Promise<void> {
  const { iam, destroy } = accountClients(requireRunning(), sourceAccountId);
  await removeRole(iam, accessRoleName);
  destroy();
}

async function ask(run: DemoRun, { consumerStack, consumerAccountId }: Reading): Promise<ApiAnswer> {
  run.readerUrl ??= String((await projectOf(run).outputs(consumerStack)).reader_api_url);
  return callApi(requireRunning(), {
    url: run.readerUrl,
    credentials: rootCredentials(consumerAccountId),
  });
}

async function putItems({ sourceAccountId, tableName, keyAttribute }: Reading): Promise<void> {
  const { dynamodb, destroy } = accountClients(requireRunning(), sourceAccountId);
  for (const { id, attributes } of ITEMS) {
    const Item = { [keyAttribute]: { S: id }, ...attributes };
    await dynamodb.send(new PutItemCommand({ TableName: tableName, Item }));
  }
  destroy();
}

/** The last error that the function logged. */
async function lastError({ consumerAccountId: accountId, functionName }: Reading): Promise<string> {
  let last = "nothing";
  for await (const line of functionLogs(requireRunning(), { accountId, functionName })) {
    const { error } = logEntry<{ error: { name: string; message: string } }>(line);
    if (error) last = `${error.name}: ${error.message}`;
  }
  return last;
}
