import { withoutComment } from "../../../synthesized/comments";
import type { Stack } from "../../../synthesized/stack";
import type { ElementJson, ElementsJson } from "../../../synthesized/stack-json";
import { type InventoryFinding, NOTHING, shown } from "../finding";
import type { Settings, StackInventory } from "../stack-inventory";
import { elementFindings, elementsOf, valueFindings } from "./elements";
import { isFields, withoutFolder } from "./normalized";
import { type Resolver, resolverOf } from "./resolved";

/** The parts of a stack's JSON that are looked at one by one. */
const PARTS = ["//", "data", "import", "output", "provider", "removed", "resource", "terraform"];

const WHY_PROVIDER =
  "The provider decides which account is changed, as whom, and which tags its resources have.";
const WHY_STATE = "Anyone who can write the state decides what Terraform takes for deployed.";
const WHY_IMPORT = "An import puts something that is there already under the control of the stack.";
const WHY_REMOVED = "What a stack forgets stays deployed, and nothing looks after it any more.";
const WHY_OUTPUT = "Other stacks take stream and key from outputs, and an output shows what it refers to.";

/** Everything in the stacks that the environment file does not imply, and everything implied that is not there. */
export function compareStacks(
  expected: readonly StackInventory[],
  stacks: readonly Stack[],
): InventoryFinding[] {
  const names = new Set([...expected, ...stacks].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const wanted = expected.find((one) => one.name === name);
    const there = stacks.find((one) => one.name === name);
    if (wanted && there) return compareStack(wanted, there, resolverOf(there, stacks));
    const [state, missing] = [`a stack ${name}`, NOTHING];
    return [
      {
        place: name,
        expected: wanted ? state : missing,
        found: there ? state : missing,
        why: "The file has one stack for each source and each consumer.",
      },
    ];
  });
}

function compareStack(
  expected: StackInventory,
  { name, json }: Stack,
  resolve: Resolver,
): InventoryFinding[] {
  const { data, output, provider, resource, terraform, ...others } = json as Readonly<
    Record<string, unknown>
  >;
  const found = {
    ...elementsOf(resource as ElementsJson),
    ...elementsOf(data as ElementsJson, "data."),
  };
  const expectedProvider = { aws: [expected.provider] };
  return [
    ...Object.keys(others)
      .filter((part) => !PARTS.includes(part))
      .map((part) => ({
        place: `${name} ${part}`,
        expected: NOTHING,
        found: shown(others[part]),
        why: "Stacks consist of providers, data sources, resources and outputs of this project only.",
      })),
    ...elementFindings(expected.elements, found, { stack: name, resolve }),
    ...valueFindings(expectedProvider, provider, { place: `${name} provider`, why: WHY_PROVIDER, resolve }),
    ...valueFindings(expectedTerraform(expected), foundTerraform(terraform), {
      place: `${name} terraform`,
      why: WHY_STATE,
      resolve,
    }),
    ...valueFindings(expected.imports, (json as { import?: unknown }).import, {
      place: `${name} import`,
      why: WHY_IMPORT,
      resolve,
    }),
    ...valueFindings(expected.removed, (json as { removed?: unknown }).removed, {
      place: `${name} removed`,
      why: WHY_REMOVED,
      resolve,
    }),
    ...valueFindings(expected.outputs, outputValues(output), {
      place: `${name} output`,
      why: WHY_OUTPUT,
      resolve,
    }),
  ];
}

function expectedTerraform({ state, removed }: StackInventory): Settings {
  const plain = removed === undefined ? ">= 1.5.0" : ">= 1.7.0";
  return {
    ...state,
    required_version: locksInS3(state) ? ">= 1.10.0" : plain,
    required_providers: { aws: { source: "aws", version: "pinned" } },
  };
}

/** Lock files need a newer Terraform (Terraform documentation, backend "s3"), as do `removed` blocks. */
function locksInS3({ backend }: Settings): boolean {
  return isFields(backend) && isFields(backend.s3) && backend.s3.use_lockfile === true;
}

/** The state's settings, without the folder of a local file; and the provider, whatever its version. */
function foundTerraform(terraform: unknown): unknown {
  if (!isFields(terraform)) return terraform;
  return mapFields(terraform, {
    backend: (backend) => mapFields(backend, { local: (local) => mapFields(local, { path: withoutFolder }) }),
    required_providers: (providers) =>
      mapFields(providers, { aws: (aws) => mapFields(aws, { source: withoutNamespace, version: pinned }) }),
  });
}

/** CDKTF's bindings leave out the namespace that Terraform adds, CDK Terrain's name it. */
function withoutNamespace(source: unknown): unknown {
  return source === "hashicorp/aws" ? "aws" : source;
}

function mapFields(value: unknown, changes: Readonly<Record<string, (one: unknown) => unknown>>): unknown {
  if (!isFields(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, one]) => [key, changes[key] ? changes[key](one) : one]));
}

function pinned(version: unknown): unknown {
  return typeof version === "string" && /^\d+\.\d+\.\d+$/.test(version) ? "pinned" : version;
}

/** The values of outputs. One with more settings than a description is shown whole. */
function outputValues(output: unknown): unknown {
  if (!isFields(output)) return output;
  return Object.fromEntries(
    Object.entries(output).map(([name, one]) => [name, isFields(one) ? outputValue(one) : one]),
  );
}

function outputValue(output: ElementJson): unknown {
  const { value, description: _, ...others } = withoutComment(output);
  return Object.keys(others).length === 0 ? value : { value, ...others };
}
