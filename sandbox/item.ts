import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { reasonOf } from "../errors/reason-of";
import { SandboxError } from "./sandbox-error";

const TYPE_TAGS = new Set(["S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"]);

/**
 * Reads an item from JSON: plain (`{"id": "1"}`), or in DynamoDB's own format (`{"id": {"S": "1"}}`), in which numbers
 * keep every digit.
 * @throws SandboxError if it is not a JSON object, or a plain number has more digits than JavaScript keeps
 */
export function parseItem(json: string): Record<string, AttributeValue> {
  let item: unknown;
  try {
    item = JSON.parse(json);
  } catch (error) {
    throw notAnItem(`is not JSON: ${reasonOf(error)}`);
  }
  if (!isObject(item)) throw notAnItem("is not a JSON object");
  const values = Object.values(item);
  if (values.length > 0 && values.every(isTagged)) return item as Record<string, AttributeValue>;
  try {
    return marshall(item);
  } catch (error) {
    throw new SandboxError(
      `The item cannot be converted to DynamoDB's format: ${reasonOf(error)}`,
      `Write it in that format, in which numbers keep every digit: '{"id": {"S": "test-001"}, "count": {"N": "1"}}'.`,
    );
  }
}

function isTagged(value: unknown): boolean {
  if (!isObject(value)) return false;
  const [tag, ...others] = Object.keys(value);
  return tag !== undefined && others.length === 0 && TYPE_TAGS.has(tag);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function notAnItem(cause: string): SandboxError {
  return new SandboxError(
    `The item ${cause}.`,
    `Write it as one argument in single quotes: '{"id": "test-001", "name": "Test User"}'.`,
  );
}
