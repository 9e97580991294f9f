import { createHash } from "node:crypto";
import { MANAGED_POLICY_CHARACTERS } from "../config/limits";
import type { PolicyStatement } from "./statements";

/** A policy to create. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** An IAM policy. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

/**
 * Spreads statements over as few managed policies as their order allows, none larger than IAM accepts. A name ends with
 * a hash of its document, so that the policies from before a change and those from after it can exist at once. More
 * than one are numbered from 1.
 * @param limit characters of a policy, white space not counted. @default IAM's quota
 */
export function policiesOf(
  name: string,
  statements: readonly PolicyStatement[],
  limit = MANAGED_POLICY_CHARACTERS,
): NamedPolicy[] {
  const pieces = statements.flatMap((statement) => halved(statement, limit));
  const documents: PolicyDocument[] = [];
  let current: PolicyStatement[] = [];
  for (const piece of pieces) {
    if (current.length > 0 && sizeOf([...current, piece]) > limit) {
      documents.push(documentOf(current));
      current = [];
    }
    current.push(piece);
  }
  if (current.length > 0) documents.push(documentOf(current));
  return documents.map((document, index) => ({
    name: [name, ...(documents.length === 1 ? [] : [index + 1]), hashOf(document)].join("-"),
    document,
  }));
}

/** A statement, halved by its resources until each half fits. */
function halved(statement: PolicyStatement, limit: number): PolicyStatement[] {
  const { Resource: resources } = statement;
  if (sizeOf([statement]) <= limit || resources.length === 1) return [statement];
  const middle = Math.ceil(resources.length / 2);
  const halves = [resources.slice(0, middle), resources.slice(middle)];
  return halves.flatMap((half) => halved({ ...statement, Resource: half }, limit));
}

function documentOf(statements: readonly PolicyStatement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

function hashOf(document: PolicyDocument): string {
  return createHash("sha256").update(JSON.stringify(document)).digest("hex").slice(0, 8);
}

function sizeOf(statements: readonly PolicyStatement[]): number {
  return JSON.stringify(documentOf(statements)).replace(/\s/g, "").length;
}
