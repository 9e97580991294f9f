import { basename } from "node:path";
import { type Manifest, manifestText } from "../manifest";
import { type ChangedLine, changedLines } from "./changed-lines";
import { manifestOnCdktn } from "./manifest";
import { rulesFor } from "./rules";

/** A file that the upgrade changes. */
export interface ChangedFile {
  /** Relative to the project's root. */
  readonly file: string;
  /** The file's text after the upgrade. */
  readonly text: string;
  readonly lines: readonly ChangedLine[];
}

/** What the upgrade makes of a file; undefined if it stays as it is. */
export function changedFile(file: string, text: string): ChangedFile | undefined {
  const changed = basename(file) === "package.json" ? changedManifest(file, text) : changedText(file, text);
  return changed.lines.length > 0 ? changed : undefined;
}

function changedManifest(file: string, text: string): ChangedFile {
  const manifest: Manifest = JSON.parse(text);
  const after = manifestText(manifestOnCdktn(manifest));
  // Compared as npm writes it: what differs by its layout alone is no change.
  return { file, text: after, lines: changedLines("packages", manifestText(manifest), after) };
}

function changedText(file: string, text: string): ChangedFile {
  const changed = rulesFor(file).reduce<ChangedFile>(
    (changed, { title, change }) => {
      const after = change(changed.text);
      return { file, text: after, lines: [...changed.lines, ...changedLines(title, changed.text, after)] };
    },
    { file, text, lines: [] },
  );
  return { ...changed, lines: [...changed.lines].sort((one, other) => one.line - other.line) };
}
