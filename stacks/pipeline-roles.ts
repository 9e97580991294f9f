import { deployRoleOf } from "../config/deploy-role";
import type { PipelineRoles } from "../config/pipeline-roles";
import type { Environment, PipelineConfig } from "../config/schema";
import { type GithubJobs, githubProviderArn, trustGithub } from "../constructs/github-trust";
import { allowEach } from "../constructs/grantee";
import type { PolicyStatement } from "../constructs/policy-document";
import type { PolicyHolder, Scope } from "../deploy-policy/deploy-policies";
import type { PipelineRole } from "./pipeline-stack";

/** The holders of the policies of each scope. */
export type HoldersByScope = Readonly<Record<Scope, readonly PolicyHolder[]>>;

/** What the roles of a pipeline are made of. */
export interface PipelineRolesOptions {
  readonly environment: Environment;
  readonly pipeline: PipelineConfig;
  readonly names: PipelineRoles;
  readonly holders: HoldersByScope;
}

const SCOPES: readonly Scope[] = ["deploy", "plan", "drift"];

/** The roles of each account, by the account's key. An account that the pipeline does not touch has none. */
export function rolesByAccount(options: PipelineRolesOptions): Map<string, PipelineRole[]> {
  const { accounts } = options.environment;
  const entries = Object.keys(accounts).map((key): [string, PipelineRole[]] => [
    key,
    SCOPES.flatMap((scope) => rolesIn(key, scope, options)),
  ]);
  return new Map(entries.filter(([, roles]) => roles.length > 0));
}

function rolesIn(account: string, scope: Scope, options: PipelineRolesOptions): PipelineRole[] {
  const { environment, holders } = options;
  const id = environment.accounts[account]?.id;
  return holders[scope].flatMap((holder) => {
    if (holder.role === undefined)
      return account === options.pipeline.account ? jobRole(scope, holder, options) : [];
    return holder.role.split(":")[4] === id
      ? assumedRole(account, scope, { ...holder, role: holder.role }, options)
      : [];
  });
}

/** The role that jobs of GitHub start with. */
function jobRole(scope: Scope, { policies }: PolicyHolder, options: PipelineRolesOptions): PipelineRole[] {
  const { names, pipeline } = options;
  const { repository, branch } = pipeline;
  // GitHub runs what is scheduled on the branch; no pull request looks for drift.
  const jobs: Readonly<Record<Scope, GithubJobs>> = {
    deploy: { repository, environment: names.githubEnvironment },
    plan: { repository, branch },
    drift: { repository, branch, pullRequests: false },
  };
  return [
    {
      id: `job-${scope}`,
      roleName: names.jobs[scope],
      description: `Jobs that ${JOBS[scope]} start with it`,
      trust: [trustGithub(providerArn(options), jobs[scope])],
      policies,
    },
  ];
}

const JOBS: Readonly<Record<Scope, string>> = {
  deploy: "deploy",
  plan: "plan",
  drift: "look for drift",
};

const USES: Readonly<Record<Scope, string>> = {
  deploy: "Terraform deploys with it",
  plan: "Terraform plans with it",
  drift: "Drift is looked for with it",
};

/** ARN of the OIDC provider in the account where jobs start. */
function providerArn({ environment, names }: PipelineRolesOptions): string {
  return githubProviderArn(accountIdIn(names.planJobArn), environment.region);
}

/** A role that is assumed in an account, or for the state. */
function assumedRole(
  account: string,
  scope: Scope,
  { kind, role, policies }: PolicyHolder & { readonly role: string },
  options: PipelineRolesOptions,
): PipelineRole[] {
  const path = role.split(":role/")[1] ?? "";
  const slash = path.lastIndexOf("/") + 1;
  const state = kind === "state";
  const session = state ? undefined : sessionOf(account, options);
  const duration = scope === "deploy" ? session?.sessionDuration : undefined;
  return [
    {
      id: state ? (scope === "deploy" ? "state" : "state-plan") : scope,
      roleName: path.slice(slash),
      rolePath: `/${path.slice(0, slash)}`,
      description: `${USES[scope]}${state ? ": the state" : ""}`,
      trust: trustJobs(scope, session?.externalId, options),
      policies,
      maxSessionDuration: Math.max(3600, duration ?? 0),
    },
  ];
}

function sessionOf(account: string, { environment }: PipelineRolesOptions) {
  const config = environment.accounts[account];
  return config && deployRoleOf(config);
}

/** Lets in the role that jobs start with, and no other. */
function trustJobs(
  scope: Scope,
  externalId: string | undefined,
  { environment, names }: PipelineRolesOptions,
): PolicyStatement[] {
  const { region } = environment;
  const accountId = accountIdIn(names.planJobArn);
  const jobs = { name: `${scope}-job`, accountId, roleName: names.jobs[scope], region };
  return allowEach([jobs], "Assumes", ({ Principal, Condition }) => ({
    Principal,
    Action: "sts:AssumeRole",
    Condition: {
      ...Condition,
      ...(externalId !== undefined && { StringEquals: { "sts:ExternalId": externalId } }),
    },
  }));
}

function accountIdIn(arn: string): string {
  return arn.split(":")[4] ?? "";
}
