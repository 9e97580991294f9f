import { accessMatrix, differences } from "../../../access/matrix";
import type { Stack } from "../../../synthesized/stack-json";
import { listOf, type Statement, statementsOf } from "../../../synthesized/statements";
import { type Content, REACHING } from "../config/sample";
import { temporaryFolder } from "../support/temporary-folder";
import { estateOf, type Variant, variantOf } from "./judged";

const folder = temporaryFolder();

/** Two dozen mutants, and hundreds of cells each. */
const MUTATION_TIMEOUT_MS = 60_000;

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
  return stacks.flatMap((stack) =>
    Object.entries(stack.json.resource ?? {}).flatMap(([type, byName]) =>
      Object.entries(byName).flatMap(([name, element]) =>
        Object.entries(element).flatMap(([attribute, value]) => {
          if (typeof value !== "string" || !value.includes('"Statement"')) return [];
          const document = JSON.parse(value);
          return mutationsOf(statementsOf(document)).map((mutation) => ({
            name: `${type}.${name}: ${mutation.name}`,
            stacks: stacks.map((one) =>
              one === stack
                ? withAttribute(one, [type, name, attribute], {
                    ...document,
                    Statement: mutation.statements,
                  })
                : one,
            ),
          }));
        }),
      ),
    ),
  );
}

function withAttribute(stack: Stack, [type, name, attribute]: readonly string[], document: object): Stack {
  const json = structuredClone(stack.json) as Record<
    string,
    Record<string, Record<string, Record<string, unknown>>>
  >;
  const element = json.resource?.[type ?? ""]?.[name ?? ""];
  if (element && attribute) element[attribute] = JSON.stringify(document);
  return { ...stack, json };
}

/** Looks at one resource after the other, until one differs. */
async function isNoticed(variant: Variant): Promise<boolean> {
  const estate = estateOf(variant);
  for (const resource of estate.resources) {
    const matrix = await accessMatrix(variant.environment, { ...estate, resources: [resource] });
    if (differences(matrix).length > 0) return true;
  }
  return false;
}

/** Both grant styles, and functions that reach into the other account; the fewest mutants each must have. */
const VARIANTS: [name: string, edits: Content, atLeast: number][] = [
  ...["principal-arn", "role-arn"].map((grant): [string, Content, number] => [
    grant,
    {
      "sources.changes.readers": [{ consumer: "handler", grant }],
      "sources.changes.encryption": { type: "customer-managed" },
    },
    23,
  ]),
  ["reaching into the other account", REACHING, 38],
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
