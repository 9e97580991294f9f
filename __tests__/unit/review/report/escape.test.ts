import { markdownCode, markdownSentence, markdownText, mermaidText } from "../../../../review/report/escape";

test.each([
  ["a plain name stays", "Order events (v2), at 10:30", "Order events (v2), at 10:30"],
  ["markup is text", "**a** `b` [c] | _d_", "\\*\\*a\\*\\* \\`b\\` \\[c\\] \\| \\_d\\_"],
  ["tags are text", "<img src=x>&", "&#60;img src=x&#62;&#38;"],
  ["nobody is mentioned, no issue is referred to", "@team #12", "&#64;<!-- -->team &#35;<!-- -->12"],
  ["nothing is a link", "https://a.example www.b.example", "https&#58;//a.example &#119;ww.b.example"],
  ["a line break is a space", "a\n\n## b", "a &#35;<!-- -->&#35;<!-- --> b"],
])("Markdown: %s", (_what, text, expected) => {
  // Act
  const escaped = markdownText(text);

  // Assess
  expect(escaped).toBe(expected);
});

test("code is escaped as well", () => {
  // Act
  const code = markdownCode("a_b</code>");

  // Assess
  expect(code).toBe("<code>a\\_b&#60;/code&#62;</code>");
});

test("our own sentences may hold code", () => {
  // Act
  const sentence = markdownSentence("Only the apply tells `assume_role_policy` of <b>");

  // Assess
  expect(sentence).toBe("Only the apply tells <code>assume\\_role\\_policy</code> of &#60;b&#62;");
});

test("a Mermaid label cannot end", () => {
  // Act
  const label = mermaidText('a"] --> b["c');

  // Assess
  expect(label).toBe("a#34;#93; --#62; b#91;#34;c");
});
