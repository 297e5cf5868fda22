"""The form an answer must have, and the comparison of its numbers with the truth."""

import itertools
import json

from mpmath import mp, mpf

from talk import Wrong, require

NOISE = mpf(10) ** -30  # a derivative below this is a zero seen through rounding
RELATIVE = mpf(10) ** -10  # how far an entry may be off
RELATIVE_DESCENT = mpf(10) ** -9  # the same for the result of a descent
ABSOLUTE_ZERO = 1e-12  # how far from zero an entry may be whose truth is zero
RUN_FIELDS = ("min_runs", "min_seconds")  # of an input: how often to run
TIMING_FIELDS = {"name", "nanoseconds"}


def close_enough(expected, got, relative):
    """Whether a number is near enough to the truth."""
    expected = mpf(expected)
    if abs(expected) < NOISE:
        return abs(got) <= ABSOLUTE_ZERO
    return abs(mpf(got) - expected) <= relative * abs(expected)


def mismatches(expected, got, relative, where="output"):
    """Sentences on where an output differs from the truth, in form or in value."""
    if isinstance(expected, dict):
        if not isinstance(got, dict):
            yield f"{where} is no object"
        elif set(got) != set(expected):
            yield f"{where} has the keys {sorted(got)}, not {sorted(expected)}"
        else:
            for key in expected:
                yield from mismatches(expected[key], got[key], relative, f"{where}.{key}")
    elif isinstance(expected, (list, tuple)):
        if not isinstance(got, list):
            yield f"{where} is no array"
        elif len(got) != len(expected):
            yield f"{where} has {len(got)} entries, not {len(expected)}"
        else:
            for i, pair in enumerate(zip(expected, got)):
                yield from mismatches(*pair, relative, f"{where}[{i}]")
    elif isinstance(expected, int):
        if type(got) is not int or got != expected:
            yield f"{where} is {got!r}, not the integer {expected}"
    elif type(got) not in (int, float):
        yield f"{where} is {got!r}, no number"
    elif not close_enough(expected, got, relative):
        yield f"{where} is {got!r}, not {mp.nstr(mpf(expected), 17)}"


def check_output(expected, got, relative=RELATIVE):
    """An output that agrees with the truth in form and value."""
    found = list(itertools.islice(mismatches(expected, got, relative), 6))
    if found:
        raise Wrong("\n".join(found[:5] + ["and more"] * (len(found) > 5)))


def shortened(answer):
    """An answer, cut to what fits into a line."""
    return json.dumps(answer)[:300]


def check_timing(entry):
    """One of the timings; there may be a hundred thousand of them."""
    form = isinstance(entry, dict) and entry.keys() == TIMING_FIELDS
    if not form or not isinstance(entry["name"], str):
        raise Wrong(f"no timing: {entry!r}")
    spent = entry["nanoseconds"]
    if type(spent) is not int or spent < 0:
        raise Wrong(f"nanoseconds is {spent!r}")


def check_timings(timings, case):
    """The timings of an evaluation at this input."""
    if not isinstance(timings, list):
        raise Wrong(f"timings is no array but {timings!r}")
    for entry in timings:
        check_timing(entry)
    spent = [entry["nanoseconds"] for entry in timings if entry["name"] == "evaluate"]
    wishes = case if isinstance(case, dict) else {}
    if not any(name in wishes for name in RUN_FIELDS):
        require(len(spent) == 1, f'{len(spent)} timings are named "evaluate", not one')
    runs = wishes.get("min_runs", 1)
    require(len(spent) >= runs, f'{len(spent)} timings are named "evaluate", not {runs}')
    least = wishes.get("min_seconds", 0) * 1e9
    require(sum(spent) >= least, f"{sum(spent)} ns in all, less than {least:g}")


def check_verdict(answer, success, *fields):
    """An answer that is a success, or a failure, and has no fields but these."""
    word = "success" if success else "failure"
    if answer.get("success") is not success:
        raise Wrong(f"no {word}: {shortened(answer)}")
    extra = set(answer) - {"id", "success", "timings", *fields}
    require(not extra, f"a {word} with {sorted(extra)}")


def check_success(answer, case):
    """A success with all that belongs to one; returns the output."""
    check_verdict(answer, True, "output")
    require("output" in answer, "a success without an output")
    check_timings(answer.get("timings"), case)
    return answer["output"]


def check_failure(answer):
    """A failure that says why."""
    check_verdict(answer, False, "error")
    error = answer.get("error")
    require(isinstance(error, str) and error.strip(), f"the error is {error!r}, no sentence")


def check_defined(answer):
    """The answer to the definition of a module that is there."""
    check_verdict(answer, True)


def check_started(answer):
    """The answer to a start."""
    require(set(answer) <= {"id", "tool", "config"}, f"keys {sorted(answer)}")
    if "tool" in answer:
        require(isinstance(answer["tool"], str), f"tool is {answer['tool']!r}")


def check_acknowledged(answer):
    """An answer by the id alone."""
    require(set(answer) == {"id"}, f"the answer is {shortened(answer)}")


def is_sentence(data):
    """Whether standard error holds words, and not the remains of a crash."""
    text = data.decode("utf-8", "replace").strip()
    crash = any(word in text for word in ("Traceback", "panicked", "core dumped"))
    return " " in text and not crash


def goes_on(program):
    """After whatever happened the program still works."""
    answer = program.evaluate("hello", "square", 3.0)
    check_output(mpf(9), check_success(answer, 3.0))
