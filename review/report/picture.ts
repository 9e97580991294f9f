import { EXISTING_TABLE, existingTablesOf } from "../../synthesized/existing-tables";
import { attributeOf } from "../../synthesized/references";
import { resourcesOf, type SynthesizedResource } from "../../synthesized/resources";
import type { Stack } from "../../synthesized/stack";
import { type Action, actionOf } from "../plan/action";
import type { Review } from "../review";
import { mermaidText } from "./escape";

/** What the picture shows, and what each kind is called and named by. */
const KINDS: Readonly<Record<string, { readonly kind: string; readonly name: string }>> = {
  aws_dynamodb_table: { kind: "table", name: "name" },
  [EXISTING_TABLE]: { kind: "existing table", name: "name" },
  aws_dynamodb_resource_policy: { kind: "stream policy", name: "" },
  aws_kms_key: { kind: "key", name: "" },
  aws_lambda_function: { kind: "function", name: "function_name" },
  aws_lambda_event_source_mapping: { kind: "mapping", name: "" },
  aws_iam_role: { kind: "role", name: "name" },
  aws_s3_bucket: { kind: "bucket", name: "bucket" },
};

interface PictureNode {
  readonly id: string;
  readonly label: string;
  readonly action: Action;
  readonly resource: SynthesizedResource;
  readonly stacks: readonly Stack[];
}

/** Accounts with their tables, policies, functions and mappings, and what becomes of each, as a Mermaid flowchart. */
export function pictureMermaid(review: Review, limit: number): string {
  const nodes = nodesOf(review).slice(0, limit);
  const used = new Set(nodes.map(({ resource }) => resource.stack.accountId));
  const accounts = [...new Set(review.stacks.map(({ planned }) => planned.accountId))].filter((one) =>
    used.has(one),
  );
  return [
    "flowchart LR",
    ...accounts.flatMap((account, index) => [
      `  subgraph a${index}["account ${mermaidText(account)}"]`,
      ...nodes.filter(({ resource }) => resource.stack.accountId === account).map(nodeLine),
      "  end",
    ]),
    ...edgesOf(nodes),
    "  classDef create fill:#dafbe1,stroke:#1a7f37,color:#000",
    "  classDef update fill:#fff8c5,stroke:#9a6700,color:#000",
    "  classDef replace fill:#ffe2cc,stroke:#bc4c00,color:#000,stroke-width:3px",
    "  classDef destroy fill:#ffebe9,stroke:#cf222e,color:#000,stroke-dasharray:5 5",
  ].join("\n");
}

function nodeLine({ id, label, action }: PictureNode): string {
  const style = { none: "", forget: ":::destroy" }[action as string] ?? `:::${action}`;
  return `    ${id}["${label}"]${style}`;
}

/** What changes comes first: a picture of very many stacks leaves out what stays. */
function nodesOf({ stacks, sides }: Review): PictureNode[] {
  const actions = new Map<string, Action>(
    stacks.flatMap(({ planned, plan }) =>
      (plan.resource_changes ?? [])
        .filter(({ deposed }) => deposed === undefined)
        .map((change) => [`${planned.name} ${change.address}`, actionOf(change)] as const),
    ),
  );
  const placeOf = ({ stack, address }: SynthesizedResource) => `${stack.name} ${address}`;
  const looked = existingTablesOf(sides.after);
  const after = [...looked, ...resourcesOf(sides.after)].map((resource) => ({
    resource,
    stacks: sides.after,
  }));
  const known = new Set(after.map(({ resource }) => placeOf(resource)));
  const gone = resourcesOf(sides.before)
    .filter((resource) => !known.has(placeOf(resource)))
    .map((resource) => ({ resource, stacks: sides.before }));
  return [...after, ...gone]
    .filter(({ resource }) => resource.type in KINDS)
    .map((one) => ({ ...one, action: actions.get(placeOf(one.resource)) ?? "none" }))
    .sort((one, other) => Number(one.action === "none") - Number(other.action === "none"))
    .map((one, index) => ({ ...one, id: `n${index}`, label: labelOf(one.resource, one.action) }));
}

function labelOf({ type, name, element }: SynthesizedResource, action: Action): string {
  const kind = KINDS[type];
  const called = kind?.name ? String(element[kind.name] ?? name) : name;
  return mermaidText(`${kind?.kind} ${called}${action === "none" ? "" : ` (${action})`}`);
}

/** How a resource points to another: the attribute that refers to it, and the attributes it is known by. */
const EDGES: readonly {
  from: string;
  attribute: string;
  to: string;
  known: readonly string[];
  arrow: string;
}[] = [
  {
    from: "aws_lambda_event_source_mapping",
    attribute: "event_source_arn",
    to: "aws_dynamodb_table",
    known: ["stream_arn"],
    arrow: "-- reads -->",
  },
  {
    from: "aws_lambda_event_source_mapping",
    attribute: "function_name",
    to: "aws_lambda_function",
    known: ["function_name", "arn"],
    arrow: "-- invokes -->",
  },
  {
    from: "aws_dynamodb_resource_policy",
    attribute: "resource_arn",
    to: "aws_dynamodb_table",
    known: ["stream_arn", "arn"],
    arrow: "-. on the stream of .->",
  },
  { from: "aws_lambda_function", attribute: "role", to: "aws_iam_role", known: ["arn"], arrow: "-. has .->" },
];

function edgesOf(nodes: readonly PictureNode[]): string[] {
  return EDGES.flatMap(({ from, attribute, to, known, arrow }) => {
    const targets = new Map(
      nodes
        .filter(({ resource }) => [to, `data.${to}`].includes(resource.type))
        .flatMap(({ resource, stacks, id }) =>
          known.map((one) => [attributeOf(resource, one, stacks), id] as const),
        ),
    );
    return nodes
      .filter(({ resource }) => resource.type === from)
      .flatMap(({ resource, stacks, id }) => {
        const target = targets.get(attributeOf(resource, attribute, stacks));
        return target === undefined ? [] : [`  ${id} ${arrow} ${target}`];
      });
  });
}
