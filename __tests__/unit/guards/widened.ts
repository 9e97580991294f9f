import { checkEnvironment } from "../../../config/load-environment";
import { guardMessages } from "../../../guards";
import { type StackJson, stackOf } from "../../../synthesized/stack-json";
import { type Content, edited } from "../config/sample";
import { synthesize } from "../support/synthesize";

type Json = Record<string, Record<string, Record<string, Record<string, unknown>>>>;

/** A change of a policy or another attribute by hand: stack, type and name of the resource, and what to change. */
export interface HandEdit {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly attribute: string;
  /** A text to find in the attribute (in its JSON if it is no text), and what to put there. */
  readonly replace: readonly [from: string, to: string];
}

/** What the guards say of the sample environment with edits of the file and edits of the JSON. */
export function findingsAfter(folder: string, edits: Content, hand: readonly HandEdit[] = []): string[] {
  const { environment } = checkEnvironment(edited(edits));
  const { stacks } = synthesize({ sandbox: true, ...edits }, folder);
  const copies = structuredClone(stacks) as unknown as Record<string, StackJson>;
  for (const edit of hand) change(copies[edit.stack] as unknown as Json, edit);
  if (!environment) throw new Error("the edits are no valid environment");
  return guardMessages(
    environment,
    Object.entries(copies).map(([name, json]) => stackOf(name, json)),
  );
}

function change(json: Json, { type, name, attribute, replace: [from, to] }: HandEdit): void {
  const element = json.resource?.[type]?.[name];
  const before = JSON.stringify(element?.[attribute]);
  const quotedFrom = JSON.stringify(from).slice(1, -1);
  if (!element || !before?.includes(quotedFrom)) throw new Error(`${name} holds no ${from}`);
  element[attribute] = JSON.parse(before.replace(quotedFrom, () => JSON.stringify(to).slice(1, -1)));
}
