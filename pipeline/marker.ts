import { PipelineError } from "./pipeline-error";

/** GitHub refuses a longer body of a comment or an issue: "body is too long (maximum is 65536 characters)". */
const BODY_CHARACTERS = 65_536;

/** The comment that nobody sees, by which a text is found when it is written the next time. */
export function markerOf(name: string): string {
  if (/^[\w./-]+$/.test(name)) return `<!-- pipeline:${name} -->`;
  throw new PipelineError(
    `"${name}" is no name of a marker.`,
    "Use letters, digits, dots, slashes, hyphens and underscores.",
  );
}

/**
 * A text with its marker in front.
 * @throws PipelineError if GitHub would refuse it for its length
 */
export function markedBody(text: string, marker: string): string {
  const body = `${marker}\n${text}`;
  if (body.length <= BODY_CHARACTERS) return body;
  throw new PipelineError(
    `The text has ${text.length} characters, and with its marker more than the ${BODY_CHARACTERS} that GitHub accepts.`,
    "Shorten it, or show it in the summary of the job.",
  );
}
