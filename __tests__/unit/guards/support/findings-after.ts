import { checkEnvironment } from "../../../../config/load-environment";
import { findingLine } from "../../../../guards/finding";
import { findingsIn } from "../../../../guards/rules";
import { guardSettings } from "../../../../stacks/guard-settings";
import type { Stack } from "../../../../synthesized/stack";
import { type Content, edited } from "../../config/sample";
import { stacksOf, synthesize } from "../../support/synthesize";
import { withAttribute } from "../../support/with-attribute";

/** A change of a policy or another attribute by hand: stack, type and name of the resource, and what to change. */
export interface HandEdit {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly attribute: string;
  /** A text to find in the attribute, and what to put there. */
  readonly replace: readonly [from: string, to: string];
}

/** The findings, as lines, in the sample environment with edits of the file and edits of the JSON. */
export function findingsAfter(folder: string, edits: Content, hand: readonly HandEdit[] = []): string[] {
  const { environment } = checkEnvironment(edited(edits));
  if (!environment) throw new Error("the edits are no valid environment");
  const synthesized = stacksOf(synthesize({ sandbox: true, ...edits }, folder));
  const stacks = hand.reduce<Stack[]>(
    (before, edit) => before.map((stack) => (stack.name === edit.stack ? changed(stack, edit) : stack)),
    synthesized,
  );
  return findingsIn(stacks, guardSettings(environment)).map(findingLine);
}

function changed(stack: Stack, { type, name, attribute, replace: [from, to] }: HandEdit): Stack {
  const text = stack.json.resource?.[type]?.[name]?.[attribute];
  if (typeof text !== "string" || !text.includes(from)) throw new Error(`${name} holds no ${from}`);
  return withAttribute(
    stack,
    [type, name, attribute],
    text.replace(from, () => to),
  );
}
