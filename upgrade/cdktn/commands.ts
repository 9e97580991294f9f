/** Commands of the CDKTF CLI. A word after `cdktf` that is none of them belongs to a sentence about CDKTF. */
const SUBCOMMANDS = [
  "apply",
  "convert",
  "debug",
  "deploy",
  "destroy",
  "diff",
  "get",
  "list",
  "login",
  "output",
  "plan",
  "provider",
  "synth",
  "watch",
].join("|");

/** `cdktf deploy`, also in a regular expression (`cdktf\s+deploy`), but neither `cdktf.out` nor `cdktf-cli`. */
const COMMAND = new RegExp(String.raw`(?<![\w./-])cdktf(?=(?:\s|\\s\+)+(?:${SUBCOMMANDS})\b)`, "g");

/** `npx cdktf`, whatever follows. */
const BY_NPX = /(?<=\bnpx )cdktf(?![\w.-])/g;

/** The program itself: `node_modules/.bin/cdktf`, or its path in parts. */
const PROGRAM = /(?<=\.bin(?:\/|", "))cdktf(?![\w.-])/g;

/** A text in which the commands of the CDKTF CLI are those of CDK Terrain's. */
export function commandsOfCdktn(text: string): string {
  return [COMMAND, BY_NPX, PROGRAM].reduce((changed, pattern) => changed.replace(pattern, "cdktn"), text);
}
