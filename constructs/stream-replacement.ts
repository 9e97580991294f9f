import type { TerraformResourceLifecycle } from "cdktf";
import type { DeployedCondition } from "./deployed-table";

/** The stream that a table is to have, and whether it may replace the one that it has. */
export interface StreamReplacement {
  /** What a record of the stream is to contain. */
  readonly streamViewType: string;
  /** Label of the stream that may be replaced; undefined if none may be. */
  readonly replaceStream: string | undefined;
  /** Where these settings are, for messages. */
  readonly place: string;
}

/**
 * The lifecycle of a table whose stream must not be replaced without a decision: the plan keeps the view type that is
 * deployed, and fails if that is not the one that is wanted. Undefined if there is a decision.
 */
export function keepStream(wanted: StreamReplacement): TerraformResourceLifecycle | undefined {
  const { streamViewType, replaceStream, place } = wanted;
  if (replaceStream !== undefined) return undefined;
  const errorMessage = [
    `${place}.streamViewType: the deployed stream has \${self.stream_view_type}, and only a new stream can have`,
    `${streamViewType}. Records of the old one that have not been read by then are lost. Stop the writers, wait until`,
    "every consumer has read everything, then deploy with this line in the entry:",
    `replaceStream: "\${self.stream_label}". docs/changes.md describes the steps.`,
  ].join(" ");
  return {
    ignoreChanges: ["stream_view_type"],
    postcondition: [{ condition: `\${${hasViewType("self", streamViewType)}}`, errorMessage }],
  };
}

/**
 * What must hold for the table as it is deployed if its stream may be replaced: the decision is about this stream. One
 * about an earlier stream counts only where nothing is replaced.
 */
export function decidedAboutThisStream(wanted: StreamReplacement): DeployedCondition[] {
  const { streamViewType, replaceStream, place } = wanted;
  if (replaceStream === undefined) return [];
  const message = (deployed: string) =>
    [
      `${place}.replaceStream: it names the stream ${replaceStream}, but the deployed one is`,
      `\${${deployed}.stream_label}. Make sure that every consumer has read the deployed stream to its end, then write`,
      "its label. docs/changes.md describes the steps.",
    ].join(" ");
  const holds = (deployed: string) =>
    `${deployed}.stream_label == "${replaceStream}" || ${hasViewType(deployed, streamViewType)}`;
  return [{ holds, message }];
}

function hasViewType(table: string, streamViewType: string): string {
  return `${table}.stream_view_type == "${streamViewType}"`;
}
