/** A command of this project that a step runs. */
export interface NpmCommand {
  /** Name of the script in package.json. */
  readonly script: string;
  /** The command of a script that has several, such as `matrix`. */
  readonly subcommand?: string;
  readonly options: readonly string[];
}

/** Scripts that have several commands. */
const WITH_SUBCOMMANDS = ["pipeline", "failures", "sandbox", "usage"];

const COMMAND = /npm run (?:--silent )?(?<script>[\w:-]+)(?: -- (?<args>[^|>)\n]*))?/g;

/** The scripts of package.json that a shell text runs, with the options that it gives them. */
export function npmCommands(shell: string): NpmCommand[] {
  return [...shell.matchAll(COMMAND)].map(({ groups = {} }) => {
    const { script = "", args = "" } = groups;
    const subcommand = WITH_SUBCOMMANDS.includes(script) ? args.split(" ")[0] : undefined;
    // Text in quotes may hold anything.
    const options = args.replace(/"[^"]*"/g, "").match(/(?<= |^)--[a-z-]+/g) ?? [];
    return { script, ...(subcommand && { subcommand }), options };
  });
}
