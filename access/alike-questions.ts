import { actionFacts } from "../packages/stream-mappings/src/policy-simulator";
import { listOf, statementsOf } from "../synthesized/statements";
import type { Principal, Resource } from "./access-model";
import { matchesPattern } from "./matches-pattern";
import type { Question } from "./questions";

/** Finds the answers that are alike: a decision costs a hundred times as much as finding that it was made already. */
export class AlikeQuestions<T> {
  private readonly answers = new Map<Principal, Map<Resource, Map<string, Promise<T>>>>();

  /**
   * The answer to a question, or to an earlier one about the same principal and resource that the same statements
   * decide in the same way.
   * @param answer called if there is none yet
   */
  async answerTo(question: Question, answer: () => Promise<T>): Promise<T> {
    const { principal, resource } = question;
    const name = await nameOf(question);
    const ofPrincipal = this.answers.get(principal) ?? new Map<Resource, Map<string, Promise<T>>>();
    this.answers.set(principal, ofPrincipal);
    const ofPair = ofPrincipal.get(resource) ?? new Map<string, Promise<T>>();
    ofPrincipal.set(resource, ofPair);
    const found = ofPair.get(name) ?? answer();
    ofPair.set(name, found);
    return found;
  }
}

/**
 * What tells a question about a pair from others about it: what the simulator knows of the action, which statements of
 * the policies are about it, and what else the request says.
 */
async function nameOf({ principal, resource, action }: Question): Promise<string> {
  const { policies, boundary } = principal;
  const documents = [...policies, boundary, resource.policy].map((policy) => policy?.document);
  const name = action.name.toLowerCase();
  const about = documents.flatMap(patternsIn).map((patterns) => isAbout(patterns, name));
  const { suffix, tls, externalId } = action;
  return JSON.stringify([await actionFacts(name), about.map(Number).join(""), suffix, tls, externalId]);
}

/** The actions that a statement names, as IAM compares them: without looking at their case. */
interface Patterns {
  readonly named: readonly string[];
  /** Those that it leaves out. */
  readonly excluded: readonly string[];
}

function isAbout({ named, excluded }: Patterns, action: string): boolean {
  const covers = (pattern: string) => matchesPattern(pattern, action);
  return named.some(covers) || (excluded.length > 0 && !excluded.some(covers));
}

const PATTERNS = new WeakMap<object, readonly Patterns[]>();

/** What the statements of a policy are about, statement by statement. */
function patternsIn(document: unknown): readonly Patterns[] {
  if (typeof document !== "object" || document === null) return [];
  const patterns =
    PATTERNS.get(document) ??
    statementsOf(document).map(({ Action, NotAction }) => ({
      named: lowerCase(listOf(Action)),
      excluded: lowerCase(listOf(NotAction)),
    }));
  PATTERNS.set(document, patterns);
  return patterns;
}

function lowerCase(texts: readonly string[]): string[] {
  return texts.map((text) => text.toLowerCase());
}
