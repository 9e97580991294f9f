import type { Api } from "@aws-sdk/client-apigatewayv2";
import type { Settings } from "../../inventory/stack-inventory";
import { apiText } from "./account-apis";
import {
  additionalFinding,
  type DeployedFinding,
  type DeployedStack,
  type ExpectedElement,
  expectedOf,
  missingFinding,
  settingFindings,
  whyOf,
} from "./deployed-stack";

/** Parts of an API of one kind: what the file implies beside what is there. */
interface Kind<T> {
  /** Terraform's type. */
  readonly type: string;
  /** What is there; undefined if it could not be read. */
  readonly found: readonly T[] | undefined;
  /** Whether something that is there is the one that the file means. */
  readonly isMeant: (expected: Settings, one: T) => boolean;
  /** What is there by Terraform's names, beside what the file implies if it implies it. */
  readonly settingsOf: (one: T, expected?: Settings) => Settings;
}

/** An expected part and what is there of it. */
interface Pair<T> extends ExpectedElement {
  readonly one: T;
}

/** Parts of one kind, sorted out. */
export interface Parts<T> extends Pick<Kind<T>, "type" | "settingsOf"> {
  readonly pairs: readonly Pair<T>[];
  readonly missing: readonly ExpectedElement[];
  readonly additional: readonly T[];
}

/** Finds for each expected part of an API what is there of it. Of what could not be read, nothing is missing. */
export function partsOf<T>(
  stack: DeployedStack,
  { ApiId }: Api,
  { type, found, isMeant, settingsOf }: Kind<T>,
): Parts<T> {
  if (!found) return { type, settingsOf, pairs: [], missing: [], additional: [] };
  const expected = expectedOf(stack, type).filter(({ settings }) => settings.api_id === ApiId);
  const both = expected.map((element) => ({
    ...element,
    // An API of the file has one of each: if none is as it should be, the first is the one that was changed.
    one: found.find((one) => isMeant(element.settings, one)) ?? (keyed(type) ? undefined : found[0]),
  }));
  const pairs = both.filter((pair): pair is Pair<T> => pair.one !== undefined);
  return {
    type,
    settingsOf,
    pairs,
    missing: both.filter(({ one }) => one === undefined),
    additional: found.filter((one) => pairs.every((pair) => pair.one !== one)),
  };
}

/** Whether parts of a type have a key or a name of their own, unlike integrations. */
function keyed(type: string): boolean {
  return type !== "aws_apigatewayv2_integration";
}

/** Where the parts of an API differ from what the file implies. */
export function partFindings<T>(
  stack: DeployedStack,
  api: Api,
  { type, pairs, missing, additional, settingsOf }: Parts<T>,
): DeployedFinding[] {
  return [
    ...missing.map((element) => missingFinding(stack, element)),
    ...pairs.flatMap(({ one, ...element }) =>
      settingFindings(stack, element, settingsOf(one, element.settings)),
    ),
    ...additional.map((one) =>
      additionalFinding(stack, `${type} of API ${apiText(api)}`, settingsOf(one), whyOf(type)),
    ),
  ];
}

/** The same stack with more references known. */
export function withReferences(
  stack: DeployedStack,
  known: readonly (readonly [reference: string, value: string])[],
): DeployedStack {
  const values = new Map(known);
  const resolve = (text: string) =>
    stack
      .resolve(text)
      .replace(/(?<!\$)\$\{([^}]+)\}/g, (token, reference: string) => values.get(reference) ?? token);
  return { ...stack, resolve };
}
