import { z } from "zod";
import { type Group, isGroup, ownValue } from "./group";

/** A value of which any part may be blank: `undefined` because it was malformed or missing. */
export type Partly<T> = T extends readonly (infer Element)[]
  ? readonly (Partly<Element> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]: Partly<T[Key]> | undefined }
    : T;

type Schema = z.core.$ZodType;
type Issues = readonly z.core.$ZodIssue[];

/**
 * What a schema makes of the well-formed parts of a value, their defaults filled in. A malformed part, or a
 * required one that is missing, is `undefined`. An optional key that the input leaves out stays out.
 * @param input anything; the schema need not accept it
 */
export function wellFormed<S extends z.ZodType>(schema: S, input: unknown): Partly<z.output<S>> | undefined {
  const { success, data, error } = schema.safeParse(input);
  // Safe: every part is either what its own schema returned, or undefined.
  return (success ? data : outputOf(schema, input, error.issues)) as Partly<z.output<S>> | undefined;
}

/** @param issues what the schema has against this value, their paths counted from here */
function outputOf(schema: Schema, input: unknown, issues: Issues): unknown {
  if (issues.length === 0) return z.safeParse(schema, input).data;
  // A list of too many elements, say, is malformed as a whole, though each element may be well formed.
  return issues.some(concernsWhole) ? undefined : partsOf(schema, input, issues);
}

function concernsWhole({ code, path }: z.core.$ZodIssue): boolean {
  return path.length === 0 && code !== "unrecognized_keys";
}

function partsOf(schema: Schema, input: unknown, issues: Issues): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return outputOf(schema.unwrap(), input, issues);
  }
  if (schema instanceof z.ZodArray && Array.isArray(input)) {
    return input.map((element, place) => outputOf(schema.element, element, below(place, issues)));
  }
  if (!isGroup(input)) return undefined;
  if (schema instanceof z.ZodObject) return fieldsOf(schema, input, issues);
  if (schema instanceof z.ZodRecord) return entriesOf(schema, input, issues);
  return schema instanceof z.ZodDiscriminatedUnion ? branchOf(schema, input, issues) : undefined;
}

function fieldsOf({ shape }: z.ZodObject, input: Group, issues: Issues): object {
  const fields = Object.entries(shape).filter(
    ([key, schema]) => Object.hasOwn(input, key) || !(schema instanceof z.ZodOptional),
  );
  return Object.fromEntries(
    fields.map(([key, schema]) => [key, outputOf(schema, ownValue(input, key), below(key, issues))]),
  );
}

/** The schema has no issue with the value of an entry whose name is malformed: that one is about the whole entry. */
function entriesOf({ valueType }: z.ZodRecord, input: Group, issues: Issues): object {
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => [key, outputOf(valueType, value, below(key, issues))]),
  );
}

/** Undefined if the value names no branch: nothing else of it has been looked at. */
function branchOf(union: z.ZodDiscriminatedUnion, input: Group, issues: Issues): unknown {
  const { discriminator } = union.def;
  const branch = union.options.find(
    (option) =>
      option instanceof z.ZodObject &&
      z.safeParse(option.shape[discriminator], ownValue(input, discriminator)).success,
  );
  return branch && outputOf(branch, input, issues);
}

/** The issues with one part, their paths counted from there. */
function below(step: string | number, issues: Issues): Issues {
  return issues
    .filter(({ path: [first] }) => first === step)
    .map((issue) => ({ ...issue, path: issue.path.slice(1) }));
}
