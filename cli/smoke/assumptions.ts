import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AssumptionsError } from "../../assumptions/assumptions-error";
import { chooseAssumptions, triedOnes } from "../../assumptions/choose";
import { announcement } from "../../assumptions/report/announcement";
import { trialsJson } from "../../assumptions/report/json";
import { trialsText } from "../../assumptions/report/text";
import type { TrialsResult } from "../../assumptions/result";
import { leftInFolder } from "../../assumptions/site/left";
import { siteEnvironment } from "../../assumptions/site/site-stacks";
import { tryAssumptions } from "../../assumptions/try-assumptions";
import { reasonOf } from "../../errors/reason-of";
import { UserError } from "../../errors/user-error";
import { connectAccounts } from "../support/connect-accounts";
import { connectTerraform } from "../support/terraform-connection";
import { type AccountOptions, type ChosenAccounts, chooseAccounts } from "./accounts";

/** How assumptions are tried from the command line. */
export interface AssumptionsOptions extends AccountOptions {
  /** IDs of assumptions. @default all */
  readonly only?: readonly string[];
  readonly yes?: boolean;
  /** A file; true: the standard output. */
  readonly json?: string | true;
}

/** Exit code if an error kept an assumption from being tried. */
const FAILED = 1;
/** Exit code if an assumption was refuted. */
const REFUTED = 2;

/** `npm run smoke -- --assumptions`. */
export async function tryOnAws(options: AssumptionsOptions, signal: AbortSignal): Promise<void> {
  const assumptions = chooseAssumptions(options.only);
  const chosen = chooseAccounts(options);
  const tried = triedOnes(assumptions);
  // At once, so that a file that cannot be written is reported before anything is deployed.
  if (typeof options.json === "string") write(options.json, "");
  const folder = mkdtempSync(join(tmpdir(), "assumptions-"));
  let result: TrialsResult | undefined;
  try {
    const connection = await connect(chosen, signal);
    console.error(announcement(tried, chosen.place, folder));
    await requireConsent(chosen.sandbox || options.yes === true);
    const { place, sandbox } = chosen;
    const onProgress = (step: string) => console.error(`- ${step}`);
    result = await tryAssumptions(assumptions, { ...connection, place, sandbox, folder, signal, onProgress });
  } finally {
    // The state is all that knows what is left.
    const left = [...leftInFolder(folder), ...(result?.notDestroyed.left ?? [])];
    if (left.length === 0) rmSync(folder, { recursive: true, force: true });
  }
  const report = trialsJson(result);
  if (typeof options.json === "string") write(options.json, report);
  if (options.json === true) process.stdout.write(report);
  else console.log(trialsText(result));
  if (result.results.some(({ outcome }) => outcome === "refuted")) process.exitCode = REFUTED;
  if (result.results.some(({ failed }) => failed)) process.exitCode = FAILED;
  requireDestroyed(result, folder);
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const cause = `The file cannot be written: ${reasonOf(error)}`;
    throw new UserError([{ cause, remedy: "Give --json the path of a file that you may write to" }]);
  }
}

/** Reaches the accounts as every command does, with the environment that is made up for the trials. */
async function connect({ place, sandbox }: ChosenAccounts, signal: AbortSignal) {
  const environment = { ...siteEnvironment(place, "00000000"), sandbox };
  const loaded = { name: "assumptions", file: "", environment, warnings: [] };
  const { terraform } = await connectTerraform(loaded, signal);
  return { terraform, connect: connectAccounts(environment, "assumptions") };
}

/** @throws UserError unless somebody agrees */
async function requireConsent(isGiven: boolean): Promise<void> {
  if (isGiven) return;
  if (!process.stdin.isTTY) {
    const cause = "Nobody can be asked whether this is to be deployed";
    throw new UserError([{ cause, remedy: "Add --yes" }]);
  }
  const { confirm } = await import("@inquirer/prompts");
  const agreed = await confirm({ message: "Deploy it?", default: false }).catch(noneAfterInterruption);
  if (agreed) return;
  throw new UserError([{ cause: "Nothing was deployed" }]);
}

/** Ctrl-C is no consent. */
function noneAfterInterruption(error: unknown): boolean {
  if (error instanceof Error && error.name === "ExitPromptError") return false;
  throw error;
}

/** @throws AssumptionsError with what is left, and where its state is */
function requireDestroyed({ notDestroyed: { left, problems } }: TrialsResult, folder: string): void {
  if (left.length === 0) return;
  const place = `Terraform's state and the stacks are in ${folder}`;
  const remedy = `Run \`terraform destroy\` in each folder of ${join(folder, "cdktf.out", "stacks")}, the consumers' first, or delete it by hand`;
  throw new AssumptionsError(
    [
      ...left.map((arn) => ({ cause: arn })),
      ...problems.map((cause) => ({ cause })),
      { cause: place, remedy },
    ],
    "Not everything could be destroyed. This is left:",
  );
}
