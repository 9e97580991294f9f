import { executionArnsOf } from "../../synthesized/execution-arns";
import { listOf, nameOf, type Statement } from "../../synthesized/statements";
import { isArguedFor } from "../argued-statement";
import { isRoleArn, narrowedTo } from "../grants";
import type { PlacedStatement } from "../placed-statement";
import { placeOf, type Rule } from "../rule";

/** Policies let in roles, and the two services that need it. */
export const knownPrincipal: Rule = {
  id: "known-principal",
  sentence:
    "Policies let in roles only, by their ARNs or as accounts that a condition narrows to roles; besides them Lambda, " +
    "which assumes roles, and the route of an API, which invokes a function.",
  why:
    "An account that no condition narrows lets in whatever its administrators like, and a user, a session, a federated " +
    "identity or a service without its source can be somebody else tomorrow. Conditions narrow an account only as " +
    "`ArnEquals` of `aws:PrincipalArn`, without wildcards.",
  remedy: "Name the role in `Principal`, or its account and the role in `Condition`",
  exception: { settings: ["arguedStatements"] },
  check: ({ argued, stacks, statements }) => {
    const apis = executionArnsOf(stacks);
    return statements.flatMap((place) => {
      const unknown = place.statement.Effect === "Allow" ? unknownPrincipals(place, apis) : [];
      if (unknown.length === 0 || isArguedFor(place, argued)) return [];
      return unknown.map((principal) => ({
        place: placeOf(place),
        cause: `${nameOf(place.statement)} lets ${principal} in, which is no role, and nothing narrows it to one`,
      }));
    });
  },
};

function unknownPrincipals(place: PlacedStatement, apis: readonly string[]): string[] {
  const { statement } = place;
  const { Principal } = statement;
  // Everyone is a finding of its own.
  if (typeof Principal !== "object" || Principal === null) return [];
  return Object.entries(Principal).flatMap(([kind, principals]) =>
    listOf(principals)
      .filter((principal) => principal !== "*" && !isKnown(kind, principal, place, apis))
      .map((principal) => (kind === "AWS" ? principal : `${kind} ${principal}`)),
  );
}

function isKnown(kind: string, principal: string, place: PlacedStatement, apis: readonly string[]): boolean {
  if (kind === "AWS") return isRoleArn(principal) || isNarrowed(principal, place.statement);
  if (kind !== "Service") return false;
  if (principal === "lambda.amazonaws.com") return isAssumed(place);
  return principal === "apigateway.amazonaws.com" && isInvokedByRoute(place, apis);
}

function isNarrowed(principal: string, statement: Statement): boolean {
  const roles = narrowedTo(statement);
  return (
    /^(?:\d{12}|arn:[\w-]+:iam::\d{12}:root)$/.test(principal) && roles.length > 0 && roles.every(isRoleArn)
  );
}

function isAssumed({ policy, statement }: PlacedStatement): boolean {
  const actions = listOf(statement.Action);
  return policy === "trust" && actions.length === 1 && actions[0] === "sts:AssumeRole";
}

/** The source is one route of an API of the stacks: stage, method and path, without wildcards. */
function isInvokedByRoute({ resourceType, statement }: PlacedStatement, apis: readonly string[]): boolean {
  const [source = "", ...more] = listOf(statement.Condition?.ArnLike?.["AWS:SourceArn"]);
  const api = apis.find((one) => source.startsWith(`${one}/`));
  if (resourceType !== "aws_lambda_permission" || api === undefined || more.length > 0) return false;
  return /^\/[^/*?]+\/[^*?]+$/.test(source.slice(api.length));
}
