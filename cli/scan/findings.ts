import { SCAN_EXCEPTIONS } from "../../constructs/scan-exceptions";
import type { ElementJson, Stack } from "../../synthesized/stack-json";
import { resourcesOf } from "../../synthesized/stack-json";

/** A check that a resource failed. */
export interface FailedCheck {
  readonly stack: string;
  /** Name of the resource, without its type: checkov does not always tell that. */
  readonly resource: string;
  /** ID of the check. */
  readonly check: string;
  readonly title: string;
}

/** What came of comparing failed checks with the exceptions that the resources carry. */
export interface ScanVerdict {
  /** Failed, and nobody says why. */
  readonly unexplained: readonly string[];
  /** Failed on purpose, with the reason. */
  readonly explained: readonly string[];
}

/** Compares what failed with the exceptions. */
export function judgeScan(failed: readonly FailedCheck[], stacks: readonly Stack[]): ScanVerdict {
  const exceptions = exceptionsOf(stacks);
  const lines = failed.map(({ stack, resource, check, title }) => {
    const reason = exceptions.get(`${stack} ${resource} ${check}`);
    return { reason, line: `${stack} ${resource}: ${check} ${title}` };
  });
  return {
    unexplained: lines.filter(({ reason }) => reason === undefined).map(({ line }) => line),
    explained: lines.flatMap(({ reason, line }) => (reason === undefined ? [] : [`${line}: ${reason}`])),
  };
}

/** A stack without what is no resource, and without comments, which checkov 3.3 cannot read. */
export function scannable({ json }: Stack): object {
  const types = Object.entries(json.resource ?? {}).map(([type, byName]) => {
    const elements = Object.entries(byName).map(([name, { "//": _comment, ...element }]) => [name, element]);
    return [type, Object.fromEntries(elements)];
  });
  return { resource: Object.fromEntries(types) };
}

function exceptionsOf(stacks: readonly Stack[]): Map<string, string> {
  return new Map(
    resourcesOf(stacks).flatMap(({ stack, name, element }) => {
      const comment = (element["//"] ?? {}) as ElementJson;
      const reasons = Object.entries((comment[SCAN_EXCEPTIONS] ?? {}) as Record<string, string>);
      return reasons.map(([check, reason]) => [`${stack.name} ${name} ${check}`, reason] as const);
    }),
  );
}
