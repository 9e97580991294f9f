import type { StreamGrants } from "../../config/stream-grants";
import type { FunctionPermissions } from "../../constructs/function-permissions";
import type { SourceOutputs } from "../source-outputs";

/** The permission of a function's role to read streams, with the ARNs that the sources' states tell. */
export function readStreams(
  { exact, managed, inOrganization }: StreamGrants,
  sources: readonly SourceOutputs[],
): Pick<FunctionPermissions, "readStreams" | "managedStreams"> {
  const arnsOf = (names: readonly string[]) => {
    const named = sources.filter(({ name }) => names.includes(name));
    return {
      streamArns: named.map(({ streamArn }) => streamArn),
      keyArns: named.flatMap(({ keyArn }) => keyArn ?? []),
    };
  };
  return {
    readStreams: { ...arnsOf(exact), inOrganization },
    managedStreams: managed.map(({ number, sources: names }) => ({ number, ...arnsOf(names) })),
  };
}
