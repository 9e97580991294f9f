import type { Drill } from "../drill";

/** Nothing is changed: Terraform does not even get to the state. */
export const WRONG_ACCOUNT: Drill = {
  name: "wrong-account",
  incident: "A deployment is started with credentials of another account",
  breakIt: async (site) => {
    site.synthesize({ function: { memorySize: 384 } });
  },
  detect: async (site) => {
    const refused = await site.refusal(site.accounts.consumer);
    const says = /Error: .{10,160}/.exec(refused ?? "")?.[0];
    return says === undefined ? undefined : { by: "the deployment, which Terraform refuses", says };
  },
  fixedBy: ["the right credentials", "npx cdktf deploy '*'"],
  fix: async (site) => {
    await site.deploy();
  },
};
