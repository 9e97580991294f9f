/** The guards for any CDKTF app: `GuardValidation.addTo(app, settings)`. docs/guards.md explains the rules. */
export { ALLOWED_WILDCARDS } from "./allowed-wildcards";
export { type Finding, findingLine } from "./finding";
export { GuardError } from "./guard-error";
export type { GuardSettings, UnprotectedTable } from "./guard-settings";
export { GuardValidation } from "./guard-validation";
export type { GuardInput, Rule, RuleException, Violation } from "./rule";
export { findingsIn, RULES } from "./rules";
