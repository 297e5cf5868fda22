#!/usr/bin/env python3
"""Tests a program that answers GradBench's protocol, from outside.

    driver.py [--short] COMMAND [ARG...]

The program is started as COMMAND, spoken to in JSON lines, and every number it answers is
compared with a truth worked out here in mpmath: the plain mathematics of each problem for the
functions, central differences of that mathematics for the derivatives.  No derivative rule is
used, except in the two nested problems, whose descents are followed in Python floats.  The
result is TAP on standard output; the exit status is 0 if every test passed and 1 otherwise.

With --short each module is asked at two of its inputs only; of the inputs that must be refused
and of the protocol nothing is left out.
"""

import sys

sys.dont_write_bytecode = True

from modules import module_tests
from protocol import end_tests, refusal_tests, start_tests, timing_tests
from refusals import bad_input_tests, edge_tests
from talk import Session, TimedOut, Wrong

MOST_TIMEOUTS = 3  # after so many the run is given up


def all_tests(short=False):
    """Every test: a title, what to do, and with what."""
    return [
        *start_tests(),
        *refusal_tests(),
        *timing_tests(),
        *module_tests(short),
        *list(bad_input_tests()),
        *edge_tests(),
        *end_tests(),
    ]


def outcomes(command, tests):
    """Runs the tests; of each the title and what went wrong, an exception or None."""
    session = Session(command)
    try:
        for title, work, *arguments in tests:
            error = None
            try:
                work(session, *arguments)
            except (Wrong, OSError) as found:
                error = found
                session.drop()
            yield title, error
    finally:
        session.drop()


def run_tests(command, tests):
    """Runs the tests, prints TAP, and returns how many failed."""
    print(f"TAP version 13\n1..{len(tests)}")
    failed = timeouts = 0
    for number, (title, error) in enumerate(outcomes(command, tests), 1):
        print(f"{'not ok' if error else 'ok'} {number} - {title}", flush=True)
        for line in str(error).splitlines() if error else ():
            print(f"# {line}", flush=True)
        failed += error is not None
        timeouts += isinstance(error, TimedOut)
        if timeouts == MOST_TIMEOUTS:
            print("Bail out! The program kept silent too often.", flush=True)
            break
    return failed


def main(arguments):
    """The command line."""
    short = arguments[:1] == ["--short"]
    command = arguments[short:]
    if not command:
        print("usage: driver.py [--short] COMMAND [ARG...]", file=sys.stderr)
        return 2
    return 1 if run_tests(command, all_tests(short)) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
