/** A key attribute of a table or an index. */
export interface KeyAttribute {
  /** 1 to 255 characters. */
  readonly name: string;
  /**
   * `S` string, `N` number, `B` binary.
   * @default S
   */
  readonly type?: "S" | "N" | "B";
}
