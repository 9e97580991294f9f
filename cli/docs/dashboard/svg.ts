/** Pixels of a column and a row of a dashboard. */
export const COLUMN = 50;
export const ROW = 34;

/** A rectangle in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An element of SVG. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content = "",
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`);
  return `<${name}${written.join("")}${content === "" ? "/>" : `>${content}</${name}>`}`;
}

/** A line of text; one that is too long for its place ends with three dots. */
export function text(x: number, y: number, style: string, words: string, characters = 200): string {
  const shown = words.length > characters ? `${words.slice(0, characters - 1)}…` : words;
  return element("text", { x: round(x), y: round(y), class: style }, escaped(shown));
}

export function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Two decimals are finer than any screen. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Points as a path. */
export function path(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
}

/** Colors for light and dark pages; those of lines keep a contrast of 3 to 1 on both cards. */
export const STYLE = `
.page{fill:#f4f5f7}.card{fill:#fff;stroke:#d5dbdb}.h1{font-size:21px;font-weight:700;fill:#16191f}
.h2{font-size:16px;font-weight:700;fill:#16191f}.title{font-size:13px;font-weight:600;fill:#16191f}
.words{font-size:13px;fill:#414d5c}.small{font-size:11px;fill:#545b64}.metric{font-size:10.5px;fill:#545b64;font-family:ui-monospace,Menlo,Consolas,monospace}
.grid{stroke:#e3e7e9}.axis{stroke:#879596}.ok{fill:#e9f5ea;stroke:#2e7d32}.dot{fill:#2e7d32}.note{fill:#fff4d6;stroke:#b7791f}.noted{font-size:13px;font-weight:600;fill:#5c3d00}
.rim{stroke:#dfe3e6}.warning{stroke:#c2570c}.critical{stroke:#c62828}
.l0{stroke:#2066c0}.l1{stroke:#c2570c}.l2{stroke:#2e7d32}.f0{fill:#2066c0}.f1{fill:#c2570c}.f2{fill:#2e7d32}
text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
@media (prefers-color-scheme:dark){.page{fill:#0f141a}.card{fill:#1a222c;stroke:#3b4654}.h1,.h2,.title{fill:#eef1f4}.words{fill:#c3cbd5}.small,.metric{fill:#b4bdc8}.grid{stroke:#2d3743}.axis{stroke:#7d8998}.ok{fill:#14301a;stroke:#57b562}.dot{fill:#57b562}.note{fill:#33270c;stroke:#d9a441}.noted{fill:#f5d48a}.rim{stroke:#344050}.warning{stroke:#f08c3c}.critical{stroke:#ef6b6b}.l0{stroke:#6aaaf5}.l1{stroke:#f08c3c}.l2{stroke:#57b562}.f0{fill:#6aaaf5}.f1{fill:#f08c3c}.f2{fill:#57b562}}
`
  .trim()
  .replaceAll("\n", "");
