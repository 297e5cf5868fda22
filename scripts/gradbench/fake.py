#!/usr/bin/env python3
"""A stand-in for the program that driver.py tests, to see that the driver can fail.

    fake.py [BREAKAGE] [TABLE]
    fake.py --all

The first answers all that the driver asks, with the driver's own truths, and breaks one thing
if it is named; "right" breaks nothing.  A table is a file of answers worked out before.  The
second sees that the short run of the driver passes the right fake and fails every broken one.
It prints TAP; the exit status is 0 if all is as it should be and 1 otherwise.
"""

import sys

sys.dont_write_bytecode = True

import itertools
import json
import math
import time

PASSED_OVER = ("min_runs", "min_seconds", "comment")
MODULES = "hello det lse llsq ode gmm kmeans lstm ba ht particle saddle".split()
LONG = 20000  # the entries of the long input of lse
COUNTER = itertools.count()


# ---------------------------------------------------------------- what can be broken


def flat(rows):
    """The rows one after another."""
    return [value for row in rows for value in row]


def transposed(rows):
    """Rows made columns."""
    return [list(row) for row in zip(*rows)]


def square_rows(output):
    """det's gradient as a matrix."""
    size = math.isqrt(len(output))
    return [output[i * size : (i + 1) * size] for i in range(size)]


def first_off(output, relative):
    """gmm's derivatives with the first by alpha or mu a little off."""
    alpha, mu = output["alpha"], output["mu"]
    if any(alpha):
        return {**output, "alpha": [alpha[0] * (1 + relative)] + alpha[1:]}
    return {**output, "mu": [[mu[0][0] * (1 + relative)] + mu[0][1:]] + mu[1:]}


def columns_to_rows(output, case):
    """lstm's gradient with main_params taken column by column."""
    rows, width = len(case["main_params"]), len(case["main_params"][0])
    main, extra = output[: rows * width], output[rows * width :]
    return [main[row * width + i] for i in range(width) for row in range(rows)] + extra


def undivided(output, case):
    """kmeans without the division by the Hessian, which is twice the size of the cluster."""
    sizes = [0] * len(case["centroids"])
    for point in case["points"]:
        distances = [math.dist(point, centroid) for centroid in case["centroids"]]
        sizes[distances.index(min(distances))] += 1
    return [[2 * n * value for value in row] for n, row in zip(sizes, output)]


def exact_ode(x):
    """The derivative of the exact solution, not of the scheme's."""
    whole = math.prod(value * 2.0 / (i + 1) for i, value in enumerate(x))
    return [whole / value for value in x] if 0.0 not in x else [0.0] * len(x)


def fails(*_):
    """A crash."""
    raise SystemError("crashed")


