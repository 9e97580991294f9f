import { substitute } from "../synthesized/references";
import { resourcesOf, type SynthesizedResource } from "../synthesized/resources";
import type { Stack } from "../synthesized/stack";
import type { ElementJson } from "../synthesized/stack-json";
import { listOf, type Statement } from "../synthesized/statements";
import type { PlacedStatement } from "./placed-statement";

/**
 * What lets somebody in without a policy of its own in the stack, as the statement that AWS makes of it (Lambda API
 * reference, AddPermission and AddLayerVersionPermission; KMS API reference, CreateGrant).
 */
export function permissionStatements(stacks: readonly Stack[]): PlacedStatement[] {
  return resourcesOf(stacks).flatMap((resource) => {
    const { stack, address, type } = resource;
    const statement = STATEMENTS[type]?.(resolved(resource, stacks));
    return statement ? [{ stack, address, resourceType: type, policy: "resource" as const, statement }] : [];
  });
}

const STATEMENTS: Readonly<Record<string, (element: ElementJson) => Statement>> = {
  aws_lambda_permission: (element) => ({
    ...allowed(element, element.principal),
    Resource: element.function_name,
    ...conditions({
      ArnLike: { "AWS:SourceArn": element.source_arn },
      StringEquals: {
        "AWS:SourceAccount": element.source_account,
        "aws:PrincipalOrgID": element.principal_org_id,
        "lambda:EventSourceToken": element.event_source_token,
        "lambda:FunctionUrlAuthType": element.function_url_auth_type,
      },
    }),
  }),
  aws_lambda_layer_version_permission: (element) => ({
    ...allowed(element, element.principal),
    Resource: element.layer_name,
    ...conditions({ StringEquals: { "aws:PrincipalOrgID": element.organization_id } }),
  }),
  aws_kms_grant: (element) => ({
    ...allowed({ ...element, action: element.operations }, element.grantee_principal),
    Resource: element.key_id,
  }),
};

function allowed({ statement_id, action }: ElementJson, principal: unknown): Statement {
  const name = String(principal);
  const Principal = name === "*" ? name : name.endsWith(".amazonaws.com") ? { Service: name } : { AWS: name };
  const Sid = statement_id === undefined ? {} : { Sid: String(statement_id) };
  return { ...Sid, Effect: "Allow", Principal, Action: listOf(action) };
}

/** Without the conditions that are not there. */
function conditions(all: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Partial<Statement> {
  const given = Object.entries(all)
    .map(([operator, keys]): [string, ElementJson] => [
      operator,
      Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined)),
    ])
    .filter(([, keys]) => Object.keys(keys).length > 0);
  return given.length === 0 ? {} : { Condition: Object.fromEntries(given) };
}

/** The attributes with their references followed. */
function resolved({ stack, element }: SynthesizedResource, stacks: readonly Stack[]): ElementJson {
  return Object.fromEntries(
    Object.entries(element).map(([name, value]) => [
      name,
      typeof value === "string" ? substitute(value, stack, stacks) : value,
    ]),
  );
}
