import type { ElementJson } from "./stack-json";

/** The comment of an element, which Terraform ignores: CDKTF's notes, and what constructs write there. */
export function commentOf({ "//": comment }: ElementJson): ElementJson {
  return typeof comment === "object" && comment !== null ? (comment as ElementJson) : {};
}

/** An element without its comment. */
export function withoutComment({ "//": _comment, ...settings }: ElementJson): ElementJson {
  return settings;
}
