"""Gives every invocation all of its own log lines and no others, however busy the machine is.

A thread of ministack's moves what a function logs from a pipe to a queue. When a function has answered, ministack waits
a moment for the queue to stay empty. But a thread that has to wait for its turn holds lines which are neither in the
pipe nor in the queue: they were missing from their invocation and turned up in the next one. Here nothing waits for a
time to pass. Two things hold instead:

1. All that was logged before the answer is out of the function's process before the answer is.
2. Whoever takes a log empties the pipe himself, and nobody else can have anything of it in hand meanwhile.

What a function logs after its answer, it logs in the next invocation, as on AWS: it is frozen in between.
"""

import os
import select
import threading

from ministack.core import lambda_runtime

# As much as a pipe can hold on any system, so that one read empties it.
PIPE_CAPACITY = 1024 * 1024

# Node.js keeps what a full pipe does not take, and goes on: the answer would overtake it, and whoever ends the process
# would lose it. So it waits for the pipe. The answer waits for the end of the turn in which it was given, as a handler
# may call back and log another line after that.
NODE_PRELUDE = """{
  process.stderr._handle.setBlocking(true);
  const send = process.stdout.write.bind(process.stdout);
  process.stdout.write = (answer) => setImmediate(send, answer);
}
"""


class FunctionLog:
    """What a function's process has logged and no invocation has taken yet."""

    def __init__(self, stream):
        # Without the stream's buffers, in which lines would be out of reach; nobody else can read from it any more.
        self._pipe = stream.detach().detach()
        self._lock = threading.Lock()
        self._logged = bytearray()
        os.set_blocking(self._pipe.fileno(), False)

    def follow(self):
        """Keeps the pipe from filling up until the process has ended, as a full one would hold the function up."""
        readable = select.poll()
        readable.register(self._pipe, select.POLLIN)
        more = True
        while more:
            readable.poll()
            with self._lock:
                more = self._empty_pipe()

    def take(self):
        """The text that was logged since the last time, whole up to this moment."""
        with self._lock:
            self._empty_pipe()
            text = self._logged.decode("utf-8", "replace")
            self._logged.clear()
        return text.replace("\r\n", "\n").removesuffix("\n")

    def _empty_pipe(self):
        """Reads and keeps in one step, for whoever holds the lock. Tells whether more can come."""
        piece = self._pipe.read(PIPE_CAPACITY)
        self._logged += piece or b""
        return piece != b""


class WholeLogWorker(lambda_runtime.Worker):
    """ministack's process of a function, with a log that is whole."""

    @property
    def _proc(self):
        return self._process

    @_proc.setter
    def _proc(self, process):
        # A process that was ended leaves its log to the invocation that it was ended in.
        self._process = process
        if process is not None:
            self._log = FunctionLog(process.stderr)

    def invoke(self, *args, **context):
        try:
            return super().invoke(*args, **context)
        except RuntimeError as error:
            # ministack drops the log of a function that fails while it is loaded, which tells most about why.
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
