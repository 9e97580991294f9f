import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";

const FOLDER = join(__dirname, "..", "page");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** A file of the page. */
export interface PageFile {
  readonly type: string;
  readonly content: Buffer;
}

/** The page's files by the path that they are served under. Nothing else is ever read for a request. */
export function pageFiles(): ReadonlyMap<string, PageFile> {
  const files = readdirSync(FOLDER).flatMap((name): [string, PageFile][] => {
    const type = TYPES[extname(name)];
    const path = name === "index.html" ? "/" : `/${name}`;
    return type === undefined ? [] : [[path, { type, content: readFileSync(join(FOLDER, name)) }]];
  });
  return new Map(files);
}
