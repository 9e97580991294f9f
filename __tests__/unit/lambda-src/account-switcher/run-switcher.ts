import { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "aws-lambda";
import type { Answer } from "../../../../lambda-src/account-switcher/answer";
import { createHandler } from "../../../../lambda-src/account-switcher/create-handler";
import type { Settings } from "../../../../lambda-src/account-switcher/settings";

/** One JSON line that the function wrote. */
export type Line = Record<string, unknown>;

/** Runs the handler once, and gives what it answered and everything it wrote. */
export async function runSwitcher(
  event: unknown,
  settings: Partial<Settings> = {},
): Promise<{ answer: Answer; output: string; lines: Line[] }> {
  const chunks: string[] = [];
  const capture = (chunk: string | Uint8Array) => chunks.push(String(chunk)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, "write").mockImplementation(capture),
  );
  try {
    const handler = createHandler({
      logger: new Logger({ serviceName: "switcher" }),
      settings: { roleName: "external-role", durationSeconds: 3600, region: "eu-central-1", ...settings },
    });
    const answer = await handler(event, { awsRequestId: "request-1" } as Context);
    const output = chunks.join("");
    const lines = output
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line);
    return { answer, output, lines };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
