import type { Drill } from "../drill";
import { driftAt, mappingOf } from "../site/looks";
import { forgetMapping, startMappingService, stopMappingService } from "../site/mapping-service";

/**
 * The mapping, and what the service has stored of its position: worse than a mapping that is deleted by hand, because
 * nobody told the service. A new mapping reads everything of the last 24 hours again.
 */
export const POSITION_LOST: Drill = {
  name: "position-lost",
  incident: "The mapping is lost, and its stored position in the stream with it",
  breakIt: async (site) => {
    const { UUID = "" } = (await mappingOf(site)) ?? {};
    await stopMappingService();
    forgetMapping(UUID);
    await startMappingService();
  },
  detect: (site) => driftAt(site, /aws_lambda_event_source_mapping/),
  fixedBy: ["npx cdktf deploy '*'"],
  fix: async (site) => {
    await site.deploy();
  },
};
