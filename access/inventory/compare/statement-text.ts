import type { Settings } from "../stack-inventory";
import { isFields } from "./normalized";

/** A statement as a reviewer reads it: `Allow kms:Decrypt on * to AWS arn:… if ArnEquals aws:PrincipalArn arn:…`. */
export function statementText(statement: Settings): string {
  const { Effect, Principal, Action, Resource, Condition, ...others } = statement;
  return [
    String(Effect),
    ...(Action === undefined ? [] : [listText(Action)]),
    ...(Resource === undefined ? [] : ["on", listText(Resource)]),
    ...(Principal === undefined ? [] : ["to", fieldText("Principal", Principal)]),
    ...(Condition === undefined ? [] : ["if", fieldText("Condition", Condition)]),
    ...Object.entries(others).map(([field, value]) => `${field} ${listText(value)}`),
  ].join(" ");
}

/** One field of a statement. */
export function fieldText(field: string, value: unknown): string {
  if (value === undefined) return `no ${field}`;
  if (!isFields(value)) return listText(value);
  return Object.entries(value)
    .map(([key, one]) => `${key} ${isFields(one) ? fieldText(field, one) : listText(one)}`)
    .join(" and ");
}

function listText(value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => listText(one)).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