OUTPUT_BREAKS = {
    "hello-1e-9": ("hello double", lambda o, c: o * (1 + 1e-9)),
    "true-for-one": ("hello square", lambda o, c: True if o == 1 else o),
    "det-string": ("det primal", lambda o, c: str(o)),
    "det-matrix": ("det gradient", lambda o, c: square_rows(o)),
    "det-columns": ("det gradient", lambda o, c: flat(transposed(square_rows(o)))),
    "det-no-zeros": ("det gradient", lambda o, c: [v or 1e-11 for v in o]),
    "lse-in-array": ("lse primal", lambda o, c: [o]),
    "lse-sign": ("lse gradient", lambda o, c: [-v for v in o]),
    "lse-short": ("lse gradient", lambda o, c: o[:-1]),
    "llsq-zeros": ("llsq gradient", lambda o, c: [0.0] * len(o)),
    "llsq-last-1e-9": ("llsq gradient", lambda o, c: o[:-1] + [o[-1] * (1 + 1e-9)]),
    "ode-exact": ("ode gradient", lambda o, c: exact_ode(c["x"])),
    "ode-scalar": ("ode primal", lambda o, c: o[-1]),
    "gmm-constant": ("gmm objective", lambda o, c: o + 0.5),
    "gmm-entry-1e-8": ("gmm jacobian", lambda o, c: first_off(o, 1e-8)),
    "gmm-no-l": ("gmm jacobian", lambda o, c: {k: v for k, v in o.items() if any(v)}),
    "gmm-flat-mu": ("gmm jacobian", lambda o, c: {**o, "mu": flat(o["mu"])}),
    "gmm-extra-key": ("gmm jacobian", lambda o, c: {**o, "d": c["d"]}),
    "kmeans-null": ("kmeans cost", lambda o, c: None),
    "kmeans-undivided": ("kmeans dir", undivided),
    "kmeans-flat": ("kmeans dir", lambda o, c: flat(o)),
    "kmeans-sign": ("kmeans dir", lambda o, c: [[-v for v in row] for row in o]),
    "lstm-1e-9": ("lstm objective", lambda o, c: o * (1 + 1e-9)),
    "lstm-columns": ("lstm jacobian", columns_to_rows),
    "lstm-no-extra": ("lstm jacobian", lambda o, c: o[: -3 * len(c["state"][0])]),
    "ba-other-name": (
        "ba objective",
        lambda o, c: {"reproj_err": o["reproj_error"], "w_err": o["w_err"]},
    ),
    "ba-repeated": (
        "ba objective",
        lambda o, c: {k: {**v, "repeated": v["repeated"] + 1} for k, v in o.items()},
    ),
    "ba-float-rows": ("ba jacobian", lambda o, c: {**o, "rows": [float(r) for r in o["rows"]]}),
    "ba-no-last": ("ba jacobian", lambda o, c: {k: v[:30] for k, v in o.items()}),
    "ba-cols": ("ba jacobian", lambda o, c: {**o, "cols": [v + (v > 10) for v in o["cols"]]}),
    "ht-theta-first": (
        "ht jacobian",
        lambda o, c: [row[2:] + row[:2] if len(row) == 28 else row for row in o],
    ),
    "ht-fingers": ("ht jacobian", lambda o, c: [r[:-20] + [-v for v in r[-20:]] for r in o]),
    "ht-transposed": ("ht jacobian", lambda o, c: transposed(o)),
    "ht-by-point": ("ht objective", lambda o, c: transposed([o[i::3] for i in range(3)])),
    "particle-1e-8": ("particle rf", lambda o, c: o * (1 + 1e-8)),
    "saddle-pairs": ("saddle fr", lambda o, c: [o[:2], o[2:]]),
    "saddle-swapped": ("saddle ff", lambda o, c: [o[1], o[0], o[3], o[2]]),
}


def every(timings, **changed):
    """The timings of the evaluations with a field changed."""
    return timings[:1] + [{**entry, **changed} for entry in timings[1:]]


def answer_to_a(kind, change):
    """Changes the answer to messages of one kind; the others stay."""
    return lambda fields, message: change(fields) if message.get("kind") == kind else fields


def slowly(fields):
    """An answer that comes late."""
    time.sleep(4)
    return fields


