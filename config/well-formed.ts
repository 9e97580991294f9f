import { z } from "zod";

/** A value of which any part may be blank: `undefined` because it was malformed or missing. */
export type Partly<T> = T extends readonly (infer Element)[]
  ? readonly (Partly<Element> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]: Partly<T[Key]> | undefined }
    : T;

/**
 * What a schema makes of the well-formed parts of a value, their defaults filled in. A malformed part, or a
 * required one that is missing, is `undefined`. An optional key that the input leaves out stays out.
 * @param input anything; the schema need not accept it
 */
export function wellFormed<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Partly<z.output<Schema>> | undefined {
  // Safe: every value below is either what a part of this schema returned, or undefined.
  return outputOf(schema, input) as Partly<z.output<Schema>> | undefined;
}

function outputOf(schema: z.core.$ZodType, input: unknown): unknown {
  const { success, data, error } = z.safeParse(schema, input);
  if (success) return data;
  // Such a list of too many elements is malformed as a whole, though each element may be well formed.
  return error.issues.some(concernsWhole) ? undefined : partsOf(schema, input);
}

function concernsWhole({ code, path }: z.core.$ZodIssue): boolean {
  return path.length === 0 && code !== "unrecognized_keys";
}

/** The parts of an input of which only parts are malformed. */
function partsOf(schema: z.core.$ZodType, input: unknown): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return outputOf(schema.unwrap(), input);
  }
  if (Array.isArray(input)) {
    return schema instanceof z.ZodArray
      ? input.map((element) => outputOf(schema.element, element))
      : undefined;
  }
  if (!isObject(input)) return undefined;
  if (schema instanceof z.ZodObject) return fieldsOf(schema, input);
  if (schema instanceof z.ZodRecord) return entriesOf(schema, input);
  if (schema instanceof z.ZodDiscriminatedUnion) return branchOf(schema, input);
  return undefined;
}

function fieldsOf({ shape }: z.ZodObject, input: Readonly<Record<string, unknown>>): object {
  const fields = Object.entries(shape).filter(
    ([key, schema]) => Object.hasOwn(input, key) || !(schema instanceof z.ZodOptional),
  );
  return Object.fromEntries(fields.map(([key, schema]) => [key, outputOf(schema, ownValue(input, key))]));
}

function entriesOf({ keyType, valueType }: z.ZodRecord, input: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => [
      key,
      z.safeParse(keyType, key).success ? outputOf(valueType, value) : undefined,
    ]),
  );
}

function branchOf(union: z.ZodDiscriminatedUnion, input: Readonly<Record<string, unknown>>): unknown {
  const { discriminator } = union.def;
  const branch = union.options.find(
    (option) =>
      option instanceof z.ZodObject &&
      z.safeParse(option.shape[discriminator], ownValue(input, discriminator)).success,
  );
  return branch && outputOf(branch, input);
}

function ownValue(input: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(input, key) ? input[key] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
