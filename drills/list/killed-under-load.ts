import { sandboxStatus } from "../../sandbox/status";
import type { Drill } from "../drill";
import { startMappingService, stopMappingService } from "../site/mapping-service";

/** What Lambda does for its own machines, the sandbox does not: somebody has to start the service again. */
export const KILLED_UNDER_LOAD: Drill = {
  name: "killed-under-load",
  incident: "The function and the service that invokes it are killed (SIGKILL) under load",
  breakIt: async (site) => {
    site.order({ killed: true });
    await site.write(Array.from({ length: 200 }, (_, n) => `killed-under-load load ${n}`));
    await stopMappingService();
  },
  detect: async () => {
    const { streamMappings } = await sandboxStatus();
    return streamMappings?.running === false
      ? { by: "`npm run sandbox -- status`", says: "the stream-mapping service is not running" }
      : undefined;
  },
  fixedBy: ["the service, started again with its state"],
  fix: async (site) => {
    site.order({});
    await startMappingService();
    if (!(await site.allHandled())) throw new Error("Records of the load were not handled");
  },
};
