"""Tells which DynamoDB streams got records, as soon as they have them.

The stream-mapping service would otherwise have to read every stream again and again to find out: a thousand streams read
once a second are more calls than ministack answers. AWS has no such call; the service works without it, only less often.

`GET /_ministack/stream-news?after=N` answers with `{"next": M, "streams": [ARN, ...]}`: the streams that got records since
the answer that said `next: N`. It answers at once if there are any, and otherwise when there are, or after 20 seconds.
The path is an administrative one, so the door asks for the secret.
"""

import asyncio
import json
from urllib.parse import parse_qs

from ministack import app
from ministack.services import dynamodb

PATH = "/_ministack/stream-news"
LONGEST_WAIT_S = 20


class News:
    """The streams that got records, each with the number of its last news."""

    def __init__(self):
        self.number = 0
        # In the order of their last news.
        self.streams = {}
        self.waiting = set()

    def tell(self, arn):
        self.number += 1
        self.streams.pop(arn, None)
        self.streams[arn] = self.number
        for loop, news in list(self.waiting):
            loop.call_soon_threadsafe(news.set)

    def since(self, number):
        """What a caller has missed; everything, if the caller knows a later number than there is: we were restarted."""
        known = number if number <= self.number else 0
        found = []
        for arn, told in reversed(list(self.streams.items())):
            if told <= known:
                break
            found.append(arn)
        return {"next": self.number, "streams": found}

    async def wait_since(self, number):
        news = asyncio.Event()
        waiter = (asyncio.get_running_loop(), news)
        # Before the first look, so that nothing is missed in between.
        self.waiting.add(waiter)
        try:
            answer = self.since(number)
            if not answer["streams"]:
                await asyncio.wait_for(news.wait(), LONGEST_WAIT_S)
                answer = self.since(number)
            return answer
        except asyncio.TimeoutError:
            return self.since(number)
        finally:
            self.waiting.discard(waiter)


def number_in(query):
    text = parse_qs(query.decode("latin-1")).get("after", ["0"])[-1]
    return int(text) if text.isdecimal() else 0


def tell_stream_news():
    news = News()
    emit = dynamodb._emit_stream_event
    serve = app.app

    def emit_and_tell(table_name, *args, **kwargs):
        emit(table_name, *args, **kwargs)
        arn = (dynamodb._tables.get(table_name) or {}).get("LatestStreamArn")
        if arn:
            news.tell(arn)

    async def serve_news(scope, receive, send):
        if scope["type"] != "http" or scope["path"] != PATH:
            return await serve(scope, receive, send)
        answer = await news.wait_since(number_in(scope.get("query_string", b"")))
        await app._send_response(send, 200, {"Content-Type": "application/json"}, json.dumps(answer).encode())

    dynamodb._emit_stream_event = emit_and_tell
    app.app = serve_news
