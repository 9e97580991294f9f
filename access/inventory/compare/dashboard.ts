import type { Settings } from "../stack-inventory";
import { expressionsIn } from "./resolved";

/**
 * What bears on access in a dashboard, in place of its text: the types of its widgets, because one of the type `custom`
 * invokes a function and one of the type `log` reads logs, and what Terraform puts in. A text that is no JSON stays.
 */
export function dashboardFacts({ dashboard_body: text }: Settings): Settings {
  if (typeof text !== "string") return {};
  try {
    const body = JSON.parse(text) as { readonly widgets: readonly { readonly type: unknown }[] };
    const types = body.widgets.map(({ type }) => String(type));
    return { dashboard_body: { types: sorted(types), expressions: sorted(expressionsIn(body)) } };
  } catch {
    return {};
  }
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
