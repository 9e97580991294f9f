import type { Drill } from "../drill";
import { APPLY_INTERRUPTED } from "./apply-interrupted";
import { BROKEN_RELEASE } from "./broken-release";
import { CRASHING_FUNCTION } from "./crashing-function";
import { FAILURE_BUCKET_REFUSES } from "./failure-bucket-refuses";
import { KEY_DISABLED } from "./key-disabled";
import { KEY_PERMISSION_MISSING } from "./key-permission-missing";
import { KILLED_UNDER_LOAD } from "./killed-under-load";
import { PERMISSION_MISSING } from "./permission-missing";
import { POISON_RECORD } from "./poison-record";
import { POSITION_LOST } from "./position-lost";
import { ROLE_DELETED } from "./role-deleted";
import { STATE_LOCK_LEFT } from "./state-lock-left";
import { STREAM_POLICY_DELETED } from "./stream-policy-deleted";
import { TABLE_RESTORED } from "./table-restored";
import { THROTTLED_FUNCTION } from "./throttled-function";
import { USAGE_METER_REFUSED } from "./usage-meter-refused";
import { VIEW_TYPE_CHANGED } from "./view-type-changed";
import { WRONG_ACCOUNT } from "./wrong-account";

/**
 * Every drill, in the order in which they are rehearsed: those that need another deployment come after the others, and
 * the one that changes the stream for good is the last.
 */
export const DRILLS: readonly Drill[] = [
  CRASHING_FUNCTION,
  KILLED_UNDER_LOAD,
  THROTTLED_FUNCTION,
  BROKEN_RELEASE,
  PERMISSION_MISSING,
  KEY_PERMISSION_MISSING,
  KEY_DISABLED,
  STREAM_POLICY_DELETED,
  ROLE_DELETED,
  POSITION_LOST,
  STATE_LOCK_LEFT,
  TABLE_RESTORED,
  USAGE_METER_REFUSED,
  POISON_RECORD,
  FAILURE_BUCKET_REFUSES,
  APPLY_INTERRUPTED,
  WRONG_ACCOUNT,
  VIEW_TYPE_CHANGED,
];
