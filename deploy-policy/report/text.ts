import { MANAGED_POLICIES_PER_ROLE } from "../../config/limits";
import type { PolicyHolder, Remark, Scope } from "../deploy-policies";

/**
 * The policies for people: who needs them and what for, the documents, and what to know about them.
 * @param scope what the policies allow. @default everything
 */
export function policiesText(holders: readonly PolicyHolder[], scope: Scope = "deploy"): string {
  return holders.map((holder) => holderText(holder, scope)).join("\n\n");
}

function holderText(holder: PolicyHolder, scope: Scope): string {
  const parts = [
    headline(holder, scope),
    ...holder.policies.map(({ name, document }) => `${name}:\n${JSON.stringify(document, null, 2)}`),
    remarksText("Not exact, and why:", holder.inexact),
    remarksText("Documented by AWS, never checked by the local AWS:", holder.documented),
    holder.tooMany ? TOO_MANY : "",
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

const TOO_MANY = `AWS attaches at most ${MANAGED_POLICIES_PER_ROLE.max} managed policies to a role unless the quota is raised. Deploy the stacks of this account with a role each (--stack prints their policies), or ask for a higher quota.`;

const VERBS: Readonly<Record<Scope, string>> = {
  deploy: "deploys",
  plan: "plans",
  drift: "looks for drift in",
};

function headline({ kind, role, stacks }: PolicyHolder, scope: Scope): string {
  const of = `${stacks.length === 1 ? "stack" : "stacks"} ${stacks.join(", ")}`;
  if (kind === "deploy") return `# ${role} ${VERBS[scope]} the ${of}`;
  if (kind === "state") return `# ${role} keeps the state of the ${of}`;
  const program = scope === "drift" ? "`npm run drift`" : "Terraform";
  return `# The identity that ${program} is started with, for the ${of}. The roles above must trust it.`;
}

function remarksText(title: string, remarks: readonly Remark[]): string {
  if (remarks.length === 0) return "";
  return [title, ...remarks.map(({ actions, text }) => `  ${actions.join(", ")}: ${text}`)].join("\n");
}
