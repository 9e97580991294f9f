import { Argument, Command } from "commander";
import { PROJECT_ROOT } from "../config/paths";
import { changesJson, changesText } from "../upgrade/cdktn/report";
import { applyChanges, plannedChanges, requireCommitted } from "../upgrade/cdktn/upgrade";
import { isNodeForCdktn, NODE_MINIMUM } from "../upgrade/versions";
import { runCommand } from "./support/run-command";

interface Options {
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

const NEXT = `
Next, with Node.js ${NODE_MINIMUM.major}.${NODE_MINIMUM.minor} or newer (\`nvm install\` takes the version of .nvmrc${ownNode()}):
  npm ci
  npm run check
  npx jest --selectProjects unit user
  npx cdktn diff STACK   # of every stack; docs/upgrading.md says what to look for
State has not been touched.`;

const UNDO = "To undo all of it: git restore . && npm ci";

const UNDO_FORCED = "It is mixed with your own changes: `git restore .` would take those back, too.";

new Command("upgrade")
  .description(
    "Turns this clone into one on a successor of CDKTF: packages, lock file, imports, commands, Lambda's runtime, Node.js.",
  )
  .addArgument(new Argument("<target>", "what to upgrade to: CDK Terrain").choices(["cdktn"]))
  .option("--dry-run", "only show what would change")
  .option("--force", "go on although there are changes that are not committed")
  .option("--json", "print JSON, for scripts")
  .showHelpAfterError()
  .action((_target: string, options: Options) => runCommand((signal) => upgrade(options, signal)))
  .parseAsync();

async function upgrade({ dryRun, force, json }: Options, signal: AbortSignal): Promise<void> {
  const changed = await plannedChanges(PROJECT_ROOT, signal);
  const applies = changed.length > 0 && !dryRun;
  if (applies) {
    if (!force) await requireCommitted(PROJECT_ROOT);
    console.error("npm resolves the new packages …");
    await applyChanges(PROJECT_ROOT, changed, signal);
  }
  if (json) return console.log(changesJson(changed, applies));
  if (changed.length === 0) return console.log("This project is on CDK Terrain already. Nothing to do.");
  console.log(changesText(changed));
  console.log(dryRun ? "Nothing was written (--dry-run)." : `${NEXT} ${force ? UNDO_FORCED : UNDO}`);
}

function ownNode(): string {
  const { node } = process.versions;
  return isNodeForCdktn(node) ? "" : `; this one, ${node}, is too old`;
}
