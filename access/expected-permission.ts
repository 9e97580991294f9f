import type { RolePart } from "../config/function-parts";

/** One action on one resource that the environment file permits a function, or an operator role. */
export interface ExpectedPermission {
  readonly consumer: string;
  readonly part: RolePart;
  /** Its account and region. */
  readonly accountId: string;
  readonly region: string;
  /** `sns:Publish`, or a pattern. */
  readonly action: string;
  /** ARN, or a pattern. */
  readonly resource: string;
  /** Its conditions as text. @default none */
  readonly conditions?: string;
}
