import { checkEnvironment } from "../../../../config/load-environment";
import { formatProblem } from "../../../../config/problem";
import type { Environment } from "../../../../config/schema";
import { type Content, edited } from "../../config/sample";

/** The sample environment with edits. */
export function environmentWith(edits: Content): Environment {
  const { environment, problems } = checkEnvironment(edited(edits));
  const errors = problems.filter(({ severity }) => severity === "error");
  if (!environment || errors.length > 0) throw new Error(errors.map(formatProblem).join("\n"));
  return environment;
}
