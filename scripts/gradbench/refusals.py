"""Inputs that must be refused: malformed ones, and such as have no number for an answer."""

import copy
import functools
import json
import operator
import random

from mpmath import mpf

from forms import check_failure, check_output, check_success, goes_on
from inputs import HAND_PARENTS, ba_case, gmm_case, hand_case, lstm_case
from modules import truth

BIG = 10**15


def changed(case, *path_and_value):
    """A copy of an input with one place set to another value."""
    *path, last, value = path_and_value
    case = copy.deepcopy(case)
    functools.reduce(operator.getitem, path, case)[last] = value
    return case


def without(case, *path):
    """A copy of an input with one entry left out."""
    *path, last = path
    case = copy.deepcopy(case)
    del functools.reduce(operator.getitem, path, case)[last]
    return case


def bad_small_inputs():
    """Malformed inputs of the modules with few fields."""
    for value in ("1", None, [1.0], {"x": 1.0}, True):
        yield "hello", "square", f"input {json.dumps(value)}", value
    two = {"A": [1.0, 2.0, 3.0, 4.0], "ell": 2}
    yield "det", "primal", "no A", without(two, "A")
    yield "det", "gradient", "no ell", without(two, "ell")
    yield "det", "primal", "A a string", changed(two, "A", "1 2 3 4")
    yield "det", "primal", "a string in A", changed(two, "A", 1, "2")
    yield "det", "primal", "a null in A", changed(two, "A", 1, None)
    yield "det", "primal", "A in rows", changed(two, "A", [[1.0, 2.0], [3.0, 4.0]])
    for size in (-1, 0, 1, 3, 1.5, BIG, "2"):
        yield "det", "gradient", f"ell {size!r} with four entries", changed(two, "ell", size)
    x = [1.0, 2.0]
    yield "lse", "primal", "no x", {}
    yield "lse", "gradient", "x a number", {"x": 1.0}
    yield "lse", "gradient", "a string in x", {"x": [1.0, "a"]}
    yield "lse", "gradient", "input an array", x
    yield "llsq", "primal", "no n", {"x": x}
    yield "llsq", "gradient", "no x", {"n": 4}
    yield "llsq", "gradient", "n negative", {"x": x, "n": -3}
    yield "llsq", "primal", "n a string", {"x": x, "n": "4"}
    yield "llsq", "primal", "n 2.5", {"x": x, "n": 2.5}
    yield "llsq", "primal", "n 1e300", {"x": x, "n": 1e300}
    yield "ode", "primal", "no s", {"x": x}
    yield "ode", "gradient", "s negative", {"x": x, "s": -1}
    yield "ode", "primal", "s a string", {"x": x, "s": "1"}
    yield "ode", "primal", "x empty", {"x": [], "s": 1}
    yield "ode", "gradient", "x in rows", {"x": [[1.0], [2.0]], "s": 1}
    yield "particle", "ff", "no w", {}
    yield "particle", "rr", "w a string", {"w": "0"}
    yield "particle", "fr", "input a number", 0.0
    yield "saddle", "ff", "no start", {}
    yield "saddle", "rf", "start of one number", {"start": [1.0]}
    yield "saddle", "rr", "start of three numbers", {"start": [1.0, 1.0, 1.0]}
    yield "saddle", "rr", "start a number", {"start": 1.0}
    yield "lse", "primal", "min_runs a string", {"x": x, "min_runs": "three"}
    yield "lse", "primal", "min_seconds a string", {"x": x, "min_seconds": "a while"}


def bad_gmm_inputs():
    """Malformed mixtures."""
    good = gmm_case(random.Random("bad gmm"), 2, 2, 3, 0, 1.0)
    for name in good:
        yield f"no {name}", without(good, name)
    yield "mu ragged", changed(good, "mu", 1, [0.5])
    yield "x ragged", changed(good, "x", 2, [0.5, 0.5, 0.5])
    yield "q of one row", changed(good, "q", good["q"][:1])
    yield "l too wide", changed(good, "l", 0, [0.5, 0.5])
    yield "l of numbers", changed(good, "l", [0.5, 0.5])
    yield "alpha too short", changed(good, "alpha", [0.5])
    yield "gamma a string", changed(good, "gamma", "1")
    yield "m 0.5", changed(good, "m", 0.5)
    for name in ("d", "k", "n"):
        for value in (-1, good[name] + 1, BIG):
            yield f"{name} {value}", changed(good, name, value)


