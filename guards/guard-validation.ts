import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type App, TerraformStack } from "cdktf";
import type { IValidation } from "constructs";
import { type Placement, type Stack, stackOf } from "../synthesized/stack";
import type { StackJson } from "../synthesized/stack-json";
import { type Finding, findingLine } from "./finding";
import type { GuardSettings } from "./guard-settings";
import { findingsIn } from "./rules";

/** Where a stack is taken to be deployed if its provider does not say: samples of ARNs need an account and a region. */
const UNKNOWN_PLACEMENT: Placement = { accountId: "000000000000", region: "us-east-1" };

/** The guards of each app. */
const VALIDATIONS = new WeakMap<App, GuardValidation>();

/**
 * Checks all stacks of an app against the guards. CDKTF runs it at the end of `app.synth()`, after it has written
 * every stack, and fails with what it returns. A validation of one stack could not compare it with the others, and
 * would stop at the first stack with findings.
 *
 * The stacks may be any: the guards read the Terraform JSON. A provider should have `allowedAccountIds`; without
 * them, ARNs of the stack's resources are judged with the account 000000000000.
 *
 * @example
 * const app = new App();
 * GuardValidation.addTo(app, { accountIds: ["222222222222"] });
 */
export class GuardValidation implements IValidation {
  /** What the last run found. */
  findings: readonly Finding[] = [];

  /**
   * Makes every synthesis of an app check the guards.
   * @param settings the exceptions that are meant
   */
  static addTo(app: App, settings: GuardSettings = {}): GuardValidation {
    const validation = new GuardValidation(app, settings);
    app.node.addValidation(validation);
    VALIDATIONS.set(app, validation);
    return validation;
  }

  /** The validation that was added to an app, if there is one. */
  static of(app: App): GuardValidation | undefined {
    return VALIDATIONS.get(app);
  }

  private constructor(
    private readonly app: App,
    private readonly settings: GuardSettings,
  ) {}

  /** @returns every finding, one line each */
  validate(): string[] {
    const stacks = this.app.node.findAll().filter(TerraformStack.isStack);
    this.findings = findingsIn(
      stacks.map((stack) => this.synthesized(stack)),
      this.settings,
    );
    return this.findings.map(findingLine);
  }

  private synthesized(stack: TerraformStack): Stack {
    return stackOf(stack.node.id, this.jsonOf(stack), UNKNOWN_PLACEMENT);
  }

  /** What CDKTF has written; it would take as long again to make. It is no JSON if the app writes HCL. */
  private jsonOf(stack: TerraformStack): StackJson {
    const written = this.app.manifest.stacks[stack.node.id];
    if (written === undefined || this.app.hclOutput) return stack.toTerraform();
    return JSON.parse(readFileSync(join(this.app.outdir, written.synthesizedStackPath), "utf8"));
  }
}
