import { deployCommands } from "../../sandbox/deploy-commands";
import { requireRunning } from "../../sandbox/require-running";
import type { DemoRun } from "./step";

/** Commands to try with the sandbox that the demo left running. */
export function nextSteps(run: DemoRun): string {
  return `
Everything is still running at ${requireRunning().emulatorUrl}. Try:
${ideas(run)
  .map((line) => `  ${line}`)
  .join("\n")}
After you change the code or the environment file:
${deployCommands(run.environment.name)
  .map((line) => `  ${line}`)
  .join("\n")}
To stop it:
  npm run sandbox -- down`;
}

function ideas({ scenarios, pipeline, readerUrl, environment }: DemoRun): string[] {
  const { tableName, functionName, sourceAccountId, consumerAccountId } = pipeline;
  const named = environment.name === "sandbox" ? "" : ` --environment ${environment.name}`;
  return [
    ...(scenarios.includes("stream")
      ? [
          `npm run sandbox -- put ${tableName} '{"id": "test-002", "name": "By hand"}'`,
          `npm run sandbox -- logs ${functionName} --follow`,
          `eval "$(npm run --silent sandbox -- env --account ${sourceAccountId})"`,
          `aws dynamodb put-item --table-name ${tableName} --item '{"id": {"S": "test-003"}}'`,
        ]
      : []),
    ...(readerUrl
      ? [
          `eval "$(npm run --silent sandbox -- env --account ${consumerAccountId})"`,
          `curl --aws-sigv4 aws:amz:${environment.environment.region}:execute-api --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" '${readerUrl}?pageSize=2'`,
          `npm run invoke -- reader -e events/reader.json${named}`,
        ]
      : []),
    ...(scenarios.includes("switcher")
      ? [`npm run invoke -- switcher -e events/account-list-tables.json${named}`]
      : []),
    "npm run sandbox -- status",
  ];
}
