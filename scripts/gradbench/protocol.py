"""Tests of the protocol itself: messages of every kind, timings, and how the program ends."""

import functools
import json
import math
import random

from mpmath import mpf

from forms import check_acknowledged, check_defined, check_failure, check_output, check_started
from forms import check_success, goes_on, is_sentence
from inputs import uniform_list
from modules import MODULES, evaluate_right, evaluated, truth
from refusals import changed, without
from talk import require, strict_json

SMALL = {"x": [0.5, 1.25, -0.75]}
ANALYSIS = {"kind": "analysis", "of": 0, "valid": True}
SQUARE = {"kind": "evaluate", "module": "hello", "function": "square", "input": 1.0}


def fresh_program(work):
    """A test that has a run of its own, which must end well."""

    @functools.wraps(work)
    def test(session, *arguments):
        with session.fresh() as program:
            work(program, *arguments)
            program.end_well()

    return test


@fresh_program
def started(program, more):
    """A start with these fields."""
    check_started(program.ask({"kind": "start", **more}))


@fresh_program
def unknown_module_defined(program):
    """A module that is not there."""
    program.ask({"kind": "start"})
    check_failure(program.ask({"kind": "define", "module": "no such module"}))
    check_defined(program.ask({"kind": "define", "module": "hello"}))
    goes_on(program)


def answered(session, check, message):
    """A message whose answer this check passes."""
    check(session.program().ask(message))
    goes_on(session.program())


@fresh_program
def odd_ids(program):
    """Large ids, and ids in no order."""
    for number in (2**31, 7, 3, 3, 2**32 + 1, 2**53 - 1, 0):
        program.ask({"id": number, "kind": "start"})
        program.ask({"id": number, "kind": "analysis", "of": 1, "valid": True})
        check_success(program.evaluate("hello", "double", 2.0, id=number), 2.0)
        check_failure(program.evaluate("hello", "nothing", 2.0, id=number))


@fresh_program
def whole_session(program):
    """What an eval says, from start to end."""
    check_started(program.ask({"kind": "start", "eval": "hello"}))
    check_defined(program.ask({"kind": "define", "module": "hello"}))
    x = 1.0
    for function in MODULES["hello"].functions * 4:
        answer = program.evaluate("hello", function, x)
        output = check_success(answer, x)
        check_output(truth("hello", function, x), output)
        x = output
        check_acknowledged(program.ask({**ANALYSIS, "of": answer["id"]}))


def extra_fields(session):
    """Fields the protocol does not know."""
    program = session.program()
    more = {"description": "three numbers", "note": {"nested": [1, [2, {"deep": None}]]}}
    evaluate_right(program, "lse", "gradient", {**SMALL, "comment": "ignored"}, **more)
    check_defined(program.ask({"kind": "define", "module": "lse", "note": [True, 1e3]}))
    check_started(program.ask({"kind": "start", "eval": "lse", "note": {}}))


def raw_line(session, line, expected):
    """A line written out, asking hello with id 5; the answer's output must be this."""
    answer = session.program().exchange(line + b"\n", 5)
    check_output(mpf(expected), check_success(answer, None))


START = b'{"id":5,"kind":"evaluate","module":"hello","function":'
RAW_LINES = {
    "the id last and the input first": (
        b'{"input":3,"function":"square","module":"hello","kind":"evaluate","id":5}', 9),
    "blanks and tabs between the words": (
        b' { "id" :\t5 , "kind" : "evaluate", "module" : "hello" ,'
        b' "function" : "square" , "input" : 3.0 } ', 9),
    "a carriage return before the end of the line": (START + b'"square","input":3}\r', 9),
    "a number written 25E-1": (START + b'"double","input":25E-1}', 5),
    "a number written -0.5e+1": (START + b'"double","input":-0.5e+1}', -10),
    "escapes in the strings": (
        b'{"id":5,"k\\u0069nd":"evaluate","module":"h\\u0065llo","function":"square",'
        b'"input":3,"description":"\\"}{\\\\ \\ud83d\\ude00 \\n"}', 9),
    "UTF-8 in a string": (
        START + '"square","input":3,"description":"größer als ∞ 😀"}'.encode(), 9),
}


def long_lines(session):
    """A long message and a long answer."""
    case = {"x": uniform_list(random.Random("long"), 20000, 0, 1), "min_runs": 1, "min_seconds": 0}
    output = check_success(session.program().evaluate("lse", "gradient", case), case)
    require(isinstance(output, list) and len(output) == 20000, "the gradient's form is wrong")
    whole = math.fsum(math.exp(value) for value in case["x"])
    check_output([math.exp(value) / whole for value in case["x"]], output)
    goes_on(session.program())


@fresh_program
def nothing_said(_program):
    """The input ends at once."""


@fresh_program
def ends_after_failure(program):
    """The input ends after a failure."""
    program.ask({"kind": "start"})
    check_failure(program.evaluate("hello", "no such function", 1.0))


def shared_end(session):
    """The input ends after all the work of the tests before."""
    session.program().end_well()
    session.drop()


