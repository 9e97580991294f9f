import type { LoadedEnvironment } from "../config/load-environment";
import { exitCodeOf, problemsIn } from "./judge/judge";
import type { Denied, Problem } from "./judge/problem";
import { type LookOptions, lookAt } from "./look/look";
import type { Picture } from "./picture";

/** A problem with the explanation of a denial, if it is one. */
export interface ToldProblem extends Omit<Problem, "denied"> {
  /** Who decides, which statement or its absence, one line each. @default it is no denial */
  readonly explanation?: readonly string[];
}

/** How an environment is doing, what is wrong and what to do. */
export interface StatusReport {
  readonly environment: string;
  /** Key of the only source that was looked at. @default all of the environment were */
  readonly source?: string;
  readonly picture: Picture;
  readonly problems: readonly ToldProblem[];
  /** 0: nothing is wrong; 2: something is; 1: nothing is as far as could be read, and not all could. */
  readonly exitCode: number;
}

/** Why something is denied, and what to do. */
export interface Explanation {
  readonly lines: readonly string[];
  readonly remedies: readonly string[];
}

/** How to look at an environment, and who explains its denials. */
export interface StatusOptions extends LookOptions {
  /** Explains a denial. Never throws: what cannot be explained is told. */
  readonly explainDenial: (denied: Denied, picture: Picture) => Promise<Explanation>;
}

/** Denials that are explained: each takes some requests, and the rest have the same cause as a rule. */
const EXPLAINED = 5;

/** Looks at an environment, and says what is wrong and what to do. */
export async function status(
  loaded: Pick<LoadedEnvironment, "name" | "environment">,
  options: StatusOptions,
): Promise<StatusReport> {
  const { name, environment } = loaded;
  const picture = await lookAt(loaded, options);
  const context = { environmentName: name, sandbox: environment.sandbox, now: Date.now() };
  const problems = problemsIn(picture, context);
  return {
    environment: name,
    ...(options.only !== undefined && { source: options.only }),
    picture,
    problems: await told(problems, picture, name, options),
    exitCode: exitCodeOf(picture, problems),
  };
}

function told(
  problems: readonly Problem[],
  picture: Picture,
  environmentName: string,
  { explainDenial }: StatusOptions,
): Promise<ToldProblem[]> {
  const explained = problems.filter(({ denied }) => denied).slice(0, EXPLAINED);
  return Promise.all(
    problems.map(async (problem) => {
      const { denied, ...rest } = problem;
      if (!denied) return rest;
      if (!explained.includes(problem))
        return { ...rest, remedies: [...rest.remedies, command(denied, environmentName)] };
      const { lines, remedies } = await explainDenial(denied, picture);
      return { ...rest, explanation: lines, remedies: [...rest.remedies, ...remedies] };
    }),
  );
}

function command({ consumer, reader, source, action }: Denied, environmentName: string): string {
  const principal = reader === "usage-meter" ? `${consumer}.usageMeter` : consumer;
  return `See who decides: npm run explain -- --environment ${environmentName} --deployed --principal ${principal} --action ${action} --resource ${source}.stream`;
}
