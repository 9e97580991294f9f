import fc from "fast-check";
import { BadRequestError } from "../../../../lambda-src/reader-api/bad-request-error";
import { parseProjection } from "../../../../lambda-src/reader-api/projection";

const parse = (text: string) => parseProjection(text, ["shop", "number"]);
const problemsOf = (text: string): readonly string[] => {
  try {
    parse(text);
    return [];
  } catch (error) {
    if (error instanceof BadRequestError) return error.problems;
    throw error;
  }
};

describe("parseProjection", () => {
  test("asks for the key as well, and hides what was not asked for", () => {
    expect(parse("name,number")).toEqual({
      expression: "#n0,#n1,#n2",
      names: { "#n0": "name", "#n1": "number", "#n2": "shop" },
      hidden: new Set(["shop"]),
    });
  });

  test("reads paths into maps and lists; a name has one placeholder wherever it stands", () => {
    expect(parse("address.city, tags[0],tags[12][3].name.city,shop,number")).toEqual({
      expression: "#n0.#n1,#n2[0],#n2[12][3].#n3.#n1,#n4,#n5",
      names: {
        "#n0": "address",
        "#n1": "city",
        "#n2": "tags",
        "#n3": "name",
        "#n4": "shop",
        "#n5": "number",
      },
      hidden: new Set(),
    });
  });

  test("takes names that DynamoDB or JavaScript reserve, and any other characters", () => {
    expect(parse("size,__proto__,größe in cm,a-b#c:d").names).toMatchObject({
      "#n0": "size",
      "#n1": "__proto__",
      "#n2": "größe in cm",
      "#n3": "a-b#c:d",
    });
  });

  test.each([
    "",
    ",",
    "a,",
    "a..b",
    ".a",
    "a.",
    "[0]",
    "a[",
    "a[]",
    "a]",
    "a[x]",
    "a[-1]",
    "a[0",
    "a[0]b",
    "a.[0]",
    "a[1234567]",
  ])("refuses %j, which is no path", (text) => {
    expect(problemsOf(text).at(-1)).toMatch(
      /^projection ".*" is not a path such as name, address\.city or tags\[0\]\.$/,
    );
  });

  test.each([
    ["a,a", ['projection "a" and "a" overlap: ask for one of them.']],
    ["a,a.b", ['projection "a" and "a.b" overlap: ask for one of them.']],
    ["a.b.c,a.b", ['projection "a.b.c" and "a.b" overlap: ask for one of them.']],
    ["a[0].x,a[00]", ['projection "a[0].x" and "a[0]" overlap: ask for one of them.']],
    ["a.b,a[0]", ['projection "a.b" and "a[0]" use one attribute both as a list and as a map.']],
    ["shop.name", ['projection "shop" is a key attribute and has no parts.']],
    ["number[0]", ['projection "number" is a key attribute and has no parts.']],
    ["a.b,a.c,b.a,c[0],c[1]", []],
  ])("says what overlaps in %j", (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test("names all problems at once", () => {
    expect(problemsOf("a..b,[0],c")).toEqual([
      'projection "a..b" is not a path such as name, address.city or tags[0].',
      'projection "[0]" is not a path such as name, address.city or tags[0].',
    ]);
    expect(problemsOf("a,a.b,shop.x,c,c")).toEqual([
      'projection "a" and "a.b" overlap: ask for one of them.',
      'projection "shop" is a key attribute and has no parts.',
      'projection "c" and "c" overlap: ask for one of them.',
    ]);
  });

  test("takes 50 paths, and not 51", () => {
    // Prepare
    const paths = (count: number) => Array.from({ length: count }, (_, index) => `a${index}`).join(",");
    // Assess
    expect(problemsOf(paths(50))).toEqual([]);
    expect(problemsOf(paths(51))).toEqual(["projection has 51 paths; the maximum is 50."]);
  });

  test("takes 32 levels, and not 33", () => {
    // Prepare
    const deep = (levels: number) => `a${"[0]".repeat(levels - 1)}`;
    // Assess
    expect(problemsOf(deep(32))).toEqual([]);
    expect(problemsOf(deep(33))).toEqual([`projection "${deep(33)}" has more than 32 levels.`]);
  });

  test("refuses an expression that is longer than DynamoDB takes", () => {
    // Prepare
    const path = (index: number) => `a${index}${"[100000]".repeat(12)}`;
    const paths = Array.from({ length: 50 }, (_, index) => path(index)).join(",");
    // Assess
    expect(problemsOf(paths)).toEqual(["projection is too long: ask for fewer attributes."]);
  });

  test("writes an expression that says the same as the text, for any paths", () => {
    const name = fc.string({ minLength: 1, maxLength: 5 }).filter((text) => /^[^\s.,[\]]+$/.test(text));
    const step = fc.oneof(
      name.map((text) => `.${text}`),
      fc.nat(999).map((index) => `[${index}]`),
    );
    const path = fc
      .tuple(name, fc.array(step, { maxLength: 5 }))
      .map(([first, steps]) => first + steps.join(""));
    fc.assert(
      fc.property(path, (text) => {
        fc.pre(!/^(?:shop|number)/.test(text));
        // Act
        const { expression, names } = parse(text);
        // Assess
        expect(expression.replace(/#n\d+/g, (placeholder) => names[placeholder] ?? "?")).toBe(
          `${text},shop,number`,
        );
      }),
    );
  });
});
