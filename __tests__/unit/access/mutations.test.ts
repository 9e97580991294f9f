import { inventoryFindings } from "../../../access/inventory/inventory-findings";
import { accessMatrix, differences } from "../../../access/matrix";
import { resourcesOf } from "../../../synthesized/resources";
import type { Stack } from "../../../synthesized/stack";
import { listOf, type Statement, statementsOf } from "../../../synthesized/statements";
import { type Content, CROSS_ACCOUNT } from "../config/sample";
import { temporaryFolder } from "../support/temporary-folder";
import { withAttribute } from "../support/with-attribute";
import { changedBy } from "./additions/addition";
import { CONDITIONS } from "./additions/conditions";
import { EXPOSURES } from "./additions/exposures";
import { OPERATORS } from "./additions/operators";
import { POLICIES } from "./additions/policies";
import { PROTECTIONS } from "./additions/protections";
import { ROLES } from "./additions/roles";
import { EVERYTHING } from "./additions/variant";
import { modelOf, type Variant, variantOf } from "./judged";

const folder = temporaryFolder();

/** Two dozen mutants, and hundreds of cells each. */
const MUTATION_TIMEOUT_MS = 300_000;

/** What can go missing from a list of statements. */
interface Mutation {
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** Every way to lose one statement, or one action, resource or condition of one. */
function mutationsOf(statements: readonly Statement[]): Mutation[] {
  return statements.flatMap((statement, index) => {
    const with_ = (changed: readonly Statement[]) => statements.toSpliced(index, 1, ...changed);
    const { Condition: condition, ...unconditional } = statement;
    const conditions = Object.entries(condition ?? {});
    return [
      { name: `${statement.Sid} as a whole`, statements: with_([]) },
      ...["Action", "Resource"].flatMap((field) =>
        withoutOne(listOf(statement[field])).map(([lost, left]) => ({
          name: `${statement.Sid} ${field} ${lost}`,
          statements: with_([{ ...statement, [field]: left }]),
        })),
      ),
      ...(condition ? [{ name: `${statement.Sid} Condition`, statements: with_([unconditional]) }] : []),
      ...(conditions.length < 2 ? [] : conditions).map(([lost]) => ({
        name: `${statement.Sid} Condition ${lost}`,
        statements: with_([
          { ...statement, Condition: Object.fromEntries(conditions.filter(([name]) => name !== lost)) },
        ]),
      })),
    ];
  });
}

/** Each of several values, and what is left without it. */
function withoutOne(values: readonly string[]): [lost: string, left: string[]][] {
  if (values.length < 2) return [];
  return values.map((lost) => [lost, values.filter((value) => value !== lost)]);
}

/** Every policy of the stacks: where it is, and its mutations. */
function mutants(stacks: readonly Stack[]): { name: string; stacks: readonly Stack[] }[] {
  return resourcesOf(stacks).flatMap(({ stack, type, name, element }) =>
    Object.entries(element).flatMap(([attribute, value]) => {
      if (typeof value !== "string" || !value.includes('"Statement"')) return [];
      const document = JSON.parse(value);
      return mutationsOf(statementsOf(document)).map((mutation) => {
        const text = JSON.stringify({ ...document, Statement: mutation.statements });
        const mutant = withAttribute(stack, [type, name, attribute], text);
        return {
          name: `${type}.${name}: ${mutation.name}`,
          stacks: stacks.map((one) => (one === stack ? mutant : one)),
        };
      });
    }),
  );
}

/** Looks at one resource after the other, until one differs. */
async function isNoticed(variant: Variant): Promise<boolean> {
  const model = modelOf(variant);
  for (const resource of model.resources) {
    const matrix = await accessMatrix(variant.environment, { ...model, resources: [resource] });
    if (differences(matrix).length > 0) return true;
  }
  return false;
}

/** Both grant styles, and functions with access to the other account; the fewest mutants each must have. */
const VARIANTS: [name: string, edits: Content, atLeast: number][] = [
  ...["principal-arn", "role-arn"].map((grant): [string, Content, number] => [
    grant,
    {
      "sources.changes.readers": [{ consumer: "handler", grant }],
      "sources.changes.encryption": { type: "customer-managed" },
    },
    23,
  ]),
  ["cross-account access on request", CROSS_ACCOUNT, 38],
];

test.each(VARIANTS)(
  "%s: nothing can be dropped unnoticed",
  async (_, edits, atLeast) => {
    // Prepare
    const { environment, stacks } = variantOf(edits, folder);

    // Act
    const unnoticed: string[] = [];
    const all = mutants(stacks);
    for (const mutant of all) {
      if (!(await isNoticed({ environment, stacks: mutant.stacks }))) unnoticed.push(mutant.name);
    }

    // Assess
    expect(unnoticed).toEqual([]);
    expect(all.length).toBeGreaterThanOrEqual(atLeast);
  },
  MUTATION_TIMEOUT_MS,
);

/** What lets somebody do more, or guards something less. Each is looked for in the same stacks. */
const ADDITIONS = [...ROLES, ...OPERATORS, ...POLICIES, ...EXPOSURES, ...PROTECTIONS, ...CONDITIONS];
const everything = once(() => variantOf(EVERYTHING, folder));

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

test("the stacks that are changed have no finding themselves", () => {
  // Prepare
  const { environment, stacks } = everything();

  // Act
  const findings = inventoryFindings({ name: "test", environment }, stacks);

  // Assess
  expect(findings).toEqual([]);
  expect(new Set(ADDITIONS.map(({ name }) => name)).size).toBe(ADDITIONS.length);
});

test.each(ADDITIONS)("noticed: $name", (addition) => {
  // Prepare
  const { environment, stacks } = everything();
  const changed = changedBy(addition, stacks);

  // Act
  const findings = inventoryFindings({ name: "test", environment }, changed);

  // Assess
  const places = findings.map(({ place }) => place);
  expect(places).toContainEqual(expect.stringMatching(beginningWith(`${addition.stack} ${addition.place}`)));
});

function beginningWith(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
}
