import { relative } from "node:path";
import { sandboxOutputFolder } from "./terraform-project";

/** Commands that deploy an environment, or a change of it, into the running sandbox. */
export function deployCommands(environment: string): string[] {
  const output = relative(process.cwd(), sandboxOutputFolder());
  return [
    'eval "$(npm run --silent sandbox -- env)"',
    `ENVIRONMENT=${environment} npx cdktf deploy '*' --output ${output} --auto-approve --skip-provider-lock`,
  ];
}
