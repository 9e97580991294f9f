"""Starts ministack with thirteen corrections, and one addition. For each of them, a test fails when it is no longer needed.

1. On AWS, `aws:PrincipalArn` of a role session is the ARN of the role (IAM User Guide, global condition keys).
   ministack 1.5.33 resolves it to the ARN of the session, so a grant to the account root with the condition
   `ArnEquals aws:PrincipalArn` would be denied.
2. ministack would run event source mappings of DynamoDB streams itself, ignoring the stream policy. The stream-mapping
   service runs them instead, so ministack refuses to create them after it has authenticated and authorized the caller.
3. On AWS, `aws:SecureTransport` is true for every call over TLS. The emulator uses plain HTTP on this machine, so a
   bucket that requires TLS would deny every request.
4. A denied AssumeRole names the caller, also if the role does not exist (AWS gives the same answer in both cases).
   ministack leaves the caller out.
5. An HTTP API is found by its host name, regardless of the caller. ministack searches only the account of the request's
   signature, so an unsigned request, or one with a token, finds no API outside the default account.
6. The head and the body of an answer are sent together. hypercorn sends them separately. If an answer is very fast, the
   AWS SDK for Go, and so Terraform's AWS provider, may close the connection in between (aws/aws-sdk-go-v2#2737) and
   repeat a call that has succeeded; creating a resource then fails because it exists.
7. The log of an invocation has all of its lines and no others (see whole_logs.py), and nothing waits for it. ministack
   waits up to 50 ms for a first line, and on a busy machine adds late lines to the log of the next invocation.
8. The policy check names actions and resources as the Service Authorization Reference does (see iam_names.py).
9. Every account's root has the secret in the file that ROOT_SECRET_FILE names, and no other; credentials of functions
   cannot be guessed (see root_secret.py). ministack takes an account's root on trust.
10. Web pages, and who knows no secret, are refused (see closed_door.py).
11. An answer to Invoke has the request ID that the function logs (see request_ids.py).
12. CloudWatch Logs keeps query definitions (see query_definitions.py).
13. Records of streams have their size (see record_sizes.py).

The addition tells the stream-mapping service which streams got records (see stream_news.py).
"""

import re

import h11
from hypercorn.events import RawData
from hypercorn.protocol.h11 import H11Protocol
from ministack import app
from ministack.core import iam_evaluator, responses
from ministack.services import apigateway, iam, lambda_svc, sts

from closed_door import close_the_door
from iam_names import name_calls_as_aws_does
from query_definitions import keep_query_definitions
from record_sizes import give_records_their_sizes
from request_ids import answer_with_ids_of_functions
from root_secret import (
    check_signatures_of_roots,
    give_functions_credentials_that_nobody_can_guess,
    give_roots_the_secret,
    read_root_secret,
)
from stream_news import tell_stream_news
from whole_logs import keep_logs_whole

SESSION_ARN = re.compile(r"arn:(?P<partition>aws[a-z-]*):sts::(?P<account>\d{12}):assumed-role/(?P<role>[^/]+)/.+")


def role_arn_of_session(principal_arn):
    """The role's ARN for a session's ARN; the ARN of any other principal unchanged."""
    session = SESSION_ARN.fullmatch(principal_arn)
    if session is None:
        return principal_arn
    # The session's ARN does not include the role's path, so the role itself is needed.
    role = iam._roles.get_scoped(session["account"], None, session["role"])
    if role is not None:
        return role["Arn"]
    return f"arn:{session['partition']}:iam::{session['account']}:role/{session['role']}"


def correct_condition_keys():
    resolve = iam_evaluator._resolve_condition_key

    def resolve_condition_key(key, context):
        if key.lower() == "aws:principalarn":
            return role_arn_of_session(context.principal_arn)
        if key.lower() == "aws:securetransport":
            return "true"
        return resolve(key, context)

    iam_evaluator._resolve_condition_key = resolve_condition_key


def leave_stream_mappings_to_the_service():
    create = lambda_svc._create_esm

    def create_mapping(request):
        source_arn = request.get("EventSourceArn") or ""
        if ":dynamodb:" in source_arn:
            return lambda_svc._invalid_parameter_value(f"The stream-mapping service maps {source_arn}.")
        return create(request)

    lambda_svc._create_esm = create_mapping


NAMELESS_REFUSAL = b"User: is not authorized"


def name_the_caller_in_refusals():
    handle = sts.handle_request

    async def handle_request(method, path, headers, body, query_params):
        status, answer_headers, content = await handle(method, path, headers, body, query_params)
        if status != 403 or NAMELESS_REFUSAL not in content:
            return status, answer_headers, content
        caller = sts._caller_identity(headers, query_params)["userArn"]
        named = content.replace(NAMELESS_REFUSAL, f"User: {caller} is not authorized".encode())
        return status, answer_headers, named

    sts.handle_request = handle_request


def owner_of_api(host, path):
    """The account and region of the HTTP API that a request is for; None if there is no such API."""
    parsed = app._parse_execute_api_url(host, path)
    if parsed is None:
        return None
    apis = apigateway._apis.all_items()
    return next(((account, region) for (account, region, api_id), _ in apis if api_id == parsed[0]), None)


def is_signed(headers, query_params):
    return headers.get("authorization", "").startswith("AWS4-") or "X-Amz-Signature" in query_params


def find_apis_without_a_signature():
    handle = app._handle_execute_api_request

    async def handle_request(host, path, method, headers, body, query_params, **raw):
        owner = None if is_signed(headers, query_params) else owner_of_api(host, path)
        if owner is None:
            return await handle(host, path, method, headers, body, query_params, **raw)
        account = responses._request_account_id.set(owner[0])
        region = responses._request_region.set(owner[1])
        try:
            return await handle(host, path, method, headers, body, query_params, **raw)
        finally:
            responses._request_account_id.reset(account)
            responses._request_region.reset(region)

    app._handle_execute_api_request = handle_request


def send_head_and_body_together():
    H11Protocol.held_head = b""

    async def send_event(protocol, event):
        try:
            data = protocol.connection.send(event)
        except h11.LocalProtocolError:
            # A client that has violated the protocol gets no answer. Anything else is a bug in the emulator.
            if protocol.connection.their_state != h11.ERROR:
                raise
            return
        if isinstance(event, h11.Response):
            protocol.held_head = data
            return
        head, protocol.held_head = protocol.held_head, b""
        await protocol.send(RawData(data=head + data))

    H11Protocol._send_h11_event = send_event


if __name__ == "__main__":
    root_secret = read_root_secret()
    give_roots_the_secret(root_secret)
    check_signatures_of_roots()
    give_functions_credentials_that_nobody_can_guess(root_secret)
    # Before the door, so that the door is in front of it.
    tell_stream_news()
    close_the_door(root_secret)
    correct_condition_keys()
    leave_stream_mappings_to_the_service()
    name_the_caller_in_refusals()
    find_apis_without_a_signature()
    send_head_and_body_together()
    keep_logs_whole()
    name_calls_as_aws_does()
    answer_with_ids_of_functions()
    keep_query_definitions()
    give_records_their_sizes()
    app.main()
