import { type Draft, entriesOf, type TableDraft } from "../draft";
import { error, type Path, type Problem, warning } from "../problem";
import { tablesIn } from "./parts";

type Billing = NonNullable<TableDraft["billing"]>;
type Provisioned = Extract<Billing, { mode?: "PROVISIONED" | undefined }>;
type Scaling = NonNullable<Provisioned["autoscaling"]>;

/** Autoscaling of provisioned capacity: where it is possible, and what fits together. */
export function checkAutoscaling(draft: Draft): Problem[] {
  return tablesIn(draft).flatMap(({ path, table }) => {
    const { billing } = table;
    if (billing?.mode !== "PROVISIONED" || billing.autoscaling === undefined) return [];
    const place = [...path, "billing", "autoscaling"];
    return [
      ...inSandbox(place, draft),
      ...nothingScales(place, billing.autoscaling),
      ...tooSmall(place, billing, billing.autoscaling),
      ...indexesBehind(path, table, billing.autoscaling),
    ];
  });
}

function inSandbox(place: Path, { sandbox }: Draft): Problem[] {
  if (sandbox !== true) return [];
  return [
    error(
      place,
      "a sandbox cannot scale tables: the local AWS has no Application Auto Scaling",
      "Remove it, or set billing.mode to PAY_PER_REQUEST",
    ),
  ];
}

/** An entry that is malformed is there, and has a problem of its own. */
function nothingScales(place: Path, autoscaling: Scaling): Problem[] {
  if ("read" in autoscaling || "write" in autoscaling) return [];
  return [error(place, "names neither read nor write, so nothing scales", "Add one of them, or remove it")];
}

function tooSmall(place: Path, { readCapacity, writeCapacity }: Provisioned, scaling: Scaling): Problem[] {
  const kinds = [
    { kind: "read", least: readCapacity, max: scaling.read?.max },
    { kind: "write", least: writeCapacity, max: scaling.write?.max },
  ];
  return kinds.flatMap(({ kind, least, max }) =>
    least === undefined || max === undefined || max >= least
      ? []
      : [
          error(
            [...place, kind, "max"],
            `${max} is less than the ${kind}Capacity of ${least}, the least that the table scales to`,
            `Use ${least} or more, or lower ${kind}Capacity`,
          ),
        ],
  );
}

/** DynamoDB throttles a table's writes if an index cannot take them; one that few items are in may well be smaller. */
function indexesBehind(path: Path, { globalSecondaryIndexes }: TableDraft, { write }: Scaling): Problem[] {
  const max = write?.max;
  if (max === undefined) return [];
  return entriesOf(globalSecondaryIndexes).flatMap(([name, { writeCapacity }]) =>
    writeCapacity === undefined || writeCapacity >= max
      ? []
      : [
          warning(
            [...path, "globalSecondaryIndexes", name, "writeCapacity"],
            `the table scales to ${max} writes, but the index keeps ${writeCapacity} and throttles the table's writes beyond that`,
            "Raise it, unless only some of the items are in the index; or use on-demand capacity",
          ),
        ],
  );
}
