import { simulate } from "../../../packages/stream-mappings/src/policy-simulator";
import { listOf, statementsOf } from "../../../synthesized/statements";
import { matchesPattern } from "../../matches-pattern";
import type { Identity } from "./account-identities";
import type { Notes } from "./notes";
import type { OwnResource } from "./own-resources";

/**
 * What an identity's own policies let it do to resources of its account: a line for each resource. Within an account
 * they are enough.
 */
export async function touchedBy(
  identity: Identity,
  resources: readonly OwnResource[],
  notes: Notes,
): Promise<string[]> {
  const lines = resources.map(async (resource) => {
    const questions = [
      ...resource.actions.map((action) => ({ action, arn: resource.arn })),
      ...(resource.content?.actions ?? []).map((action) => ({
        action,
        arn: `${resource.arn}${resource.content?.suffix}`,
      })),
    ].filter(({ action }) => isMentioned(identity, action));
    const answers = questions.map(async (one) =>
      (await mayDo(identity, resource, one, notes)) ? [one.action] : [],
    );
    const allowed = new Set((await Promise.all(answers)).flat());
    return allowed.size === 0 ? [] : [`${[...allowed].join(", ")} on ${resource.label}`];
  });
  return (await Promise.all(lines)).flat();
}

/** Most identities have nothing to do with most actions: the simulator need not be asked. */
function isMentioned({ policies }: Identity, action: string): boolean {
  return policies.some(({ document }) =>
    statementsOf(document).some(
      ({ Effect, Action, NotAction }) =>
        Effect === "Allow" &&
        (NotAction !== undefined ||
          listOf(Action).some((pattern) => matchesPattern(pattern.toLowerCase(), action.toLowerCase()))),
    ),
  );
}

async function mayDo(
  { arn, name, kind, policies, boundary }: Identity,
  { accountId, region, policy }: OwnResource,
  asked: { readonly action: string; readonly arn: string },
  notes: Notes,
): Promise<boolean> {
  const decision = await simulate({
    // A user is asked about as a role with the same policies: the simulator knows roles.
    principal: {
      kind: "role",
      role: { roleArn: arn.replace(":user/", ":role/"), policies, ...(boundary && { boundary }) },
      sessionName: "access",
    },
    action: asked.action,
    resource: { arn: asked.arn, accountId, region, policy },
  });
  if (decision.kind === "error") {
    notes.add(`${asked.action} by ${kind} ${name} cannot be judged: ${decision.message}`);
  }
  return decision.kind === "allowed";
}
