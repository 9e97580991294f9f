import { type Command, Option } from "commander";

/** Adds the options that name a source. @param what the beginning of their description, such as "only batches of" */
export function withSourceOptions(command: Command, what: string): Command {
  return command
    .option("--source <name>", `${what} this source, a key of \`sources\``)
    .addOption(
      new Option(
        "--tenant <name>",
        `${what} this tenant: its ID in \`tenants\`, or a key of \`sources\``,
      ).conflicts("source"),
    );
}