def bad_kmeans_inputs():
    """Malformed clusters."""
    good = {"points": [[0.0, 1.0], [2.0, 3.0], [4.0, 4.0]], "centroids": [[0.0, 1.0]]}
    for name in good:
        yield f"no {name}", without(good, name)
    yield "points ragged", changed(good, "points", 1, [2.0])
    yield "centroids too wide", changed(good, "centroids", [[0.0, 1.0, 2.0]])
    yield "points of numbers", changed(good, "points", [0.0, 1.0])
    yield "points an object", changed(good, "points", {})


def bad_lstm_inputs():
    """Malformed networks."""
    good = lstm_case(random.Random("bad lstm"), 2, 3, 2)
    for name in good:
        yield f"no {name}", without(good, name)
        yield f"{name} ragged", changed(good, name, 1, good[name][1][:-1])
        yield f"a string in {name}", changed(good, name, 0, 0, "1")
    yield "extra_params of two rows", changed(good, "extra_params", good["extra_params"][:2])
    yield "three rows of main_params", changed(good, "main_params", good["main_params"][:3])
    yield "state of one layer", changed(good, "state", good["state"][:2])
    yield "sequence empty", changed(good, "sequence", [])


def bad_ba_inputs():
    """Malformed observations."""
    good = ba_case(2, 3, 12, [0.25, 0.5, 0.75])
    for name in good:
        yield f"no {name}", without(good, name)
    yield "cam of 10 numbers", changed(good, "cam", good["cam"][:10])
    yield "x of 2 numbers", changed(good, "x", good["x"][:2])
    yield "feat of 1 number", changed(good, "feat", good["feat"][:1])
    yield "w a string", changed(good, "w", "1")
    yield "w an array", changed(good, "w", [1.0])
    for name in ("n", "m", "p"):
        for value in (-1, 0, 1.5, BIG):
            yield f"{name} {value}", changed(good, name, value)


def bad_ht_inputs():
    """Malformed hands."""
    good = hand_case(random.Random("bad ht"), 4, 2, HAND_PARENTS, False, True)
    plain = hand_case(random.Random("bad ht"), 4, 2, HAND_PARENTS, False, False)
    model = ("data", "model")
    for path in (("theta",), ("us",), ("data",), model):
        yield f"no {path[-1]}", without(good, *path)
    for name in good["data"]["model"]:
        if name not in ("bone_count", "bone_names"):
            yield f"no {name}", without(good, *model, name)
    yield "theta of 25 numbers", changed(good, "theta", good["theta"][:25])
    yield "us of one row", changed(good, "us", good["us"][:1])
    yield "us ragged", changed(good, "us", 1, [0.25])
    yield "points of one row", changed(good, "data", "points", good["data"]["points"][:1])
    yield "points ragged", changed(good, "data", "points", 1, [0.5, 0.5])
    for index in (-1, 99, 0.5):
        yield f"triangle {index} asked for", changed(good, "data", "correspondences", 1, index)
        yield f"vertex {index} asked for", changed(plain, "data", "correspondences", 1, index)
        yield f"vertex {index} in a triangle", changed(good, *model, "triangles", 0, 1, index)
    yield "a triangle of two", changed(good, *model, "triangles", 0, [0, 1])
    yield "a parent that comes later", changed(good, *model, "parents", 3, 7)
    yield "a parent that is the bone", changed(good, *model, "parents", 3, 3)
    yield "a parent -2", changed(good, *model, "parents", 3, -2)
    yield "21 parents", changed(good, *model, "parents", HAND_PARENTS[:21])
    yield "weights ragged", changed(good, *model, "weights", 1, [1.0])
    yield "positions ragged", changed(good, *model, "base_positions", 1, [1.0, 1.0, 1.0])
    matrix = good["data"]["model"]["base_relatives"][2]
    yield "a matrix of three rows", changed(good, *model, "base_relatives", 2, matrix[:3])
    yield "is_mirrored a string", changed(good, *model, "is_mirrored", "no")


