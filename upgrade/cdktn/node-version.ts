import { NODE_MINIMUM } from "../versions";

const { major, minor } = NODE_MINIMUM;

/** `node: [20, 22, 24]`, in the matrix of a workflow. */
const MATRIX = /^(\s*node(?:-version)?: )\[([\d, ]+)\]/gm;

/** `node-version: 20`, quoted or not. */
const SINGLE = /^(\s*-?\s*node-version: ["']?)(\d+)(?:\.[\d.x]+)?(?=["']?\s*$)/gm;

/** `image: node:20-slim`. */
const IMAGE = /(?<=\bnode:)(\d+)(?:\.\d+)*/g;

/** `Node.js 20.19 or newer`. */
const PROSE = /(?<=\bNode\.js )(\d+)(?:\.\d+)?(?= or newer)/g;

/** The file .nvmrc, with a Node.js that is new enough for CDK Terrain. */
export function nvmrcForCdktn(text: string): string {
  return text.replace(/^v?(\d+)(?:\.\d+)*/, (version, number) =>
    isTooOld(number) ? String(major) : version,
  );
}

/** A workflow that runs on a Node.js that is new enough. */
export function workflowForCdktn(text: string): string {
  return text
    .replace(MATRIX, (_, key, versions) => `${key}[${newEnough(versions).join(", ")}]`)
    .replace(SINGLE, (line, key, number) => (isTooOld(number) ? `${key}${major}` : line))
    .replace(IMAGE, (version, number) => (isTooOld(number) ? String(major) : version));
}

/** A document that names the oldest Node.js. */
export function documentForCdktn(text: string): string {
  return text.replace(PROSE, (version, number) => (isTooOld(number) ? `${major}.${minor}` : version));
}

function newEnough(versions: string): string[] {
  const kept = versions
    .split(",")
    .map((version) => version.trim())
    .filter((version) => !isTooOld(version));
  return kept.length > 0 ? kept : [String(major)];
}

function isTooOld(number: string): boolean {
  return Number(number) < major;
}
