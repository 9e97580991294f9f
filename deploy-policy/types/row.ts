import type { Grant } from "../grant";
import type { Subject } from "../subject";

/** The permissions that Terraform needs for a resource of a type. */
export type Row = (subject: Subject) => Grant[];

/** Rows by resource type. */
export type Rows = Readonly<Record<string, Row>>;
