import type { ElementJson } from "../../synthesized/stack-json";

/** Types whose state holds a copy of a policy that another resource sets. */
const WITH_COPY: readonly string[] = ["aws_s3_bucket"];

/** What is in the state of a resource, without the copy of a policy that it did not set itself. */
export function withoutComputedPolicy(
  type: string,
  element: ElementJson,
  configured: ElementJson | undefined,
): ElementJson {
  if (!WITH_COPY.includes(type) || configured?.policy !== undefined) return element;
  const { policy: _copy, ...own } = element;
  return own;
}
