import type { GitHub } from "./github/github";
import { markedBody, markerOf } from "./marker";

/** Whom GitHub names as the author of what a job writes with its own token. */
export const JOB_AUTHOR = "github-actions[bot]";

/** What to write, and where. */
export interface Comment {
  /** Number of the pull request. */
  readonly pullRequest: number;
  /** Markdown. */
  readonly text: string;
  /** Tells this comment from others of the same author. */
  readonly marker: string;
  /** Login of the comment's author. @default the job's token's */
  readonly author?: string;
}

/** What happened to a comment or an issue, and where it can be seen. */
export interface Written {
  readonly what: "created" | "updated" | "unchanged" | "closed";
  readonly url: string;
}

/** A comment or an issue, as the REST API returns it. */
export interface Post {
  readonly html_url: string;
  readonly body?: string | null;
  readonly user?: { readonly login: string } | null;
}

/**
 * Writes a comment on a pull request, in place of the one that was written before with the same marker. Only a comment of
 * the same author is replaced: anybody can copy a marker.
 * @throws PipelineError if the text is too long or GitHub refuses it
 */
export async function writeComment(
  github: GitHub,
  { pullRequest, text, marker, author = JOB_AUTHOR }: Comment,
): Promise<Written> {
  const line = markerOf(marker);
  const body = markedBody(text, line);
  const comments = await github.list<Post & { readonly id: number }>(`/issues/${pullRequest}/comments`);
  const earlier = comments.find((comment) => isOwn(comment, author, line));
  if (earlier === undefined) {
    const { html_url: url } = await github.post<Post>(`/issues/${pullRequest}/comments`, { body });
    return { what: "created", url };
  }
  if (earlier.body === body) return { what: "unchanged", url: earlier.html_url };
  const { html_url: url } = await github.patch<Post>(`/issues/comments/${earlier.id}`, { body });
  return { what: "updated", url };
}

/** Whether a text was written by this author under this marker. */
export function isOwn({ body, user }: Post, author: string, marker: string): boolean {
  return user?.login === author && body?.startsWith(marker) === true;
}
