"""Names calls for the policy check as the Service Authorization Reference does.

ministack 1.5.33 does not check UpdateEventSourceMapping, DeleteEventSourceMapping and DeleteLayerVersion at all. It
checks GetEventSourceMapping as ListEventSourceMappings, GetLayerVersion as ListLayers and every call for a function's
concurrency as PutFunctionConcurrency. It checks on `*` what CreateFunction, the calls for aliases of keys, and
DynamoDB's calls for tags and resource policies name; a layer's version on the layer; and a key that is called by its
alias on the alias; and dashboards on `*`. So it would refuse a policy with exactly what AWS asks for.
"""

import json
import re
from urllib.parse import parse_qs

from ministack.core import iam_actions
from ministack.services import kms

LAMBDA_OPERATIONS = {
    re.compile(r"/2015-03-31/event-source-mappings/[^/]+/?"): {
        "GET": "GetEventSourceMapping",
        "PUT": "UpdateEventSourceMapping",
        "DELETE": "DeleteEventSourceMapping",
    },
    re.compile(r"/2018-10-31/layers/[^/]+/versions/[^/]+/?"): {
        "GET": "GetLayerVersion",
        "DELETE": "DeleteLayerVersion",
    },
    re.compile(r"/[0-9-]+/functions/[^/]+/concurrency/?"): {
        "GET": "GetFunctionConcurrency",
        "PUT": "PutFunctionConcurrency",
        "DELETE": "DeleteFunctionConcurrency",
    },
}


def lambda_operation(service, method, path):
    """The operation's name, if it is one that ministack does not check, or under another name."""
    if service != "lambda":
        return None
    return next((names.get(method) for route, names in LAMBDA_OPERATIONS.items() if route.fullmatch(path)), None)


def fields_of(body):
    try:
        fields = json.loads(body or b"{}")
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}


def resource_of(service, method, path, body):
    """The resource's ARN, or its part after the account, if ministack checks another one."""
    parts = [part for part in path.split("/") if part]
    if service == "lambda" and method == "POST" and parts[1:] == ["functions"]:
        name = fields_of(body).get("FunctionName")
        return f"function:{name}" if name else None
    if service == "lambda" and parts[1:2] == ["layers"] and parts[3:4] == ["versions"] and len(parts) == 5:
        return f"layer:{parts[2]}:{parts[4]}"
    if service == "kms":
        return key_resource(fields_of(body))
    if service == "dynamodb":
        return fields_of(body).get("ResourceArn")
    return None


def key_resource(fields):
    """An alias where a call manages it. Elsewhere an alias stands for its key, as on AWS."""
    alias, key_id = fields.get("AliasName"), fields.get("KeyId") or ""
    if alias:
        return alias
    if not key_id.startswith("alias/"):
        return None
    # The keys of AWS's own aliases, alias/aws/..., do not exist here.
    return f"key/{kms._aliases.get(kms._alias_arn(key_id), 'managed-by-aws')}"


def dashboard_of(body):
    """The name of the first dashboard that a call is about, in JSON or as a form: clients send either."""
    fields = fields_of(body)
    form = parse_qs((body or b"").decode("utf-8", "replace"))
    names = [
        fields.get("DashboardName"),
        *(fields.get("DashboardNames") or []),
        *form.get("DashboardName", []),
        *form.get("DashboardNames.member.1", []),
    ]
    return next((name for name in names if name), None)


def name_calls_as_aws_does():
    action_of = iam_actions.extract_iam_action
    arn_of = iam_actions.extract_resource_arn

    def extract_iam_action(service, method, path, headers, body, query_params):
        operation = lambda_operation(service, method, path)
        if operation is not None:
            return f"lambda:{operation}"
        return action_of(service, method, path, headers, body, query_params)

    def extract_resource_arn(service, method, path, headers, body, query_params, region, account_id):
        dashboard = dashboard_of(body) if service == "monitoring" else None
        if dashboard is not None:
            # Dashboards belong to no region.
            return f"arn:aws:cloudwatch::{account_id}:dashboard/{dashboard}"
        resource = resource_of(service, method, path, body)
        if resource is not None and resource.startswith("arn:"):
            return resource
        if resource is not None:
            return f"arn:aws:{service}:{region}:{account_id}:{resource}"
        return arn_of(service, method, path, headers, body, query_params, region, account_id)

    iam_actions.extract_iam_action = extract_iam_action
    iam_actions.extract_resource_arn = extract_resource_arn
