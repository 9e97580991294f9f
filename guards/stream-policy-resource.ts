import { listOf, statementsOf } from "../synthesized/statements";
import { type Finding, type GuardInput, placeOf } from "./guard";

/** DynamoDB refuses a stream policy that speaks of anything but its own stream. */
export function streamPolicyResource({ policies }: GuardInput): Finding[] {
  return policies
    .filter(({ kind }) => kind === "stream")
    .flatMap((policy) =>
      statementsOf(policy.document).flatMap(({ Sid, Resource }) =>
        listOf(Resource)
          .filter((resource) => resource !== policy.attachedTo)
          .map((resource) => ({
            place: placeOf(policy),
            cause: `statement ${Sid} is about ${resource}, the policy hangs on ${policy.attachedTo}`,
            remedy: "Give the ARN of the policy's own stream as `Resource`",
          })),
      ),
    );
}
