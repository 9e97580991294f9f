import { partitionOf } from "../config/arns";
import { UserError } from "../errors/user-error";
import { attributeOf, unresolvedIn } from "../synthesized/references";
import { resourcesOf, type SynthesizedResource } from "../synthesized/resources";
import type { Stack } from "../synthesized/stack";

/** A resource that permissions are needed for, and the stacks that its settings may refer to. */
export interface Subject {
  readonly resource: SynthesizedResource;
  readonly stacks: readonly Stack[];
}

/**
 * A setting of the resource, with references followed.
 * @throws UserError if the stack does not give it, or only an apply resolves it: no exact ARN can be made of it
 */
export function setting({ resource, stacks }: Subject, name: string): string {
  const value = attributeOf(resource, name, stacks);
  const [open] = unresolvedIn(value);
  if (open === undefined) return value;
  throw new UserError([
    {
      place: `${resource.stack.name} ${resource.address}`,
      cause: `\`${name}\` is not known before the apply (${open}), so no policy can name the resource`,
      remedy: `Give the resource a \`${name}\` of your own`,
    },
  ]);
}

/** Whether the resource sets this. */
export function sets({ resource }: Subject, name: string): boolean {
  return resource.element[name] !== undefined;
}

/** The resource of the same stack that a setting refers to, if it is a reference. */
export function referred({ resource, stacks }: Subject, name: string): Subject | undefined {
  const [, type, address] = /^\$\{(\w+)\.([\w-]+)\.\w+\}$/.exec(String(resource.element[name])) ?? [];
  const found = resourcesOf([resource.stack], type).find((one) => one.name === address);
  return found && { resource: found, stacks };
}

/** An ARN in the account and region of the resource. */
export function arnOf({ resource: { stack } }: Subject, service: string, suffix: string): string {
  return `arn:${partitionOf(stack.region)}:${service}:${stack.region}:${stack.accountId}:${suffix}`;
}

/** An ARN without a region, in the account of the resource. */
export function globalArnOf({ resource: { stack } }: Subject, service: string, suffix: string): string {
  return `arn:${partitionOf(stack.region)}:${service}::${stack.accountId}:${suffix}`;
}

/** An ARN of IAM, which has no regions, in the account of the resource. */
export function iamArn(subject: Subject, suffix: string): string {
  return globalArnOf(subject, "iam", suffix);
}
