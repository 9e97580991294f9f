/** Builds the program, for those who start it from the sources. */
export { ensureBuilt } from "./build";
