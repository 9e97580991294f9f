import { roleArn } from "../config/arns";
import { deployRoleOf } from "../config/deploy-role";
import type { LoadedEnvironment } from "../config/load-environment";
import { fromLoaded } from "../config/loaded";
import { pipelineRoles } from "../config/pipeline-roles";
import { accountOf, regionOf } from "../config/placement";
import type { BackendConfig, Environment } from "../config/schema";
import { type StackKind, stackNames } from "../config/stack-names";
import { statesRead } from "../config/states-read";
import { PipelineError } from "./pipeline-error";

/** What a pipeline runs, in the form that GitHub Actions expects of a matrix. */
export interface Matrix {
  readonly include: readonly MatrixEntry[];
}

/** One environment: a job, or a chain of jobs. */
export interface MatrixEntry {
  /** Name of the environment file, and of the environment on GitHub. */
  readonly environment: string;
  /** Region of the environment, where a job gets its credentials. */
  readonly region: string;
  readonly backend: BackendConfig["type"];
  /** ARN of the role that jobs start with to plan; absent if the file has no `pipeline`. */
  readonly planRole?: string;
  /** ARN of the role that jobs start with to look for drift; absent if the file has no `pipeline`. */
  readonly driftRole?: string;
  /** In the order of deployment. */
  readonly stacks: readonly MatrixStack[];
}

/** A stack of an environment. */
export interface MatrixStack {
  readonly name: string;
  readonly kind: StackKind;
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
  /** ARN of the role that Terraform assumes; null if the job's own credentials deploy. */
  readonly role: string | null;
  /** Names of the stacks that must be deployed before this one. */
  readonly dependsOn: readonly string[];
}

/**
 * What a pipeline runs for some environments.
 * @throws PipelineError if a pipeline cannot deploy one of them
 */
export function pipelineMatrix(environments: readonly LoadedEnvironment[]): Matrix {
  return { include: environments.map(entryOf) };
}

function entryOf({ name, environment }: LoadedEnvironment): MatrixEntry {
  const { backend, region, sandbox } = environment;
  if (sandbox) {
    throw new PipelineError(
      `The environment "${name}" is a sandbox, which exists on a developer's machine only.`,
      "Name environments of real accounts.",
    );
  }
  if (backend.type === "local") {
    throw new PipelineError(
      `The environment "${name}" keeps its state in local files, and every job would start without them.`,
      "Give it a backend in S3 or Terraform Cloud.",
    );
  }
  const roles = pipelineRoles(name, environment);
  return {
    environment: name,
    region,
    backend: backend.type,
    ...(roles && { planRole: roles.planJobArn, driftRole: roles.driftJobArn }),
    stacks: stacksOf(environment),
  };
}

function stacksOf(environment: Environment): MatrixStack[] {
  const names = stackNames(environment);
  const sources = Object.entries(environment.sources).map(([key, source]): MatrixStack => {
    const name = fromLoaded(names.sources[key], `sources.${key}`);
    return { name, kind: "source", ...placeOf(source, environment), dependsOn: [] };
  });
  const sourceStacks = (keys: readonly string[]) =>
    keys.map((key) => fromLoaded(names.sources[key], `sources.${key}`)).sort();
  const consumers = Object.entries(environment.consumers).map(([key, consumer]) => {
    const name = fromLoaded(names.consumers[key], `consumers.${key}`);
    const read = statesRead(environment, key);
    const place = placeOf(consumer, environment);
    const own: MatrixStack = { name, kind: "consumer", ...place, dependsOn: sourceStacks(read.own) };
    const mappings = (names.mappings[key] ?? []).map((stack, index): MatrixStack => {
      const dependsOn = [...sourceStacks(read.mappings[index] ?? []), name];
      return { name: stack, kind: "mappings", ...place, dependsOn };
    });
    return { own, mappings };
  });
  return [...sources, ...consumers.map(({ own }) => own), ...consumers.flatMap(({ mappings }) => mappings)];
}

function placeOf(
  part: { readonly account: string; readonly region?: string | undefined },
  environment: Environment,
): Pick<MatrixStack, "accountId" | "region" | "role"> {
  const account = accountOf(part, environment);
  const region = regionOf(part, environment);
  const role = deployRoleOf(account);
  return { accountId: account.id, region, role: role ? roleArn(account.id, role.name, region) : null };
}
