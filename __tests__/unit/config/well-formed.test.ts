import { z } from "zod";
import { draftOf } from "../../../config/draft";
import { checkEnvironment } from "../../../config/load-environment";
import { wellFormed } from "../../../config/well-formed";
import { type Content, edited } from "./sample";

const schema = z.strictObject({
  name: z.string(),
  size: z.number().max(10).default(5),
  note: z.string().optional(),
  owner: z.string().nullable().default("nobody"),
  tags: z.record(z.string().regex(/^[a-z]+$/), z.string()).default({}),
  list: z
    .array(z.strictObject({ id: z.number(), on: z.boolean().default(true) }))
    .min(1)
    .default([{ id: 0, on: true }]),
  way: z
    .discriminatedUnion("type", [
      z.strictObject({ type: z.literal("fast"), speed: z.number().default(9) }),
      z.strictObject({ type: z.literal("slow"), reason: z.string() }),
    ])
    .default({ type: "fast", speed: 1 }),
});

/** What the schema makes of `{ name: "n" }`. */
const DEFAULTS = {
  name: "n",
  size: 5,
  owner: "nobody",
  tags: {},
  list: [{ id: 0, on: true }],
  way: { type: "fast", speed: 1 },
};

test.each<{ what: string; input: Content; changed: Content }>([
  { what: "a value that fits as a whole", input: {}, changed: {} },
  { what: "a malformed value", input: { size: 11 }, changed: { size: undefined } },
  { what: "a malformed optional value", input: { note: 1 }, changed: { note: undefined } },
  { what: "a missing required value", input: { name: undefined }, changed: { name: undefined } },
  { what: "an unknown key", input: { sise: 1 }, changed: {} },
  {
    what: "null where it is allowed",
    input: { owner: null, size: null },
    changed: { owner: null, size: undefined },
  },
  {
    what: "a malformed entry and a malformed name of a map",
    input: { tags: { a: "x", b: 1, C: "x" } },
    changed: { tags: { a: "x", b: undefined, C: undefined } },
  },
  {
    what: "a malformed element of a list",
    input: { list: [{ id: 1 }, 5, { id: "x" }] },
    changed: { list: [{ id: 1, on: true }, undefined, { id: undefined, on: true }] },
  },
  { what: "a list of the wrong length", input: { list: [] }, changed: { list: undefined } },
  { what: "a map in place of a list", input: { list: { id: 1 } }, changed: { list: undefined } },
  { what: "a list in place of a map", input: { tags: ["x"] }, changed: { tags: undefined } },
  {
    what: "a malformed part of one branch",
    input: { way: { type: "slow", reason: 5 } },
    changed: { way: { type: "slow", reason: undefined } },
  },
  {
    what: "a branch that does not exist",
    input: { way: { type: "odd", speed: 1 } },
    changed: { way: undefined },
  },
])("$what: everything else keeps its defaults", ({ input, changed }) => {
  // Prepare
  const given = { name: "n", ...input };

  // Act
  const parts = wellFormed(schema, given);

  // Assess
  expect(parts).toStrictEqual({ ...DEFAULTS, ...changed });
});

test.each([null, undefined, 5, "text", []])("%p is malformed as a whole", (input) => {
  // Prepare: nothing

  // Act
  const parts = wellFormed(schema, input);

  // Assess
  expect(parts).toBeUndefined();
});

test("the draft of a good file is what the file is loaded as", () => {
  // Prepare
  const content = edited({});

  // Act
  const draft = draftOf(content);

  // Assess
  expect(draft).toEqual(checkEnvironment(content).environment);
});

test("a file that is not a group of keys leaves a draft without parts", () => {
  // Prepare: nothing

  // Act
  const draft = draftOf("text");

  // Assess
  expect(Object.values(draft).every((part) => part === undefined)).toBe(true);
});
