/** The guards for any CDKTF app: `GuardValidation.addTo(app, settings)`. docs/guards.md explains the rules. */
export type { ArguedStatement } from "./argued-statement";
export { ARGUED_STATEMENTS } from "./argued-statements";
export { type Finding, findingLine } from "./finding";
export { type ArguedText, type Form, form } from "./form";
export { GuardError } from "./guard-error";
export type { GuardSettings, UnprotectedTable } from "./guard-settings";
export { GuardValidation } from "./guard-validation";
export type { PlacedStatement, PolicyRole } from "./placed-statement";
export type { GuardInput, Rule, RuleException, Violation } from "./rule";
export { findingsIn, RULES } from "./rules";
