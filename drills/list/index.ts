import type { Drill } from "../drill";
import { BROKEN_RELEASE } from "./broken-release";
import { CRASHING_FUNCTION } from "./crashing-function";
import { PERMISSION_MISSING } from "./permission-missing";
import { POSITION_LOST } from "./position-lost";
import { ROLE_DELETED } from "./role-deleted";
import { STREAM_POLICY_DELETED } from "./stream-policy-deleted";
import { THROTTLED_FUNCTION } from "./throttled-function";
import { VIEW_TYPE_CHANGED } from "./view-type-changed";

/** Every drill, in the order in which they are rehearsed. */
export const DRILLS: readonly Drill[] = [
  CRASHING_FUNCTION,
  THROTTLED_FUNCTION,
  BROKEN_RELEASE,
  PERMISSION_MISSING,
  STREAM_POLICY_DELETED,
  ROLE_DELETED,
  POSITION_LOST,
  VIEW_TYPE_CHANGED,
];
