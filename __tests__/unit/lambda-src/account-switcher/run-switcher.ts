import type { Context } from "aws-lambda";
import type { Answer } from "../../../../lambda-src/account-switcher/answer";
import { createHandler } from "../../../../lambda-src/account-switcher/create-handler";
import type { Settings } from "../../../../lambda-src/account-switcher/settings";
import { functionLogger } from "../../../../lambda-src/shared/redaction/function-logger";
import { captured, type Line, linesOf } from "../support/captured";

/** Runs the handler once, with this much time left in ms, and returns its answer and everything that it wrote. */
export async function runSwitcher(
  event: unknown,
  settings: Partial<Settings> = {},
  remaining = 30_000,
): Promise<{ answer: Answer; output: string; lines: Line[] }> {
  const { result: answer, output } = await captured(() => {
    const handler = createHandler({
      logger: functionLogger({ serviceName: "switcher" }),
      settings: { region: "eu-central-1", ...settings },
    });
    return handler(event, {
      awsRequestId: "request-1",
      getRemainingTimeInMillis: () => remaining,
    } as Context);
  });
  return { answer, output, lines: linesOf(output) };
}
