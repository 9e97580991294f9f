import { type App, TerraformStack } from "cdktf";
import type { IValidation } from "constructs";
import type { Environment } from "../config/schema";
import { type StackJson, stackOf } from "../synthesized/stack-json";
import { guardMessages } from ".";

/** A stack that remembers what it was synthesized to. */
export interface Remembering {
  readonly synthesized: StackJson | undefined;
}

/**
 * Hangs the guards on CDKTF's validation of the app, which runs when all stacks are synthesized. That of a
 * stack would stop at the first stack with findings.
 */
export class GuardValidation implements IValidation {
  constructor(
    private readonly app: App,
    private readonly environment: Environment,
  ) {}

  /** @returns every finding, one line each */
  validate(): string[] {
    const stacks = this.app.node.findAll().filter(isRemembering);
    return guardMessages(
      this.environment,
      stacks.flatMap(({ node, synthesized }) => (synthesized ? [stackOf(node.id, synthesized)] : [])),
    );
  }
}

function isRemembering(node: unknown): node is TerraformStack & Remembering {
  return node instanceof TerraformStack && "synthesized" in node;
}
