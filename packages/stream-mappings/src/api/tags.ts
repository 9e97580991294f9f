import type { Mapping } from "../model/mapping";
import { isPlainObject } from "../model/plain-object";
import type { MappingStore } from "../store/mapping-store";
import type { ApiAnswer } from "./answer";
import type { RequestBody } from "./constraints";
import { ApiError } from "./errors";

/** Tags of a call's body, values as text. */
export function tagsFrom(value: unknown): Record<string, string> {
  if (!isPlainObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, tag]) => [key, String(tag)]));
}

/** ListTags. */
export function listTags(mapping: Mapping): ApiAnswer {
  return { status: 200, body: { Tags: mapping.tags } };
}

/** TagResource: adds tags, and overwrites those of the same key. */
export function tagMapping(mappings: MappingStore, mapping: Mapping, body: RequestBody): ApiAnswer {
  mapping.tags = { ...mapping.tags, ...tagsFrom(body.Tags) };
  mappings.save(mapping);
  return { status: 204 };
}

/** UntagResource: unknown keys do no harm. */
export function untagMapping(mappings: MappingStore, mapping: Mapping, keys: readonly string[]): ApiAnswer {
  mapping.tags = Object.fromEntries(Object.entries(mapping.tags).filter(([key]) => !keys.includes(key)));
  mappings.save(mapping);
  return { status: 204 };
}

/** Recorded: a tag call for a mapping that does not exist. */
export function taggedMappingNotFound(arn: string): ApiError {
  return new ApiError(404, "ResourceNotFoundException", `Event source mapping not found: ${arn}`);
}
