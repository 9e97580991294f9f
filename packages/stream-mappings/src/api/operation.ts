/** A call of the event-source-mapping API, recognized by method and path. */
export type Operation =
  | { readonly kind: "create" }
  | { readonly kind: "list" }
  | { readonly kind: "get" | "update" | "delete"; readonly uuid: string }
  | { readonly kind: "list-tags" | "tag" | "untag"; readonly arn: string; readonly uuid: string };

const MAPPINGS = /^\/2015-03-31\/event-source-mappings(?:\/([^/]*))?\/?$/;
const TAGS = /^\/2017-03-31\/tags\/(.+?)\/?$/;
const MAPPING_ARN = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:event-source-mapping:([0-9a-fA-F-]{36})$/;

/** @returns undefined for every other call of Lambda */
export function operationOf(method: string, path: string): Operation | undefined {
  const mappings = MAPPINGS.exec(path);
  if (mappings) return mappingOperation(method, decode(mappings[1] ?? ""));
  const tags = TAGS.exec(path);
  if (!tags) return undefined;
  const arn = decode(tags[1] ?? "");
  const uuid = MAPPING_ARN.exec(arn)?.[1];
  return uuid ? tagOperation(method, arn, uuid) : undefined;
}

function mappingOperation(method: string, uuid: string): Operation | undefined {
  if (uuid === "") {
    if (method === "POST") return { kind: "create" };
    return method === "GET" ? { kind: "list" } : undefined;
  }
  if (method === "GET") return { kind: "get", uuid };
  if (method === "PUT") return { kind: "update", uuid };
  return method === "DELETE" ? { kind: "delete", uuid } : undefined;
}

function tagOperation(method: string, arn: string, uuid: string): Operation | undefined {
  if (method === "GET") return { kind: "list-tags", arn, uuid };
  if (method === "POST") return { kind: "tag", arn, uuid };
  return method === "DELETE" ? { kind: "untag", arn, uuid } : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
