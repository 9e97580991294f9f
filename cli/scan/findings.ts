import { SCAN_EXCEPTIONS } from "../../constructs/scan-exceptions";
import { commentOf, withoutComment } from "../../synthesized/comments";
import { resourcesOf } from "../../synthesized/resources";
import type { Stack } from "../../synthesized/stack";

/** A check that a resource failed. */
export interface FailedCheck {
  readonly stack: string;
  /** Name of the resource, without its type: checkov does not always report that. */
  readonly resource: string;
  /** ID of the check. */
  readonly check: string;
  readonly title: string;
}

/** The failed checks, compared with the exceptions that the resources carry. */
export interface ScanVerdict {
  /** Failed without a documented reason. */
  readonly unexplained: readonly string[];
  /** Failed on purpose, with the reason. */
  readonly explained: readonly string[];
}

/** Compares the failed checks with the exceptions. */
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

/** The resources of a stack, without their comments, which checkov 3.3 cannot read. */
export function scannable({ json }: Stack): object {
  const types = Object.entries(json.resource ?? {}).map(([type, byName]) => {
    const elements = Object.entries(byName).map(([name, element]) => [name, withoutComment(element)]);
    return [type, Object.fromEntries(elements)];
  });
  return { resource: Object.fromEntries(types) };
}

function exceptionsOf(stacks: readonly Stack[]): Map<string, string> {
  return new Map(
    resourcesOf(stacks).flatMap(({ stack, name, element }) => {
      const reasons = Object.entries(commentOf(element)[SCAN_EXCEPTIONS] ?? {});
      return reasons.map(([check, reason]) => [`${stack.name} ${name} ${check}`, String(reason)] as const);
    }),
  );
}
