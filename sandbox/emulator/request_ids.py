"""Answers an invocation with the request ID that the function has and logs.

On AWS, the header `x-amzn-RequestId` of an answer to Invoke, the ID that the function finds in its context, and the ID in
the lines START, END and REPORT of its log are one (Lambda Developer Guide, the Node.js context object). ministack makes
one ID for the answer and another for the function, so nobody could find the log lines of a failed batch.
"""

import contextvars
import re

from ministack import app
from ministack.services import lambda_svc

INVOCATION = re.compile(r"/2015-03-31/functions/[^/]+/invocations/?")
HEADERS = (b"x-amzn-requestid", b"x-amz-request-id")

# What the invocation of the present request has become; a dictionary, because the function runs in another context.
_invocation = contextvars.ContextVar("invocation", default=None)


def note_ids_of_functions():
    dispatch = lambda_svc._execute_function_dispatch

    def dispatch_and_note(func, config, event, request_id, started):
        invocation = _invocation.get()
        # An invocation that the function causes is a request of its own.
        if invocation is not None:
            invocation.setdefault("request_id", request_id)
        return dispatch(func, config, event, request_id, started)

    lambda_svc._execute_function_dispatch = dispatch_and_note


def with_noted_id(send, invocation):
    async def send_with_id(message):
        request_id = invocation.get("request_id")
        if message["type"] == "http.response.start" and request_id is not None:
            own = [(name, request_id.encode() if name.lower() in HEADERS else value) for name, value in message["headers"]]
            message = {**message, "headers": own}
        await send(message)

    return send_with_id


def answer_with_ids_of_functions():
    note_ids_of_functions()
    serve = app.app

    async def app_with_ids(scope, receive, send):
        if scope["type"] != "http" or not INVOCATION.fullmatch(scope["path"]):
            return await serve(scope, receive, send)
        invocation = {}
        token = _invocation.set(invocation)
        try:
            return await serve(scope, receive, with_noted_id(send, invocation))
        finally:
            _invocation.reset(token)

    app.app = app_with_ids
