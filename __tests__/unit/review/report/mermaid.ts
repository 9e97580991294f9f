import { readFileSync } from "node:fs";
import { Script } from "node:vm";
import { JSDOM } from "jsdom";

/** What Mermaid makes of a flowchart. */
export interface Flowchart {
  /** Texts in the boxes. */
  readonly boxes: readonly string[];
  /** Titles of the frames around boxes. */
  readonly frames: readonly string[];
  /** Arrows, as texts of the boxes that they join. */
  readonly arrows: readonly string[];
}

/** The parts of Mermaid that are used here. */
interface Mermaid {
  /** Also makes the kinds of diagrams known. */
  parse(text: string): Promise<unknown>;
  readonly mermaidAPI: { getDiagramFromText(text: string): Promise<{ readonly db: FlowDatabase }> };
}

interface FlowDatabase {
  getVertices(): ReadonlyMap<string, { readonly text: string }>;
  getEdges(): readonly { readonly start: string; readonly end: string; readonly text: string }[];
  getSubGraphs(): readonly { readonly title: string }[];
}

/** Mermaid needs a page to make texts safe; it draws nothing here. */
function loadMermaid(): Mermaid {
  const page = new JSDOM("", { runScripts: "outside-only" });
  Object.assign(page.window, { structuredClone });
  const code = readFileSync(require.resolve("@mermaid-js/tiny"), "utf8");
  new Script(code).runInContext(page.getInternalVMContext());
  return page.window.mermaid;
}

let mermaid: Mermaid | undefined;

/**
 * Reads a flowchart with Mermaid's own parser.
 * @throws Error of Mermaid if the text is none
 */
export async function readFlowchart(text: string): Promise<Flowchart> {
  mermaid ??= loadMermaid();
  await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const textOf = (id: string) => decoded(db.getVertices().get(id)?.text ?? "");
  return {
    boxes: [...db.getVertices().keys()].map(textOf),
    frames: db.getSubGraphs().map(({ title }) => decoded(title)),
    arrows: db.getEdges().map((edge) => `${textOf(edge.start)} ${edge.text} ${textOf(edge.end)}`),
  };
}

/** Mermaid holds `#34;` in a form of its own until it draws. */
function decoded(text: string): string {
  return text.replace(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
