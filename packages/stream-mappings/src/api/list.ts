import type { Scope } from "../aws/identity";
import { parseFunctionReference } from "../model/arns";
import type { Mapping } from "../model/mapping";
import type { MappingStore } from "../store/mapping-store";
import type { ApiAnswer } from "./answer";
import type { EmulatorMappings, Listed } from "./emulator-mappings";
import { validationFailed } from "./errors";
import { toResponse } from "./mapping-response";

/** Most mappings of one page, however many were asked for (Lambda API reference, ListEventSourceMappings). */
const PAGE = 100;

/** ListEventSourceMappings: the stream mappings of the account, then those that the emulator keeps itself. */
export async function listMappings(
  mappings: MappingStore,
  emulator: EmulatorMappings,
  scope: Scope,
  query: URLSearchParams,
): Promise<ApiAnswer> {
  const size = pageSize(query.get("MaxItems"));
  const own = mappings.of(scope).filter((mapping) => isWanted(mapping, query, scope));
  const listed: Listed[] = [...own.map(toResponse), ...(await emulator.list(scope, query))];
  const marker = query.get("Marker");
  const start = marker ? listed.findIndex(({ UUID }) => UUID === marker) + 1 : 0;
  const page = listed.slice(start, start + size);
  const more = start + size < listed.length;
  return {
    status: 200,
    body: { ...(more && { NextMarker: page.at(-1)?.UUID }), EventSourceMappings: page },
  };
}

function pageSize(text: string | null): number {
  if (text === null || text === "") return PAGE;
  const size = Number(text);
  const at = `Value '${text}' at 'maxItems' failed to satisfy constraint: Member must have value`;
  if (size < 1) throw validationFailed([`${at} greater than or equal to 1`]);
  if (size > 10_000) throw validationFailed([`${at} less than or equal to 10000`]);
  return Math.min(size, PAGE);
}

/** A name without qualifier means the mappings of the unqualified function. */
function isWanted(mapping: Mapping, query: URLSearchParams, scope: Scope): boolean {
  const source = query.get("EventSourceArn");
  if (source && source !== mapping.streamArn) return false;
  const text = query.get("FunctionName");
  if (!text) return true;
  const reference = parseFunctionReference(text);
  if (!reference || (reference.account ?? scope.account) !== scope.account) return false;
  const asked = `arn:aws:lambda:${scope.region}:${scope.account}:function:${reference.name}`;
  return mapping.functionArn === (reference.qualifier ? `${asked}:${reference.qualifier}` : asked);
}
