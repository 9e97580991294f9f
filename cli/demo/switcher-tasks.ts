import { InvokeCommand } from "@aws-sdk/client-lambda";
import type { LoadedEnvironment } from "../../config/load-environment";
import { accountOf } from "../../config/placement";
import { accountClients } from "../../sandbox/account-clients";
import { requireRunning } from "../../sandbox/require-running";
import { SandboxError } from "../../sandbox/sandbox-error";
import { type DemoRun, type DemoTask, step } from "./step";

/** The answer of the account switcher. */
interface Answer {
  readonly statusCode: number;
  readonly body: string;
}

/** The account switcher that the demo shows. */
interface Switching {
  readonly functionName: string;
  readonly consumerAccountId: string;
}

/** Shows the account switcher: in the source account, and with an invalid event. */
export function switcherTasks(run: DemoRun): DemoTask[] {
  const switching = switchingOf(run.environment);
  const { sourceAccountId } = run.pipeline;
  return [
    step(run, `Invoke the account switcher for account ${sourceAccountId}`, "switcher", async () => {
      const events = [
        { account_id: sourceAccountId },
        { account_id: sourceAccountId, action: "list-tables" },
        { account_id: "12345" },
      ];
      for (const event of events) {
        const answer = await invoke(switching, event);
        run.shown.push(
          `${switching.functionName} with ${JSON.stringify(event)} answered ${answer.statusCode}:\n  ${answer.body}`,
        );
        if (event === events[0]) run.result.switchedTo = accountIn(answer);
      }
    }),
  ];
}

function switchingOf({ environment, file }: LoadedEnvironment): Switching {
  const consumer = Object.values(environment.consumers).find(({ accountSwitcher }) => accountSwitcher);
  if (consumer?.accountSwitcher) {
    const consumerAccountId = accountOf(consumer, environment).id;
    return { functionName: consumer.accountSwitcher.function.name, consumerAccountId };
  }
  throw new SandboxError(
    `${file}: the demo needs a consumer with an accountSwitcher.`,
    "Run it with the environment `sandbox`.",
  );
}

async function invoke({ functionName, consumerAccountId }: Switching, event: object): Promise<Answer> {
  const { lambda, destroy } = accountClients(requireRunning(), consumerAccountId);
  const Payload = Buffer.from(JSON.stringify(event));
  const answer = await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload }));
  destroy();
  return JSON.parse(Buffer.from(answer.Payload ?? []).toString("utf8")) as Answer;
}

function accountIn({ statusCode, body }: Answer): string | null {
  if (statusCode !== 200) return null;
  return (JSON.parse(body) as { account?: string }).account ?? null;
}
