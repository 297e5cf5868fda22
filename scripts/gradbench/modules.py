"""The modules: their functions, truths and inputs, and the tests of each function at each."""

import collections
import functools
import json

import inputs
import learning
import nested
import small
import space
from forms import RELATIVE, RELATIVE_DESCENT, RUN_FIELDS
from forms import check_defined, check_output, check_success

Module = collections.namedtuple("Module", "functions truth cases short")
PRIMAL, OBJECTIVE = ("primal", "gradient"), ("objective", "jacobian")
NESTED = ("ff", "fr", "rf", "rr")
# short: the two inputs of the short run, of the cheapest those that show most
MODULES = {
    "hello": Module(("square", "double"), small.hello_truth, inputs.hello_cases, (0, 2)),
    "det": Module(PRIMAL, small.det_truth, inputs.det_cases, (1, 7)),
    "lse": Module(PRIMAL, small.lse_truth, inputs.lse_cases, (1, 5)),
    "llsq": Module(PRIMAL, small.llsq_truth, inputs.llsq_cases, (1, 2)),
    "ode": Module(PRIMAL, small.ode_truth, inputs.ode_cases, (2, 6)),
    "gmm": Module(OBJECTIVE, learning.gmm_truth, inputs.gmm_cases, (0, 2)),
    "kmeans": Module(("cost", "dir"), small.kmeans_truth, inputs.kmeans_cases, (1, 5)),
    "lstm": Module(OBJECTIVE, learning.lstm_truth, inputs.lstm_cases, (0, 2)),
    "ba": Module(OBJECTIVE, space.ba_truth, inputs.ba_cases, (1, 7)),
    "ht": Module(OBJECTIVE, space.ht_truth, inputs.ht_cases, (1, 2)),
    "particle": Module(NESTED, nested.particle_truth, inputs.particle_cases, (0, 2)),
    "saddle": Module(NESTED, nested.saddle_truth, inputs.saddle_cases, (0, 1)),
}
PUBLISHED = {
    "particle": ({"w": 0.0}, 0.2071918746486116, "number"),
    "saddle": ({"start": [1.0, 1.0]}, [8.246324826140356e-06] * 4, "numbers"),
}


def bare(case):
    """An input without the fields that say how often to run."""
    if not isinstance(case, dict):
        return case
    return {key: value for key, value in case.items() if key not in RUN_FIELDS}


@functools.lru_cache(maxsize=None)
def remembered_truth(module, function, text):
    """The truth for an input given as JSON text."""
    return MODULES[module].truth(function, json.loads(text))


def truth(module, function, case):
    """What the program ought to answer."""
    if module in PUBLISHED:
        function = "rr"  # all four give the same
    return remembered_truth(module, function, json.dumps(bare(case)))


def tolerance(module):
    """How far a number of this module may be off."""
    return RELATIVE_DESCENT if module in PUBLISHED else RELATIVE


def with_runs(case, index):
    """An input as GradBench sends it, or bare, in turns."""
    wishes = ({"min_runs": 2, "min_seconds": 0}, {}, {"min_runs": 1, "min_seconds": 0.0})
    return {**case, **wishes[index % 3]} if isinstance(case, dict) else case


def cases_of(module, short=False):
    """The inputs of a module, each with its label."""
    cases = [(label, with_runs(case, i)) for i, (label, case) in enumerate(module.cases())]
    return [cases[i] for i in module.short] if short else cases


def evaluate_right(program, module, function, case, **more):
    """Asks, and checks everything about the answer."""
    output = check_success(program.evaluate(module, function, case, **more), case)
    check_output(truth(module, function, case), output, tolerance(module))


def evaluated(session, module, function, case):
    """One function at one input."""
    evaluate_right(session.program(), module, function, case)


def published(session, module, function, case, number):
    """A nested problem at its usual start, against the number GradBench holds."""
    check_output(number, truth(module, function, case), tolerance(module))
    answer = session.program().evaluate(module, function, case)
    check_output(number, check_success(answer, case), tolerance(module))


def defined(session, module):
    """A module that must be known."""
    check_defined(session.program().ask({"kind": "define", "module": module}))


def module_tests(short=False):
    """Each module's definition, then each function at each input."""
    for name, module in MODULES.items():
        yield f"define {name}", defined, name
        for function in module.functions:
            for label, case in cases_of(module, short):
                yield f"{name} {function} {label}", evaluated, name, function, case
    for name, (case, number, words) in PUBLISHED.items():
        for function in MODULES[name].functions:
            title = f"{name} {function} published {words}"
            yield title, published, name, function, case, number
