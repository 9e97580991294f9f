"""Runs a function in one process of ministack's, once for every event, and prints the log of each invocation as JSON.

Reads from standard input, as JSON: `code` of index.js, `events`, `timeout` in seconds, `whole` logs or ministack's own,
and whether the thread that reads logs is `heldUp`, as on a busy machine, wherever it may be.
"""

import io
import json
import logging
import os
import sys
import threading
import time
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "..", "sandbox", "emulator"))

from ministack.core import lambda_runtime
from whole_logs import keep_logs_whole

# Twice as long as ministack waits for a first line.
HELD_UP_SECONDS = 0.1


def hold_up_the_reader():
    def wait_before_and_after_calls(_frame, _event, _argument):
        if threading.current_thread().name.startswith("stderr-"):
            time.sleep(HELD_UP_SECONDS)

    threading.setprofile(wait_before_and_after_calls)


def zip_of(code):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("index.js", code)
    return file.getvalue()


def main():
    logging.disable(logging.CRITICAL)
    asked = json.load(sys.stdin)
    if asked["whole"]:
        keep_logs_whole()
    config = {
        "FunctionName": "logging",
        "FunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:logging",
        "Runtime": "nodejs22.x",
        "Handler": "index.handler",
        "Timeout": asked["timeout"],
    }
    if asked["heldUp"]:
        hold_up_the_reader()
    worker = lambda_runtime.Worker("logging", config, zip_of(asked["code"]))
    logs = [worker.invoke(event, "request")["log"] for event in asked["events"]]
    worker.kill()
    json.dump(logs, sys.stdout)


main()
