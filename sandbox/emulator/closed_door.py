"""Lets nobody in but who knows a secret of the sandbox.

Every request passes here before ministack sees it. What a web page sends is refused: requests with an `Origin`, requests
that a browser calls cross-site, and requests for a host that is not this machine (DNS rebinding). Every signature is
checked, also that of an account's root, which ministack takes on trust. Without one, only APIs and function URLs are
served, whose own authorization decides, and with the secret ministack's administrative paths.
"""

import dataclasses
import hmac
import json
import re
import uuid
from urllib.parse import parse_qs, quote

from ministack import app
from ministack.core import iam_evaluator, responses
from ministack.core.sigv4 import decode_header_value

from root_secret import pin_every_signature

# Names below localhost never leave the machine (RFC 6761): APIs have such hosts, and buckets may.
OWN_HOST = re.compile(r"(?:(?:[a-z0-9_-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?")
ADMINISTRATIVE_PATH = re.compile(r"/_ministack(?:/.*)?|/_localstack(?:/.*)?|/health", re.DOTALL)
MISSING = iam_evaluator.AuthError("MissingAuthenticationToken", "Request is missing Authentication Token")
AMBIGUOUS = iam_evaluator.AuthError(
    "InvalidClientTokenId", "The security token included in the request is invalid."
)


def values_of(scope, name):
    return [decode_header_value(value) for key, value in scope.get("headers", []) if key.lower() == name]


def comes_from_a_page(scope):
    """Whether a browser sends the request for a page. `none` is the user's own: an address typed in."""
    return bool(values_of(scope, b"origin")) or any(v != "none" for v in values_of(scope, b"sec-fetch-site"))


def is_for_this_machine(scope):
    hosts = values_of(scope, b"host")
    return len(hosts) == 1 and OWN_HOST.fullmatch(hosts[0].lower()) is not None


def has_the_secret(scope, secret):
    expected = f"Bearer {secret}".encode()
    return any(hmac.compare_digest(given.encode(), expected) for given in values_of(scope, b"authorization"))


def refusal(scope, secret):
    """Why a request is refused, even with a valid signature; None if it is not."""
    if scope["type"] == "websocket":
        return "The sandbox serves no WebSockets."
    if comes_from_a_page(scope):
        return "The sandbox does not answer web pages."
    if not is_for_this_machine(scope):
        return "The sandbox answers only requests for localhost."
    if ADMINISTRATIVE_PATH.fullmatch(scope["path"]) and not has_the_secret(scope, secret):
        return "This path needs the header Authorization: Bearer with the sandbox's secret."
    return None


@dataclasses.dataclass(frozen=True)
class Request:
    """A request as ministack's own functions take it."""

    method: str
    path: str
    raw_path: str
    query: dict
    headers: dict
    raw_headers: list

    @staticmethod
    def of(scope):
        raw_path = scope.get("raw_path") or quote(scope["path"]).encode()
        headers = {}
        for name, value in scope.get("headers", []):
            key, text = name.decode("latin-1").lower(), decode_header_value(value)
            headers[key] = f"{headers[key]},{text}" if key in headers else text
        query = parse_qs(scope.get("query_string", b"").decode("utf-8", "replace"), keep_blank_values=True)
        raw_headers = scope.get("headers", [])
        return Request(scope["method"], scope["path"], raw_path.decode("latin-1"), query, headers, raw_headers)

    def is_administrative(self):
        return ADMINISTRATIVE_PATH.fullmatch(self.path) is not None

    def is_signed(self):
        return iam_evaluator._signature_attempted(self.headers.get("authorization", ""), self.query)

    def decides_itself(self):
        """Whether it is for an API or a function URL, whose authorization ministack asks."""
        host = self.headers.get("host", "")
        return bool(app._parse_execute_api_url(host, self.path) or app._parse_lambda_url(host, self.path))


def credential_failure(request, body):
    """Why the signature of a request does not hold; None if it does."""
    pin_every_signature(request.method, request.raw_path, request.query, request.raw_headers)
    iam_evaluator.pin_signed_body(body)
    pinned = iam_evaluator._signed_request.get()
    if pinned is None:
        return MISSING
    if pinned.s3_scoped:
        # A presigned URL of S3, which S3 itself checks again.
        iam_evaluator._signed_request.set(dataclasses.replace(pinned, s3_scoped=False, headers=request.headers))
    try:
        responses.set_request_account_id(app._request_account_scope(pinned.access_key_id))
    except iam_evaluator.AmbiguousAccessKeyError:
        return AMBIGUOUS
    responses.set_request_region(app.extract_region(request.headers, request.query))
    checked = iam_evaluator.authenticate(pinned.access_key_id, responses.get_account_id())
    if checked is None:
        return MISSING
    return checked if isinstance(checked, iam_evaluator.AuthError) else None


def failure_of(request, body):
    """The failed authentication of a request; None if it may pass."""
    if request.is_administrative():
        return None
    if request.is_signed():
        return credential_failure(request, body)
    return None if request.decides_itself() else MISSING


async def read_body(receive):
    """The whole body; None if the client has gone."""
    chunks = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        chunks.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(chunks)


def again(body, receive):
    """A `receive` that gives the body once more, and then what the client sends."""
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again():
        return messages.pop() if messages else await receive()

    return receive_again


def without_cors(send):
    async def send_without_cors(message):
        if message["type"] == "http.response.start":
            headers = message.get("headers", [])
            kept = [header for header in headers if not header[0].lower().startswith(b"access-control-")]
            message = {**message, "headers": kept}
        await send(message)

    return send_without_cors


async def refuse(scope, receive, send, reason):
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    await app._send_response(send, 403, {"Content-Type": "application/json"}, json.dumps({"message": reason}).encode())


def close_the_door(secret):
    serve = app.app

    async def guarded_app(scope, receive, send):
        if scope["type"] not in ("http", "websocket"):
            return await serve(scope, receive, send)
        send = without_cors(send)
        reason = refusal(scope, secret)
        if reason is not None:
            return await refuse(scope, receive, send, reason)
        body = await read_body(receive)
        if body is None:
            return None
        request = Request.of(scope)
        failure = failure_of(request, body)
        if failure is None:
            return await serve(scope, again(body, receive), send)
        service = app.detect_service(request.method, request.path, request.headers, request.query)
        refused = app._credential_failure(service, "", str(uuid.uuid4()), failure, request.headers)
        return await app._send_response(send, *refused)

    app.app = guarded_app