def bad_inputs():
    """Every malformed input: module, function, what is wrong, input."""
    yield from bad_small_inputs()
    groups = {
        ("gmm", "jacobian"): bad_gmm_inputs,
        ("kmeans", "dir"): bad_kmeans_inputs,
        ("lstm", "jacobian"): bad_lstm_inputs,
        ("ba", "jacobian"): bad_ba_inputs,
        ("ht", "jacobian"): bad_ht_inputs,
    }
    for names, group in groups.items():
        for what, case in group():
            yield *names, what, case


def unanswerable_inputs():
    """Inputs whose output is a number that JSON does not have."""
    yield "hello", "square", "1e200, too large a square", 1e200
    yield "hello", "double", "1.7e308, too large a double", 1.7e308
    yield "det", "primal", "too large", {"A": [1e200, 0.0, 0.0, 1e200], "ell": 2}
    diagonal = [1e200, 0.0, 0.0, 0.0, 1e200, 0.0, 0.0, 0.0, 1e200]
    yield "det", "gradient", "too large", {"A": diagonal, "ell": 3}
    yield "lse", "primal", "the log of nothing", {"x": []}
    yield "llsq", "primal", "too large", {"x": [1e200, 1e200], "n": 4}
    yield "ode", "primal", "too large", {"x": [1e200, 1e200], "s": 2}
    gmm = gmm_case(random.Random("gmm without an answer"), 1, 1, 1, 0, 0.0)
    yield "gmm", "objective", "the log of gamma 0", gmm
    lonely = {"points": [[0.0], [1.0]], "centroids": [[0.5], [9.0]]}
    yield "kmeans", "dir", "a centroid with no point, 0 / 0", lonely
    nobody = {"points": [[0.0], [1.0]], "centroids": []}
    yield "kmeans", "cost", "no centroid, an infinite distance", nobody
    letter = lstm_case(random.Random("one letter"), 1, 1, 2)
    yield "lstm", "objective", "one letter, 0 / 0", letter
    camera = ba_case(1, 1, 10, [0.25, 0.5, 0.75])
    at_centre = changed(camera, "x", camera["cam"][3:6])
    for function in ("objective", "jacobian"):
        yield "ba", function, "a point in the camera, 0 / 0", at_centre


def refused(session, module, function, case):
    """An input that must be refused, after which the program goes on."""
    check_failure(session.program().evaluate(module, function, case))
    goes_on(session.program())


def bad_input_tests():
    """All that must be refused."""
    for word, group in (("refused", bad_inputs), ("no NaN printed", unanswerable_inputs)):
        for module, function, what, case in group():
            yield f"{word}: {module} {function}, {what}", refused, module, function, case


def refused_or(session, module, function, case, expected):
    """A failure, or this answer."""
    answer = session.program().evaluate(module, function, case)
    if answer.get("success") is False:
        check_failure(answer)
    else:
        check_output(expected(), check_success(answer, case))
    goes_on(session.program())


def edge_tests():
    """Inputs at the edge, which may be refused or answered.

    With one place llsq's definition divides 0 by 0: a failure, or an answer with the place at -1.
    With p under 10 there are no 30 row starts in ba: a failure, or those there are.
    """
    single = {"x": [0.5, 0.25], "n": 1}
    value = (mpf(-1) - mpf(0.5) + mpf(0.25)) ** 2 / 2
    title = "llsq with one place only"
    yield title, refused_or, "llsq", "primal", single, lambda: value
    few = ba_case(2, 3, 4, [0.25, 0.5, 0.75])
    title = "ba jacobian with few observations"
    yield title, refused_or, "ba", "jacobian", few, lambda: truth("ba", "jacobian", few)
