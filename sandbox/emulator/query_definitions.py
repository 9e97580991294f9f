"""Keeps the queries that CloudWatch Logs Insights offers, which ministack 1.5.33 does not know.

CloudWatch Logs API Reference: PutQueryDefinition, DescribeQueryDefinitions, DeleteQueryDefinition.
"""

import json
import time

from ministack.core.responses import AccountRegionScopedDict, error_response_json, json_response, new_uuid
from ministack.services import cloudwatch_logs

_definitions = AccountRegionScopedDict()


def _missing(definition_id):
    return error_response_json("ResourceNotFoundException", f"There is no query definition {definition_id}.", 400)


def _put(fields):
    definition_id = fields.get("queryDefinitionId")
    if definition_id is not None and definition_id not in _definitions:
        return _missing(definition_id)
    definition_id = definition_id or new_uuid()
    _definitions[definition_id] = {
        "queryDefinitionId": definition_id,
        "name": fields.get("name", ""),
        "queryString": fields.get("queryString", ""),
        "logGroupNames": fields.get("logGroupNames", []),
        "lastModified": int(time.time() * 1000),
    }
    return json_response({"queryDefinitionId": definition_id})


def _describe(fields):
    prefix = fields.get("queryDefinitionNamePrefix") or ""
    found = [_definitions[key] for key in _definitions]
    named = sorted((one for one in found if one["name"].startswith(prefix)), key=lambda one: one["name"])
    return json_response({"queryDefinitions": named})


def _delete(fields):
    definition_id = fields.get("queryDefinitionId")
    if definition_id not in _definitions:
        return _missing(definition_id)
    del _definitions[definition_id]
    return json_response({"success": True})


OPERATIONS = {
    "PutQueryDefinition": _put,
    "DescribeQueryDefinitions": _describe,
    "DeleteQueryDefinition": _delete,
}


def keep_query_definitions():
    handle = cloudwatch_logs.handle_request

    async def handle_request(method, path, headers, body, query_params):
        operation = OPERATIONS.get(headers.get("x-amz-target", "").split(".")[-1])
        if operation is None:
            return await handle(method, path, headers, body, query_params)
        return operation(json.loads(body or b"{}"))

    cloudwatch_logs.handle_request = handle_request
