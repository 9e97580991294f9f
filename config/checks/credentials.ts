import { type Draft, entriesOf } from "../draft";
import { error, type Problem, warning } from "../problem";

/** Whose credentials deploy, and where the state is kept. */
export function checkCredentials(draft: Draft): Problem[] {
  return [...missingBackend(draft), ...oneSetOfCredentials(draft)];
}

/** Files that nobody else has are a decision: the next person, or a pipeline, would create everything again. */
function missingBackend(draft: Draft): Problem[] {
  if ("backend" in draft || draft.sandbox !== false) return [];
  return [
    error(
      ["backend"],
      "is missing, and files in this folder are no place for a state that others need",
      "Say where Terraform keeps its state (environments/example.yaml uses S3), or say `backend: { type: local }` if you mean this folder",
    ),
  ];
}

/** Credentials belong to one account, so Terraform stops at the stacks of the other one. */
function oneSetOfCredentials(draft: Draft): Problem[] {
  const own = entriesOf(draft.accounts).filter(([, { deployRole }]) => deployRole === null);
  const ids = new Set(own.flatMap(([, { id }]) => id ?? []));
  if (ids.size < 2) return [];
  return [
    warning(
      ["accounts"],
      `${own.map(([key]) => key).join(" and ")} have \`deployRole: null\`, and no credentials are good for both accounts`,
      "Deploy one stack at a time, each with credentials of its own account (`npx cdktf deploy STACK --ignore-missing-stack-dependencies`, sources first), or set deployRole",
    ),
  ];
}
