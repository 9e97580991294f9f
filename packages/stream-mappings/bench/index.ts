/** The package's benchmark, for projects that start an emulator for it. */

export { type ManyFigures, type ManyMappings, measureManyMappings } from "./many-mappings";
export { type Figures, measureEmulator, measureService, type Workload } from "./measure";
