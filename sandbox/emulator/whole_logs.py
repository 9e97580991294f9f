"""Gives every invocation all of its own log lines and no others, even on a busy machine.

A thread in ministack moves a function's log lines from a pipe to a queue. After the function has answered, ministack
waits until the queue stays empty for a moment. On a busy machine that thread can be suspended while it holds lines that
are neither in the pipe nor in the queue. Those lines are then missing from their invocation and appear in the next one.
This module does not wait for time to pass. It ensures two things instead:

1. Everything that was logged before the answer leaves the function's process before the answer does.
2. Taking a log empties the pipe under a lock, so no other thread holds part of it at that moment.

Lines that a function logs after its answer belong to the next invocation, as on AWS, which freezes it in between.
"""

import os
import select
import threading

from ministack.core import lambda_runtime

# As much as a pipe can hold on any system, so that one read empties it.
PIPE_CAPACITY = 1024 * 1024

# If a pipe is full, Node.js buffers the rest and continues: the answer could overtake it, and the end of the process
# would lose it. So writes to the log block. The answer waits for the end of the event loop's turn, because a handler may
# log another line after it has called back.
NODE_PRELUDE = """{
  process.stderr._handle.setBlocking(true);
  const send = process.stdout.write.bind(process.stdout);
  process.stdout.write = (answer) => setImmediate(send, answer);
}
"""


class FunctionLog:
    """What a function's process has logged and no invocation has taken yet."""

    def __init__(self, stream):
        # Detached from the stream's buffers, which could hold lines back. No other code can read from it now.
        self._pipe = stream.detach().detach()
        self._lock = threading.Lock()
        self._logged = bytearray()
        os.set_blocking(self._pipe.fileno(), False)

    def follow(self):
        """Empties the pipe until the process has ended, because a full pipe would block the function."""
        readable = select.poll()
        readable.register(self._pipe, select.POLLIN)
        more = True
        while more:
            readable.poll()
            with self._lock:
                more = self._empty_pipe()

    def take(self):
        """Everything that was logged since the last call."""
        with self._lock:
            self._empty_pipe()
            text = self._logged.decode("utf-8", "replace")
            self._logged.clear()
        return text.replace("\r\n", "\n").removesuffix("\n")

    def _empty_pipe(self):
        """Moves the pipe's content to the log; the caller holds the lock. Returns whether more can follow."""
        piece = self._pipe.read(PIPE_CAPACITY)
        self._logged += piece or b""
        return piece != b""


class WholeLogWorker(lambda_runtime.Worker):
    """ministack's process of a function, with complete logs."""

    @property
    def _proc(self):
        return self._process

    @_proc.setter
    def _proc(self, process):
        # The log of a process that was killed stays, for the invocation during which it was killed.
        self._process = process
        if process is not None:
            self._log = FunctionLog(process.stderr)

    def invoke(self, *args, **context):
        try:
            return super().invoke(*args, **context)
        except RuntimeError as error:
            # ministack drops the log of a function that fails while it loads, although that log explains the failure.
            if self._proc is None:
                raise
            lambda_runtime.kill_workers([self])
            return {"status": "error", "error": str(error), "cold_start": True, "log": self._log.take()}

    def _read_stderr(self):
        self._log.follow()

    def _drain_stderr(self):
        return self._log.take()

    def _drain_stderr_bounded(self):
        return self._log.take()


def keep_logs_whole():
    detect = lambda_runtime._detect_runtime_binary

    def detect_runtime_binary(runtime):
        binary, script = detect(runtime)
        return binary, NODE_PRELUDE + script if binary == "node" else script

    lambda_runtime._detect_runtime_binary = detect_runtime_binary
    lambda_runtime.Worker = WholeLogWorker
