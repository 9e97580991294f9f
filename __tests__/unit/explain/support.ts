import type { AccessModel } from "../../../access/access-model";
import type { Environment } from "../../../config/schema";
import { type Answer, overall } from "../../../explain/answer";
import type { Words } from "../../../explain/ask";
import { explain } from "../../../explain/explain";

export const HANDLER_ROLE = "arn:aws:iam::222222222222:role/handler-role";
export const STREAM =
  "arn:aws:dynamodb:eu-central-1:111111111111:table/Changes/stream/2026-01-01T00:00:00.000";

/** GetRecords on the stream by the stream handler, unless said otherwise. */
export function words(rest: Partial<Words> = {}): Words {
  return { principal: "handler", action: "dynamodb:GetRecords", resource: "changes.stream", ...rest };
}

/** Answers a question by the synthesized policies. */
export async function explained(
  { environment, model }: { readonly environment: Environment; readonly model: AccessModel },
  rest: Partial<Words> = {},
): Promise<{
  readonly decision: Answer["decision"];
  readonly first: Answer;
  readonly all: readonly Answer[];
}> {
  const all = await explain(words(rest), model, { environment, environmentName: "test" });
  const [first] = all;
  if (!first) throw new Error("there is no answer");
  return { decision: overall(all), first, all };
}

/** A model with something else in place of its policies. */
export function withPolicy(
  model: AccessModel,
  label: string,
  edit: (policy: { Statement: Record<string, unknown>[] }) => unknown,
): AccessModel {
  const edited = <T extends AccessModel["resources"][number] | AccessModel["principals"][number]>(
    one: T,
  ): T => {
    if (one.label !== label) return one;
    if ("policies" in one) {
      const policies = one.policies.map(({ name, document }) => ({
        name,
        document: edit(structuredClone(document) as never),
      }));
      return { ...one, policies };
    }
    const { policy, ...rest } = one;
    const document = policy && edit(structuredClone(policy.document) as never);
    return (document === undefined ? rest : { ...rest, policy: { name: policy?.name, document } }) as T;
  };
  return { ...model, principals: model.principals.map(edited), resources: model.resources.map(edited) };
}
