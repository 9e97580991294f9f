import type { Drill } from "../drill";
import { BROKEN_RELEASE } from "./broken-release";
import { CRASHING_FUNCTION } from "./crashing-function";
import { KILLED_UNDER_LOAD } from "./killed-under-load";
import { PERMISSION_MISSING } from "./permission-missing";
import { POSITION_LOST } from "./position-lost";
import { ROLE_DELETED } from "./role-deleted";
import { STATE_LOCK_LEFT } from "./state-lock-left";
import { STREAM_POLICY_DELETED } from "./stream-policy-deleted";
import { THROTTLED_FUNCTION } from "./throttled-function";
import { VIEW_TYPE_CHANGED } from "./view-type-changed";

/**
 * Every drill, in the order in which they are rehearsed: the one that changes the stream for good is the last, because
 * the others need the usual deployment.
 */
export const DRILLS: readonly Drill[] = [
  CRASHING_FUNCTION,
  KILLED_UNDER_LOAD,
  THROTTLED_FUNCTION,
  BROKEN_RELEASE,
  PERMISSION_MISSING,
  STREAM_POLICY_DELETED,
  ROLE_DELETED,
  POSITION_LOST,
  STATE_LOCK_LEFT,
  VIEW_TYPE_CHANGED,
];
