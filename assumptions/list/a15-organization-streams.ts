import type { Assumption } from "../assumption";

/** Whether streams know the organization of their account. */
export const A15: Assumption = {
  id: "A15",
  assumed:
    "`aws:ResourceOrgID` and `aws:ResourceAccount` are evaluated when a stream or its key is read across accounts",
  matters:
    "Roles that read more streams than their policies can name are limited by them; if they were not there, such a role could read nothing",
  byHand:
    "With two accounts of one organization, attach a policy with the statement of `docs/scale.md`, Policies, to the role instead of the exact ARNs; `npm run smoke` passes. With another organization's ID it fails",
  trial: "it needs two accounts of one organization, and its ID, which the command is not told",
};
