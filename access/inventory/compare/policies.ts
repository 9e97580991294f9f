import { statementsOf } from "../../../synthesized/statements";
import { type InventoryFinding, NOTHING, shown } from "../finding";
import type { ExpectedStatement, Settings } from "../stack-inventory";
import { isFields, parsed } from "./normalized";
import type { Resolver } from "./resolved";
import { fieldText, statementText } from "./statement-text";
import { type CanonicalStatement, canonicalStatement, differingFields, unmatched } from "./statements";

/** What a finding about a policy says besides the statements. */
interface PolicyContext {
  /** Stack, address and attribute. */
  readonly place: string;
  readonly why: string;
  readonly resolve: Resolver;
}

/** Where a policy differs from what is expected, statement by statement. */
export function policyFindings(
  expected: readonly ExpectedStatement[],
  text: unknown,
  context: PolicyContext,
): InventoryFinding[] {
  const document = typeof text === "string" ? parsed(text) : undefined;
  if (!isFields(document)) return [notLiteral(text, context)];
  const { Version, Statement: _, ...others } = document;
  return [
    ...headFindings({ Version, ...others }, context),
    ...statementFindings(expected, statementsOf(document), context),
  ];
}

function notLiteral(text: unknown, { place }: PolicyContext): InventoryFinding {
  return {
    place,
    expected: "literal JSON, each field once, as JSON.stringify writes it",
    found: shown(text),
    why: "What a policy that Terraform computes allows is not known before it is deployed.",
  };
}

function headFindings(head: Settings, { place, why }: PolicyContext): InventoryFinding[] {
  if (JSON.stringify(head) === JSON.stringify({ Version: "2012-10-17" })) return [];
  return [{ place, expected: 'Version "2012-10-17" and statements', found: shown(head), why }];
}

function statementFindings(
  expected: readonly ExpectedStatement[],
  found: readonly Settings[],
  { place, why, resolve }: PolicyContext,
): InventoryFinding[] {
  const { changed, missing, additional } = unmatched(
    expected.map((one) => canonicalStatement({ ...one }, resolve)),
    found.map((one) => canonicalStatement(isFields(one) ? one : { Statement: one }, resolve)),
  );
  return [
    ...changed.flatMap(([before, after]) =>
      differingFields(before, after).map((field) => ({
        place: `${place}, ${nameOf(after)}, ${field}`,
        expected: fieldText(field, before.fields[field]),
        found: fieldText(field, after.fields[field]),
        why: whyField(field, why),
      })),
    ),
    ...missing.map(({ fields }) => ({ place, expected: statementText(fields), found: NOTHING, why })),
    ...additional.map((one) => ({
      place: `${place}, ${nameOf(one)}`,
      expected: NOTHING,
      found: statementText(one.fields),
      why,
    })),
  ];
}

function nameOf({ id }: CanonicalStatement): string {
  return id === undefined ? "a statement without Sid" : `statement ${id}`;
}

/** What a change of one field means, whatever the policy. */
const WHY_FIELDS: Readonly<Record<string, string>> = {
  Principal: "The principal decides who is let in.",
  NotPrincipal: "It covers everybody except those that it names.",
  NotAction: "It covers every action except those that it names.",
  NotResource: "It covers every resource except those that it names.",
  Condition: "The condition narrows the statement; a softer one lets in more.",
};

function whyField(field: string, otherwise: string): string {
  return WHY_FIELDS[field] ?? otherwise;
}
