"""The program under test as a process, and the lines said to it and by it."""

import json
import math
import queue
import subprocess
import threading

ANSWER_TIMEOUT = 120.0  # seconds to wait for an answer, or for the end of the program


class Wrong(Exception):
    """What the program did wrong."""


class TimedOut(Wrong):
    """The program kept silent."""


def require(condition, text):
    """Wrong with a text, unless the condition holds."""
    if not condition:
        raise Wrong(text)


def strict_number(text):
    """A number that a double can hold."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"the number {text} is too large")
    return value


def no_constant(text):
    """NaN and Infinity, which Python would take."""
    raise ValueError(f"{text} is no JSON")


def no_repeated_key(pairs):
    """An object in which each key stands once."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in an object")
    return found


STRICT = {"parse_float": strict_number, "parse_constant": no_constant}


def strict_json(line):
    """The object in a line, by the letter of the standard."""
    try:
        answer = json.loads(line.decode("utf-8"), object_pairs_hook=no_repeated_key, **STRICT)
    except ValueError as error:
        raise Wrong(f"an answer is no JSON: {error}: {line[:200]!r}") from None
    require(isinstance(answer, dict), f"an answer is no object: {line[:200]!r}")
    return answer


class Program:
    """One run of the program under test; as a context it is ended at the latest then."""

    def __init__(self, command):
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        self.process = subprocess.Popen(command, **pipes)
        self.lines = queue.Queue()
        self.errors = []
        self.last_id = -1
        self.readers = [self._in_background(self._read), self._in_background(self._read_errors)]
        self.writer = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    @staticmethod
    def _in_background(work, *arguments):
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        thread.start()
        return thread

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def _read_errors(self):
        self.errors.extend(self.process.stderr)

    def _write(self, data):
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except (OSError, ValueError):
            pass  # the program has ended, which the reader will notice

    def _written(self):
        if self.writer is not None:
            self.writer.join(ANSWER_TIMEOUT)

    def send(self, data):
        """Sends bytes as they are; a full pipe does not stop the driver."""
        self._written()
        self.writer = self._in_background(self._write, data)

    def receive(self):
        """The next line, or Wrong."""
        try:
            line = self.lines.get(timeout=ANSWER_TIMEOUT)
        except queue.Empty:
            raise TimedOut(f"no answer in {ANSWER_TIMEOUT:g} s") from None
        if line is None:
            self.lines.put(None)
            raise Wrong(f"the program ended instead of answering{self.last_words()}")
        require(line.endswith(b"\n"), f"an answer has no end of line: {line[:200]!r}")
        return line

    def last_words(self):
        """The end of what stands on standard error."""
        self.readers[1].join(1)
        text = b"".join(self.errors[-3:]).decode("utf-8", "replace").strip()
        return f": {text[-300:]}" if text else ""

    def no_more_lines(self):
        """Wrong, if a line stands there that nobody asked for."""
        try:
            line = self.lines.get_nowait()
        except queue.Empty:
            return
        require(line is None, f"a line nobody asked for: {(line or b'')[:200]!r}")
        self.lines.put(None)

    def exchange(self, data, expected_id):
        """Sends a line and returns the answer to it, whose id must be this one."""
        self.no_more_lines()
        self.send(data)
        answer = strict_json(self.receive())
        number = answer.get("id")
        right = type(number) is int and number == expected_id
        require(right, f"the id is {number!r}, not {expected_id}")
        return answer

    def ask(self, message):
        """Sends a message, numbered unless it has an id, and returns the answer."""
        if "id" not in message:
            message = {"id": self.last_id + 1, **message}
        self.last_id = message["id"]
        return self.exchange(json.dumps(message).encode() + b"\n", message["id"])

    def evaluate(self, module, function, case, **more):
        """Asks for a function at an input."""
        message = {"kind": "evaluate", "module": module, "function": function, "input": case}
        return self.ask({**message, **more})

    def alive(self):
        """Whether the program still runs."""
        return self.process.poll() is None

    def end(self):
        """Closes the input, and returns the exit status and what was still printed."""
        self._written()
        try:
            self.process.stdin.close()
        except OSError:
            pass
        try:
            status = self.process.wait(ANSWER_TIMEOUT)
        except subprocess.TimeoutExpired:
            self.kill()
            raise TimedOut(f"still running {ANSWER_TIMEOUT:g} s after its input ended") from None
        for reader in self.readers:
            reader.join(ANSWER_TIMEOUT)
        lines = [self.lines.get() for _ in range(self.lines.qsize())]
        return status, [line for line in lines if line is not None]

    def end_well(self):
        """Closes the input; the program must end with status 0 and say no more."""
        status, printed = self.end()
        require(not printed, f"a line nobody asked for: {printed[:1]!r}")
        require(status == 0, f"exit status {status} at the end of input, not 0")

    def kill(self):
        """Ends the program at once."""
        if self.alive():
            self.process.kill()
        self.process.wait()


class Session:
    """The command, and a run of it that several tests share."""

    def __init__(self, command):
        self.command = command
        self.shared = None

    def fresh(self):
        """A new run, which the caller ends."""
        return Program(self.command)

    def program(self):
        """The shared run, started if need be."""
        if self.shared is None or not self.shared.alive():
            self.shared = self.fresh()
            self.shared.ask({"kind": "start"})
        return self.shared

    def drop(self):
        """Does away with the shared run, which can no longer be trusted."""
        if self.shared is not None:
            self.shared.kill()
            self.shared = None
