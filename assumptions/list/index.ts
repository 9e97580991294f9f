import type { Assumption } from "../assumption";
import { A1 } from "./a1-account-root";
import { A2 } from "./a2-another-role";
import { A3 } from "./a3-role-arn";
import { A4 } from "./a4-decrypt-only";
import { A5 } from "./a5-failure-bucket";
import { A6 } from "./a6-refusal-text";
import { A7 } from "./a7-revocation-time";
import { A8 } from "./a8-creation-text";
import { A10 } from "./a10-place-kept";
import { A11 } from "./a11-replaced-key";
import { A12 } from "./a12-restored-table";
import { A13 } from "./a13-split-shard";
import { A14 } from "./a14-disabled-key";
import { A15 } from "./a15-organization-streams";

/** Everything that only AWS can confirm, in the order of the IDs. There is no A9. */
export const ASSUMPTIONS: readonly Assumption[] = [
  A1,
  A2,
  A3,
  A4,
  A5,
  A6,
  A7,
  A8,
  A10,
  A11,
  A12,
  A13,
  A14,
  A15,
];

/** IDs in the order of trying: what may leave the pair unwell comes last. */
export const ORDER: readonly string[] = ["A1", "A2", "A5", "A6", "A7", "A8", "A10", "A4", "A3"];
