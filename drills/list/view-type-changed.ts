import type { Drill } from "../drill";
import { streamArnOf } from "../site/stream-arn";

const LATER = { streamViewType: "NEW_IMAGE" };

/** Only a new stream can have another view type: what is unread in the old one would be lost. */
export const VIEW_TYPE_CHANGED: Drill = {
  name: "view-type-changed",
  incident: "The stream view type is changed, which takes a new stream",
  breakIt: async (site) => {
    site.synthesize({ source: LATER });
  },
  detect: async (site) => {
    const refused = await site.refusal();
    const says = /sources\.changes\.streamViewType: [^.]+\./.exec(refused ?? "")?.[0];
    return says === undefined ? undefined : { by: "the deployment, which Terraform refuses", says };
  },
  fixedBy: ["set replaceStream when all is read", "npx cdktf deploy '*'"],
  fix: async (site) => {
    await site.allHandled();
    const [, label = ""] = (await streamArnOf(site)).split("/stream/");
    site.synthesize({ source: { ...LATER, replaceStream: label } });
    await site.deploy();
  },
};
