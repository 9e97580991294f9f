"""Names calls for the policy check as the Service Authorization Reference does.

ministack 1.5.33 does not check UpdateEventSourceMapping, DeleteEventSourceMapping and DeleteLayerVersion at all. It
checks GetEventSourceMapping as ListEventSourceMappings, GetLayerVersion as ListLayers and every call for a function's
concurrency as PutFunctionConcurrency. It checks ListLayerVersions and GetLayerVersionPolicy as ListLayers,
ListFunctionUrlConfigs and ListFunctionEventInvokeConfigs as GetFunction. It checks on `*` what CreateFunction, the calls
for aliases of keys, and DynamoDB's calls for tags and resource policies name; the alarm that DeleteAlarms and
DescribeAlarms name; what calls for tags of alarms and topics name; dashboards; and a managed policy that is made. It
checks a layer's version on the layer, and a key that is called by its alias on the alias. So it would refuse a policy
with exactly what AWS asks for. It checks PutCompositeAlarm on the alarm, where AWS asks for a permission on `*`, as it
does for DescribeAlarms when composite alarms are asked for.
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
    re.compile(r"/2018-10-31/layers/[^/]+/versions/?"): {"GET": "ListLayerVersions"},
    re.compile(r"/2018-10-31/layers/[^/]+/versions/[^/]+/policy/?"): {"GET": "GetLayerVersionPolicy"},
    re.compile(r"/2021-10-31/functions/[^/]+/urls/?"): {"GET": "ListFunctionUrlConfigs"},
    re.compile(r"/2019-09-25/functions/[^/]+/event-invoke-config/list/?"): {
        "GET": "ListFunctionEventInvokeConfigs"
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


def resource_of(service, method, path, body, parameters):
    """The resource's ARN or its part after the account, or `*`, if ministack checks another one."""
    parts = [part for part in path.split("/") if part]
    if service == "lambda" and method == "POST" and parts[1:] == ["functions"]:
        name = fields_of(body).get("FunctionName")
        return f"function:{name}" if name else None
    if service == "lambda" and parts[1:2] == ["layers"] and parts[3:4] == ["versions"] and len(parts) >= 5:
        return f"layer:{parts[2]}:{parts[4]}"
    if lambda_operation(service, method, path) == "ListLayerVersions":
        return "*"
    if service == "kms":
        return key_resource(fields_of(body))
    if service == "dynamodb":
        return fields_of(body).get("ResourceArn")
    if service == "sns":
        return next(iter(values(body, parameters, "ResourceArn")), None)
    if service == "monitoring":
        return alarm_resource(body, parameters)
    return None


def values(body, parameters, name):
    """A parameter's values, of which two are enough: as a form, or as JSON, which CloudWatch takes, too."""
    given = fields_of(body).get(name) or parameters.get(name) or []
    members = [parameters.get(f"{name}.member.{number}") for number in (1, 2)]
    return [one for part in [given, *members] if part for one in ([part] if isinstance(part, str) else part)]


def alarm_resource(body, parameters):
    """The alarm of a call that names one in a list or by its ARN. Composite alarms need a permission on `*`."""
    # Only PutCompositeAlarm has a rule.
    if values(body, parameters, "AlarmRule") or "CompositeAlarm" in values(body, parameters, "AlarmTypes"):
        return "*"
    names = values(body, parameters, "AlarmNames")
    if len(names) == 1:
        return f"alarm:{names[0]}"
    return next(iter(values(body, parameters, "ResourceARN")), None)


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


def created_policy_of(body, parameters):
    """The path and name of the managed policy that a call creates."""
    if "CreatePolicy" not in values(body, parameters, "Action"):
        return None
    path = next(iter(values(body, parameters, "Path")), "/")
    return f"{path}{next(iter(values(body, parameters, 'PolicyName')), '')}"


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
        policy = created_policy_of(body, query_params) if service == "iam" else None
        if policy is not None:
            return f"arn:aws:iam::{account_id}:policy{policy}"
        resource = resource_of(service, method, path, body, query_params)
        if resource is not None and (resource == "*" or resource.startswith("arn:")):
            return resource
        if resource is not None:
            namespace = iam_actions.SERVICE_TO_IAM_NAMESPACE[service]
            return f"arn:aws:{namespace}:{region}:{account_id}:{resource}"
        return arn_of(service, method, path, headers, body, query_params, region, account_id)

    iam_actions.extract_iam_action = extract_iam_action
    iam_actions.extract_resource_arn = extract_resource_arn
