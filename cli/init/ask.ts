import type { Answers, Question } from "./answers";
import { unanswered } from "./answers";
import { problemWith } from "./check-answers";

/** Names of the errors with which the prompts end after Ctrl-C. */
const INTERRUPTED = ["ExitPromptError", "AbortPromptError"];

/**
 * Asks for the answers that are missing, one after the other.
 * @returns undefined after Ctrl-C
 */
export async function ask(given: Partial<Answers>, signal: AbortSignal): Promise<Answers | undefined> {
  let answers = given;
  try {
    for (let [question] = unanswered(answers); question; [question] = unanswered(answers)) {
      answers = { ...answers, [question.key]: await answerTo(question, answers, signal) };
    }
  } catch (error) {
    if (error instanceof Error && INTERRUPTED.includes(error.name)) return undefined;
    throw error;
  }
  // Nothing is unanswered any more.
  return answers as Answers;
}

async function answerTo(question: Question, given: Partial<Answers>, signal: AbortSignal): Promise<string> {
  // An ES module, loaded only when it is needed.
  const { input, select } = await import("@inquirer/prompts");
  const { key, text, initial, choices } = question;
  if (choices) return select({ message: `${text}?`, choices: [...choices] }, { signal });
  return input(
    {
      message: `${text}:`,
      default: initial,
      validate: (value) => problemWith(key, value, given) ?? true,
    },
    { signal },
  );
}
