import { tokenRemedy } from "./host-name";
import type { HttpsResponse } from "./https-request";

/** Why a request failed, and what to do about it: sentences. */
interface AnswerProblem {
  readonly cause: string;
  readonly remedy: string;
}

/** What was asked, and of whom. */
interface Asked {
  /** Method and path. */
  readonly what: string;
  readonly hostname: string;
}

/** What is wrong with an answer; undefined if nothing is. */
export function answerProblem(answer: HttpsResponse, asked: Asked): AnswerProblem | undefined {
  const { status } = answer;
  if (status >= 200 && status < 300) return undefined;
  const { what, hostname } = asked;
  if (status === 401) {
    return {
      cause: `${hostname} does not accept the token (401).`,
      remedy: tokenRemedy(hostname),
    };
  }
  const said = `${hostname} answers ${what} with ${status}${reasonsIn(answer)}.`;
  return { cause: said, remedy: remedyOf(status) };
}

function remedyOf(status: number): string {
  // Terraform Cloud answers 404 to what a token may not see.
  if (status === 403 || status === 404) {
    return "Use a token that may manage the organization's workspaces and, if the file names a project, its projects.";
  }
  if (status === 429) return "Wait a minute and run the command again: it goes on where it stopped.";
  if (status >= 500) return "Run the command again later: it goes on where it stopped.";
  if (status >= 300 && status < 400) {
    return "Check `backend.hostname` in the environment file: redirects are not followed.";
  }
  return "Correct the setting in the `backend` of the environment file, and run the command again.";
}

/** The server's own words (jsonapi.org, error objects). */
function reasonsIn({ body }: HttpsResponse): string {
  try {
    const { errors } = JSON.parse(body);
    const texts = errors.map(({ title, detail }: { title?: string; detail?: string }) => detail ?? title);
    const reasons = texts.filter((text: unknown) => typeof text === "string" && text !== "").join("; ");
    return reasons === "" ? "" : `: ${reasons.replace(/\.$/, "")}`;
  } catch {
    return "";
  }
}
