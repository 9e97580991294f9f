import type { Step } from "../report";
import type { CloudChange } from "./changes";

/** A change as people read it. */
export function changeStep(change: CloudChange): Step {
  if (change.kind === "create-project") return { action: "create", what: `project ${change.name}` };
  const { workspace } = change;
  if (change.kind === "add-tags")
    return { action: "tag", what: `${workspace} with ${change.tags.join(", ")}` };
  if (change.kind === "share-state") {
    return { action: "share", what: `the state of ${workspace} with ${change.readers.join(", ")}` };
  }
  const settings = Object.entries(change.attributes).map(([name, value]) => `${name}: ${value}`);
  const project = change.project === undefined ? [] : [`project: ${change.project}`];
  const action = change.kind === "create-workspace" ? "create" : "update";
  return { action, what: `workspace ${workspace} (${[...settings, ...project].join(", ")})` };
}
