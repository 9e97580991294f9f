import { type ConsumerDraft, type Draft, entriesOf } from "../draft";
import { error, type Path, type Problem } from "../problem";
import { mappingStackNames, pipelineStackName, stackName } from "../stack-names";
import { repeated } from "./repeated";

/** A stack and where the file names it. */
export interface PlacedStack {
  readonly path: Path;
  readonly name: string;
}

/** The stacks whose names the file tells: a malformed name is reported already. */
export function stacksIn({ sources, consumers, accounts, pipeline }: Draft): PlacedStack[] {
  return [
    ...(pipeline ? entriesOf(accounts).map(([key]) => pipelineStack(key)) : []),
    ...placed("sources", "source", sources),
    ...placed("consumers", "consumer", consumers),
    ...entriesOf(consumers).flatMap(([key, consumer]) => mappingStacks(key, consumer)),
  ];
}

/** Those of a consumer whose own stack has a name. */
function mappingStacks(key: string, consumer: ConsumerDraft): PlacedStack[] {
  return placed("consumers", "consumer", { [key]: consumer }).flatMap(({ name }) =>
    mappingStackNames(name, consumer.mappingStacks).map((stack) => ({
      path: ["consumers", key, "mappingStacks"],
      name: stack,
    })),
  );
}

/** They are deployed apart from the others, but keep their state in the same place. */
function pipelineStack(account: string): PlacedStack {
  return { path: ["accounts", account], name: pipelineStackName(account) };
}

/** Two stacks of one name would share their folder and their state. */
export function checkStacks(draft: Draft): Problem[] {
  return repeated(stacksIn(draft), ({ name }) => name).map(({ item, first }) =>
    error(
      item.path,
      `the stack "${item.name}" is already that of ${first.path.slice(0, 2).join(".")}`,
      "Give this entry another name with `stack`",
    ),
  );
}

function placed(
  section: "sources" | "consumers",
  kind: "source" | "consumer",
  entries: Draft["sources"] | Draft["consumers"],
): PlacedStack[] {
  return entriesOf<{ readonly stack?: string | undefined }>(entries).flatMap(([key, entry]) => {
    if (!("stack" in entry)) return [{ path: [section, key], name: stackName(kind, key, entry) }];
    return entry.stack === undefined ? [] : [{ path: [section, key, "stack"], name: entry.stack }];
  });
}
