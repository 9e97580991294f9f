import type { Scope } from "../aws/identity";
import type { SignedHttp } from "../aws/signed-http";
import { parseFunctionReference } from "../model/arns";
import type { Mapping } from "../model/mapping";
import type { Services } from "../runtime/context";
import type { ApiAnswer } from "./answer";
import { validationFailed } from "./errors";
import { toResponse } from "./mapping-response";

/** Most mappings of one page, however many were asked for (Lambda API reference, ListEventSourceMappings). */
const PAGE = 100;

type Listed = Record<string, unknown> & { readonly UUID?: string };

/** ListEventSourceMappings: the stream mappings of the account, then those that the emulator keeps itself. */
export async function listMappings(
  services: Services,
  scope: Scope,
  query: URLSearchParams,
): Promise<ApiAnswer> {
  const size = pageSize(query.get("MaxItems"));
  const own = services.mappings
    .of(scope.account, scope.region)
    .filter((mapping) => isWanted(mapping, query, scope));
  const listed: Listed[] = [...own.map(toResponse), ...(await emulatorMappings(services.http, scope, query))];
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

/** The caller may list: the emulator has said so. Its own mappings are read page by page as the account's root. */
async function emulatorMappings(http: SignedHttp, scope: Scope, asked: URLSearchParams): Promise<Listed[]> {
  const found: Listed[] = [];
  let marker: string | undefined;
  do {
    const query: Record<string, string> = {};
    for (const name of ["EventSourceArn", "FunctionName"]) {
      const value = asked.get(name);
      if (value) query[name] = value;
    }
    if (marker) query.Marker = marker;
    const path = "/2015-03-31/event-source-mappings/";
    const answer = await http.send({ ...scope, service: "lambda", method: "GET", path, query });
    if (answer.status !== 200) return found;
    const page = JSON.parse(answer.body) as { EventSourceMappings?: Listed[]; NextMarker?: string };
    found.push(...(page.EventSourceMappings ?? []));
    marker = page.NextMarker || undefined;
  } while (marker);
  return found;
}
