import { leftOverAccounts } from "../../config/left-over-accounts";
import { checkEnvironment } from "../../config/load-environment";
import { parseYaml } from "../../config/parse-yaml";
import { formatPath, type Problem } from "../../config/problem";
import { UserError } from "../../errors/user-error";
import type { UserProblem } from "../../errors/user-problem";
import { type Answers, QUESTIONS } from "./answers";
import { environmentText } from "./environment-text";

/** A file that may be written. */
export interface CheckedText {
  readonly text: string;
  /** What deserves a look. */
  readonly warnings: readonly UserProblem[];
}

/**
 * Makes the file of an environment, and checks it as the loader does.
 * @throws UserError with every problem, each at the option that it comes from
 */
export function checkAnswers(name: string, answers: Answers): CheckedText {
  const text = environmentText(name, answers);
  const { environment, problems } = checkEnvironment(parseYaml(text, name));
  const errors = problems.filter(({ severity }) => severity === "error");
  if (!environment || errors.length > 0) {
    throw new UserError(errors.map(atOption), `The environment ${name} cannot be made:`);
  }
  return { text, warnings: [...problems, ...leftOverAccounts(name, environment)].map(atOption) };
}

/** What is wrong with one answer, if anything is; the others need not be there yet. */
export function problemWith(key: keyof Answers, value: string, given: Partial<Answers>): string | undefined {
  const { path, remedy } = QUESTIONS.find((question) => question.key === key) ?? {};
  const { problems } = checkEnvironment(
    parseYaml(environmentText("new", { ...PLACEHOLDERS, ...given, [key]: value }), "new"),
  );
  const found = problems.find((problem) => problem.severity === "error" && formatPath(problem.path) === path);
  return found && `${found.cause}. ${remedy ?? found.remedy}.`;
}

/** Answers that are never wrong. */
const PLACEHOLDERS: Answers = {
  sourceAccount: "000000000001",
  consumerAccount: "000000000002",
  region: "eu-central-1",
  table: "Table",
  partitionKey: "id",
  backend: "local",
};

function atOption({ path, cause, remedy, severity }: Problem): UserProblem {
  const place = formatPath(path);
  const question = QUESTIONS.find((one) => one.path === place);
  const instead = severity === "error" ? question?.remedy : undefined;
  return { place: question?.flag ?? place, cause, remedy: instead ?? remedy };
}
