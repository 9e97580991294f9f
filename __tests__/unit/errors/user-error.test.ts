import { describeError, UserError } from "../../../errors/user-error";

test("one problem reads like a paragraph", () => {
  // Prepare
  const problem = { place: "a.yaml", cause: "it is empty", remedy: "Write something into it" };

  // Act
  const { message } = new UserError([problem]);

  // Assess
  expect(message).toBe("a.yaml: it is empty.\nWrite something into it.");
});

test("under a headline each problem is a line", () => {
  // Prepare
  const problems = [{ place: "a", cause: "it is empty", remedy: "Fill it" }, { cause: "Nothing fits." }];

  // Act
  const { message } = new UserError(problems, "These are wrong:");

  // Assess
  expect(message).toBe("These are wrong:\n  a: it is empty. Fill it.\n  Nothing fits.");
});

test("output of a program stays as it is", () => {
  // Prepare
  const problem = { cause: "it ended:\nsegmentation fault", remedy: "Look at its log" };

  // Act
  const { message } = new UserError([problem]);
  const { message: listed } = new UserError([problem], "These failed:");

  // Assess
  expect(message).toBe("it ended:\nsegmentation fault\nLook at its log.");
  expect(listed).toBe("These failed:\n  it ended:\nsegmentation fault\nLook at its log.");
});

test("a user's error is its message, a defect keeps its stack", () => {
  // Prepare
  const defect = new Error("impossible");

  // Act
  const texts = [describeError(new UserError([{ cause: "wrong" }])), describeError(defect), describeError(7)];

  // Assess
  expect(texts).toEqual(["wrong.", defect.stack, "7"]);
});
