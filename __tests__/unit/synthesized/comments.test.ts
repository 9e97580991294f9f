import { commentOf, withoutComment } from "../../../synthesized/comments";

const ELEMENT = { "//": { scanExceptions: { CKV_AWS_1: "a reason" } }, name: "queue" };

test.each([
  ["an element with a comment", ELEMENT, { scanExceptions: { CKV_AWS_1: "a reason" } }],
  ["an element with a text as comment", { "//": "a text" }, {}],
  ["an element without", { name: "queue" }, {}],
])("the comment of %s", (_what, element, expected) => {
  // Prepare
  const json = element;

  // Act
  const comment = commentOf(json);

  // Assess
  expect(comment).toEqual(expected);
});

test("an element without its comment keeps everything else", () => {
  // Prepare
  const element = ELEMENT;

  // Act
  const settings = withoutComment(element);

  // Assess
  expect(settings).toEqual({ name: "queue" });
});
