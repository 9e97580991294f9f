/** The package's benchmark, for projects that start an emulator for it. */
export { type Figures, measureEmulator, measureService, type Workload } from "./measure";
