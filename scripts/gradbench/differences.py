"""Central differences in mpmath, and small tools for nested lists: what the truths are made of."""

from mpmath import mp, mpf

mp.dps = 60
STEP = mpf(10) ** -20  # of the differences; their error is of the order of its square
VALUES = ("primal", "objective", "cost")  # the functions that are no derivatives


def beside(function, point):
    """For each input the function's values one step ahead of the point and one behind."""
    for i, value in enumerate(point):
        yield [function(point[:i] + [value + step] + point[i + 1 :]) for step in (STEP, -STEP)]


def partials(function, point):
    """Central differences of a vector function; row i belongs to input i."""
    pairs = beside(function, point)
    return [[(a - b) / (2 * STEP) for a, b in zip(*pair)] for pair in pairs]


def gradient(function, point):
    """Central differences of a function with one number as its value."""
    return [(ahead - behind) / (2 * STEP) for ahead, behind in beside(function, point)]


def second_differences(function, point):
    """The diagonal of the Hessian."""
    middle = function(point)
    pairs = beside(function, point)
    return [(ahead - 2 * middle + behind) / (STEP * STEP) for ahead, behind in pairs]


def asked(function, formula, point):
    """The value of a formula, or its gradient, by the name of the function asked for."""
    return formula(point) if function in VALUES else gradient(formula, point)


def exact(nested):
    """The same nesting with every number turned into an mpmath number, exactly."""
    if isinstance(nested, list):
        return [exact(item) for item in nested]
    return mpf(nested)


def flat(rows):
    """The rows one after another."""
    return [item for row in rows for item in row]


def cut(items, *lengths):
    """A list cut into pieces of the given lengths."""
    pieces, start = [], 0
    for length in lengths:
        pieces.append(items[start : start + length])
        start += length
    return pieces


def in_rows(items, count, width):
    """A flat list as so many rows of one width."""
    return cut(items, *[width] * count)


def dot(left, right):
    """The sum of the products."""
    return sum(a * b for a, b in zip(left, right))