PLACE_BREAKS = {
    "one-run": ("timings", lambda t: t[:2]),
    "two-runs": ("timings", lambda t: t + t[-1:]),
    "short-time": ("timings", lambda t: every(t, nanoseconds=1000)),
    "timing-name": ("timings", lambda t: every(t, name="Evaluate")),
    "nanoseconds-float": ("timings", lambda t: every(t, nanoseconds=1e9)),
    "nanoseconds-negative": ("timings", lambda t: every(t, nanoseconds=-1)),
    "no-timings": ("success", lambda f: {k: v for k, v in f.items() if k != "timings"}),
    "no-output": ("success", lambda f: {k: v for k, v in f.items() if k != "output"}),
    "error-with-success": ("success", lambda f: {**f, "error": ""}),
    "success-one": ("success", lambda f: {**f, "success": 1}),
    "nan-printed": ("infinite", lambda output: output),
    "nan-null": ("infinite", lambda output: None),
    "no-error-text": ("failure", lambda f: {"success": False}),
    "empty-error": ("failure", lambda f: {**f, "error": ""}),
    "bad-input-accepted": (
        "failure",
        lambda f: {"success": True, "output": 0.0, "timings": timings_for({})},
    ),
    "crash-on-bad-input": ("failure", fails),
    "defines-all": ("answer", answer_to_a("define", lambda f: {"id": f["id"], "success": True})),
    "defines-nothing": ("answer", answer_to_a("define", lambda f: {**f, "success": False})),
    "tool-number": ("answer", answer_to_a("start", lambda f: {**f, "tool": 5})),
    "slow": ("answer", answer_to_a("start", slowly)),
    "analysis-success": ("answer", answer_to_a("analysis", lambda f: {**f, "success": True})),
    "kind-refused": ("answer", answer_to_a("ponder", lambda f: {**f, "success": False})),
    "kind-unanswered": ("answer", answer_to_a("ponder", lambda f: None)),
    "wrong-id": ("id", lambda number: number + 1),
    "id-32-bit": ("id", lambda number: number % 2**31),
    "id-string": ("id", str),
    "id-float": ("id", float),
    "id-counted": ("id", lambda number: next(COUNTER)),
    "single-quotes": ("text", lambda text: text.replace('"', "'")),
    "several-lines": ("text", lambda text: text.replace(", ", ",\n")),
    "twice": ("text", lambda text: text + "\n" + text),
    "chatter": ("text", lambda text: "working...\n" + text),
    "key-twice": ("text", lambda text: text.replace('{"id"', '{"id": 0, "id"', 1)),
    "not-flushed": ("flush", lambda _: False),
    "junk-answered": ("junk", lambda status: print("{}", flush=True) or status),
    "junk-traceback": ("junk", fails),
    "junk-skipped": ("junk", lambda status: None),
    "junk-status-1": ("junk", lambda status: 1),
    "junk-silent": ("complaint", lambda text: ""),
    "no-id-skipped": ("no id", lambda status: None),
    "end-status-1": ("end", lambda status: 1),
}
BREAKS = {**OUTPUT_BREAKS, **PLACE_BREAKS}
BROKEN = {}  # by its place, what is broken in this run


def at(place, value, *more):
    """What is to be done at a place: the right thing, after the break if there is one."""
    return BROKEN[place](value, *more) if place in BROKEN else value


# ---------------------------------------------------------------- the fake


def key_of(module, function, case):
    """What an answer is found by; how often to run does not matter."""
    if isinstance(case, dict):
        case = {key: value for key, value in case.items() if key not in PASSED_OVER}
    return json.dumps([module, function, case])