NO_MESSAGES = {
    "a word": b"hello",
    "half an object": b'{"id":0,"kind":"start"',
    "more after the object": b'{"id":0,"kind":"start"} more',
    "two objects in a line": b'{"id":0,"kind":"start"}{"id":1,"kind":"start"}',
    "a comma too many": b'{"id":0,"kind":"start",}',
    "single quotes": b"{'id':0,'kind':'start'}",
    "NaN": START + b'"square","input":NaN}',
    "Infinity": START + b'"square","input":-Infinity}',
    "a number with a leading zero": b'{"id":00,"kind":"start"}',
    "an array": b'[{"id":0,"kind":"start"}]',
    "a number": b"0",
    "a string": b'"start"',
    "null": b"null",
    "no id": b'{"kind":"start"}',
    "an empty object": b"{}",
}


def check_end(program, status, printed):
    """The program has printed nothing, said a sentence and ended with status 2."""
    said = b"".join(program.errors)
    require(not printed, f"standard output holds {printed[:1]!r}")
    require(status == 2, f"exit status {status}, not 2")
    require(is_sentence(said), f"standard error holds no sentence but {said[:200]!r}")


def no_message(session, line):
    """A line that is no message; what follows it must not be answered."""
    with session.fresh() as program:
        program.send(line + b'\n{"id":1,"kind":"start"}\n')
        check_end(program, *program.end())


def no_message_later(session):
    """A line that is no message, after good ones."""
    with session.fresh() as program:
        program.ask({"kind": "start"})
        goes_on(program)
        program.send(b"{\n")
        check_end(program, *program.end())


def empty_line(session):
    """An empty line is passed over, or ends the program like any other that is no JSON."""
    with session.fresh() as program:
        program.send(b'\n{"id":1,"kind":"start"}\n')
        status, printed = program.end()
        if status == 0:
            require(len(printed) == 1, f"{len(printed)} answers, not one")
            require(strict_json(printed[0]).get("id") == 1, f"the answer is {printed[0]!r}")
        else:
            check_end(program, status, printed)


def start_tests():
    """The first message, and messages of other kinds."""
    yield "start without eval and config", started, {}
    yield "start with eval", started, {"eval": "gmm"}
    config = {"eval": "gmm", "config": {"d": [2, 10], "x": None}}
    yield "start with eval and config", started, config
    yield "start with id 17", started, {"id": 17}
    yield "a whole session of hello", whole_session
    yield "define of an unknown module, then of a known one", unknown_module_defined
    wrong = {**ANALYSIS, "valid": False, "error": "Expected tau, got e."}
    ponder = {"kind": "ponder", "module": "hello"}
    yield "analysis, valid", answered, check_acknowledged, ANALYSIS
    yield "analysis, invalid with an error", answered, check_acknowledged, wrong
    yield "a kind nobody knows", answered, check_acknowledged, ponder
    yield "ids large and out of order", odd_ids
    yield "unknown fields are passed over", extra_fields
    for title, (line, expected) in RAW_LINES.items():
        yield f"a message with {title}", raw_line, line, expected
    yield "a message and an answer of some hundred kilobytes", long_lines


def refusal_tests():
    """Messages that cannot be fulfilled."""
    messages = {
        "evaluate with an unknown module": changed(SQUARE, "module", "no such module"),
        "evaluate with an unknown function": changed(SQUARE, "function", "cube"),
        "evaluate with another module's function": changed(SQUARE, "function", "jacobian"),
        "evaluate with no module": without(SQUARE, "module"),
        "evaluate with no function": without(SQUARE, "function"),
        "evaluate with no input": without(SQUARE, "input"),
        "evaluate with a module that is a number": changed(SQUARE, "module", 1),
        "evaluate with a function that is null": changed(SQUARE, "function", None),
        "define with no module": {"kind": "define"},
        "define with an array for a module": {"kind": "define", "module": ["hello"]},
    }
    for what, message in messages.items():
        yield f"refused: {what}", answered, check_failure, message


def timing_tests():
    """How often, and how long."""
    wishes = (
        {},
        {"min_runs": 1, "min_seconds": 0},
        {"min_runs": 3, "min_seconds": 0},
        {"min_runs": 4},
        {"min_seconds": 0.05},
        {"min_runs": 1, "min_seconds": 0.05},
        {"min_runs": 7, "min_seconds": 0.05},
        {"min_runs": 1000, "min_seconds": 0.001},
    )
    for function in MODULES["lse"].functions:
        for wish in wishes:
            title = f"timings of lse {function} with {json.dumps(wish)}".replace('"', "")
            yield title, evaluated, "lse", function, {**SMALL, **wish}


def end_tests():
    """How the program ends."""
    yield "end of input after all this: status 0", shared_end
    yield "end of input at once: status 0", nothing_said
    yield "end of input after a failure: status 0", ends_after_failure
    for what, line in NO_MESSAGES.items():
        yield f"a line that is no message, {what}: status 2", no_message, line
    yield "a line that is no message, after good ones: status 2", no_message_later
    yield "an empty line is skipped or ends the program", empty_line
