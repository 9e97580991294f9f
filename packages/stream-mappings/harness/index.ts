/** For benchmarks, chaos runs and tests: the built program as a process, and accounts with what a mapping takes. */
export { peakMemoryMb } from "./process-memory";
export { ServiceProcess, type ServiceProcessOptions } from "./service-process";
export { NAMES, StreamAccount } from "./stream-account";