def plain(value):
    """A truth as JSON holds it."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if isinstance(value, int) else float(value)


def questions(short=False):
    """All that the driver asks and expects a success for, by key."""
    import modules
    import protocol

    asked = [("lse", function, protocol.SMALL) for function in ("primal", "gradient")]
    for name, module in modules.MODULES.items():
        cases = [case for _, case in modules.cases_of(module, short)]
        asked += [(name, function, case) for function in module.functions for case in cases]
    return {key_of(*question): question for question in asked}


class Lazy(dict):
    """The answers to those questions, each worked out when it is needed."""

    def __getitem__(self, key):
        import modules

        return plain(modules.truth(*super().__getitem__(key)))


def is_number(value):
    """Whether a JSON value is a number."""
    return type(value) in (int, float)


def right_output(table, module, function, case):
    """The right output, or an error."""
    if module == "hello" and is_number(case):
        return {"square": float(case) * float(case), "double": 2.0 * case}[function]
    wishes = case if isinstance(case, dict) else {}
    if not all(is_number(wishes.get(name, 0)) for name in ("min_runs", "min_seconds")):
        raise ValueError("no number of runs or seconds")
    if (module, function) == ("lse", "gradient") and len(case["x"]) == LONG:
        whole = math.fsum(math.exp(value) for value in case["x"])
        return [math.exp(value) / whole for value in case["x"]]
    return table[key_of(module, function, case)]


def timings_for(case):
    """One entry for each run that was wished for, after one of another name."""
    wishes = case if isinstance(case, dict) else {}
    runs = int(wishes.get("min_runs", 1))
    least = int(wishes.get("min_seconds", 0) * 1e9)
    entry = {"name": "evaluate", "nanoseconds": max(1000, -(-least // runs))}
    return at("timings", [{"name": "prepare", "nanoseconds": 0}] + [entry] * runs)


def evaluate(table, message):
    """The fields of the answer to an evaluation."""
    try:
        module, function, case = message["module"], message["function"], message["input"]
        output = right_output(table, module, function, case)
        if output in (math.inf, -math.inf):
            if "infinite" not in BROKEN:
                raise ValueError("the output is no number")
            output = at("infinite", output)
    except (ValueError, KeyError, TypeError) as error:
        return at("failure", {"success": False, "error": f"refused: {error!r}"[:200]})
    output = at(f"{module} {function}", output, case)
    return at("success", {"success": True, "output": output, "timings": timings_for(case)})


def answer_to(table, message):
    """The whole answer."""
    kind, fields = message.get("kind"), {"id": at("id", message["id"])}
    if kind == "start":
        fields["tool"] = "fake"
    elif kind == "define":
        known = message.get("module") in MODULES
        fields.update({"success": True} if known else {"success": False, "error": "not known"})
    elif kind == "evaluate":
        fields.update(evaluate(table, message))
    return at("answer", fields, message)


def no_constant(text):
    """NaN and Infinity are no JSON."""
    raise ValueError(text)


def read_message(line):
    """The message in a line; None if the line is passed over."""
    status = 2
    try:
        message = json.loads(line, parse_constant=no_constant)
        if isinstance(message, dict):
            if "id" in message:
                return message
            status = at("no id", status)
    except ValueError:
        pass
    sys.stderr.write(at("complaint", "fake: a line is no message\n"))
    status = at("junk", status)
    return None if status is None else sys.exit(status)


def serve(name, table):
    """Reads messages until there are none."""
    if name != "right":
        place, change = BREAKS[name]
        BROKEN[place] = change
    for line in sys.stdin:
        message = read_message(line) if line.strip() else None
        fields = answer_to(table, message) if message else None
        if fields is not None:
            print(at("text", json.dumps(fields)), flush=at("flush", True))
    return at("end", 0)


# ---------------------------------------------------------------- all of them


def likely_first(tests, place):
    """The tests, first those of the place that is broken: there is less to wait for."""
    start = "a line that" if place in ("junk", "complaint", "no id") else place.split()[0] + " "
    return sorted(tests, key=lambda test: not test[0].startswith(start))


def run_all():
    """Sees that the short run of the driver is green for the right fake, red for the others."""
    import os
    import subprocess
    import tempfile

    import driver
    import talk

    place = os.path.dirname(os.path.abspath(__file__))
    python = [sys.executable, "-I", "-S"]  # with a table nothing is imported: it starts sooner
    print(f"TAP version 13\n1..{len(BREAKS) + 2}")
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        lazy = Lazy(questions(short=True))
        json.dump({key: lazy[key] for key in lazy}, file)
        file.flush()
        tests = driver.all_tests(short=True)
        results = []

        def tap(good, text):
            results.append(good)
            print(f"{'ok' if good else 'not ok'} {len(results)} - {text}", flush=True)

        for name, status in (("right", 0), ("lse-sign", 1)):
            command = [*python, os.path.join(place, "fake.py"), name, file.name]
            command = [sys.executable, os.path.join(place, "driver.py"), "--short", *command]
            ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
            lines = ended.stdout.splitlines()
            red = [line for line in lines if line.startswith("not ok")]
            whole = f"1..{len(tests)}" in lines
            good = whole and ended.returncode == status == bool(red)
            tap(good, f"the driver as a command ends with status {status}: {name}")
            for line in red if status == 0 else ():
                print(f"# {line}")
        talk.ANSWER_TIMEOUT = 3.0
        for name in BREAKS:
            command = [*python, os.path.join(place, "fake.py"), name, file.name]
            ordered = driver.outcomes(command, likely_first(tests, BREAKS[name][0]))
            title = next((title for title, error in ordered if error), None)
            tap(title, f"{name} is seen by: {title}" if title else f"{name} is not seen")
    return 0 if all(results) else 1


def main(arguments):
    """The command line."""
    name = arguments[0] if arguments else "right"
    if arguments == ["--all"]:
        return run_all()
    if len(arguments) > 2 or (name != "right" and name not in BREAKS):
        print("usage: fake.py [BREAKAGE] [TABLE]\n       fake.py --all", file=sys.stderr)
        print("breakages: right " + " ".join(BREAKS), file=sys.stderr)
        return 2
    if len(arguments) == 2:
        with open(arguments[1], encoding="utf-8") as file:
            return serve(name, json.load(file))
    return serve(name, Lazy(questions()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
