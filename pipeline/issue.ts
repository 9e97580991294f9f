import { isOwn, JOB_AUTHOR, type Post, type Written } from "./comment";
import type { GitHub } from "./github/github";
import { markedBody, markerOf } from "./marker";

/** An issue about something that lasts until it is put right. */
export interface LastingIssue {
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  /** Tells this issue from others of the same author. */
  readonly marker: string;
  /** Login of the issue's author. @default the job's token's */
  readonly author?: string;
}

interface Issue extends Post {
  readonly number: number;
  readonly title: string;
  /** Only pull requests have it: the API lists them among the issues. */
  readonly pull_request?: object;
}

/**
 * Opens an issue, or updates the open one that was written before with the same marker.
 * @throws PipelineError if the text is too long or GitHub refuses it
 */
export async function writeIssue(
  github: GitHub,
  { title, text, marker, author = JOB_AUTHOR }: LastingIssue,
): Promise<Written> {
  const line = markerOf(marker);
  const body = markedBody(text, line);
  const earlier = await openIssue(github, author, line);
  if (earlier === undefined) {
    const { html_url: url } = await github.post<Post>("/issues", { title, body });
    return { what: "created", url };
  }
  if (earlier.body === body && earlier.title === title) return { what: "unchanged", url: earlier.html_url };
  const { html_url: url } = await github.patch<Post>(`/issues/${earlier.number}`, { title, body });
  return { what: "updated", url };
}

/**
 * Closes the open issue of a marker, with a comment that says why.
 * @returns undefined if none is open
 * @throws PipelineError if GitHub refuses
 */
export async function closeIssue(
  github: GitHub,
  { marker, reason, author = JOB_AUTHOR }: { marker: string; reason: string; author?: string },
): Promise<Written | undefined> {
  const earlier = await openIssue(github, author, markerOf(marker));
  if (earlier === undefined) return undefined;
  await github.post(`/issues/${earlier.number}/comments`, { body: reason });
  const change = { state: "closed", state_reason: "completed" };
  const { html_url: url } = await github.patch<Post>(`/issues/${earlier.number}`, change);
  return { what: "closed", url };
}

/** The oldest, should there be several: two jobs may have opened one each at the same time. */
async function openIssue(github: GitHub, author: string, marker: string): Promise<Issue | undefined> {
  const path = `/issues?state=open&sort=created&direction=asc&creator=${encodeURIComponent(author)}`;
  const issues = await github.list<Issue>(path);
  return issues.find((issue) => issue.pull_request === undefined && isOwn(issue, author, marker));
}
