import { relative } from "node:path";
import { sandboxOutputFolder } from "../../sandbox/terraform-project";
import type { DemoRun } from "./step";

/** What can be done by hand with what the demo left running. */
export function howToGoOn(run: DemoRun): string {
  return `
Everything still runs. Go on by hand:
${ideas(run)
  .map((line) => `  ${line}`)
  .join("\n")}
After a change of the code or of the environment file:
  eval "$(npm run --silent sandbox -- env)"
  npx cdktf deploy '*' --output ${relative(process.cwd(), sandboxOutputFolder())} --auto-approve --skip-provider-lock
Stop it with:
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
          `curl --aws-sigv4 aws:amz:${environment.environment.region}:execute-api --user ${consumerAccountId}:test '${readerUrl}?pageSize=2'`,
          `npm run invoke -- reader -e events/reader.json${named}`,
        ]
      : []),
    ...(scenarios.includes("switcher")
      ? [`npm run invoke -- switcher -e events/account-list-tables.json${named}`]
      : []),
    "npm run sandbox -- status",
  ];
}
