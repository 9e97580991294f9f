import { readFileSync } from "node:fs";
import { EnvironmentError } from "../../config/environment-error";
import { parseYaml } from "../../config/parse-yaml";
import { toUserProblem } from "../../config/problem";
import type { BackendConfig } from "../../config/schema";
import { plainMessage, schemaProblems } from "../../config/schema-problems";
import { backend } from "../../config/schemas/backend";
import { reasonOf } from "../../errors/reason-of";
import { BackendError } from "../backend-error";

/** Where the state was, and the region of the file that said so. */
export interface EarlierBackend {
  readonly backend: BackendConfig;
  /** @default the region of the environment as it is now */
  readonly region?: string;
}

/**
 * The backend that an environment had.
 * @param from `local`, or the environment file as it was before
 * @throws UserError if the file cannot be read, or its `backend` is not valid
 */
export function earlierBackend(from: string): EarlierBackend {
  if (from === "local") return { backend: { type: "local" } };
  const content = parseYaml(textOf(from), from) as {
    readonly backend?: unknown;
    readonly region?: unknown;
  } | null;
  const options = { reportInput: true, error: plainMessage };
  const { success, data, error } = backend.safeParse(content?.backend ?? { type: "local" }, options);
  if (!success) throw new EnvironmentError(schemaProblems(error.issues).map(toUserProblem), from);
  const region = content?.region;
  return { backend: data, ...(typeof region === "string" && { region }) };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new BackendError(
      `The environment file of before cannot be read: ${reasonOf(error)}.`,
      "Write it with `git show HEAD:environments/NAME.yaml > before.yaml`, or give `local` for state in files.",
    );
  }
}
