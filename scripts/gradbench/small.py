"""The truths of the modules with few fields: hello, det, lse, llsq, ode and kmeans."""

import itertools

from mpmath import mp, mpf

from differences import asked, exact, flat, gradient, in_rows, second_differences


def square(x):
    """The function of hello."""
    return x * x


def hello_truth(function, case):
    """The square, or its derivative."""
    if function == "square":
        return square(mpf(case))
    return gradient(lambda point: square(point[0]), [mpf(case)])[0]


def sign_of(order):
    """The sign of a permutation, by its inversions."""
    pairs = itertools.combinations(range(len(order)), 2)
    return -1 if sum(order[i] > order[j] for i, j in pairs) % 2 else 1


def determinant(entries, size):
    """Leibniz's sum over all permutations."""
    total = mpf(0)
    for order in itertools.permutations(range(size)):
        term = mpf(sign_of(order))
        for row, column in enumerate(order):
            term *= entries[row * size + column]
        total += term
    return total


def det_truth(function, case):
    """The determinant, or its derivatives in row-major order."""
    return asked(function, lambda moved: determinant(moved, case["ell"]), exact(case["A"]))


def log_sum_exp(values):
    """The definition as it stands; mpmath's exponents do not overflow."""
    return mp.log(sum(mp.exp(value) for value in values))


def lse_truth(function, case):
    """LogSumExp, or its gradient."""
    return asked(function, log_sum_exp, exact(case["x"]))


def half_squares(coefficients, count):
    """Half the squared distance of a polynomial from the sign, at count places in [-1, 1]."""
    total = mpf(0)
    for i in range(count):
        place = -1 + mpf(2 * i) / (count - 1)
        residual = mpf(mp.sign(place))
        for power, coefficient in enumerate(coefficients):
            residual -= coefficient * place**power
        total += residual * residual
    return total / 2


def llsq_truth(function, case):
    """The linear least squares objective, or its gradient."""
    return asked(function, lambda moved: half_squares(moved, case["n"]), exact(case["x"]))


def slope(x, y):
    """The right-hand side of the differential equation."""
    return [x[0]] + [x[i] * y[i - 1] for i in range(1, len(x))]


def runge_kutta(x, steps):
    """The classical scheme of order four from time 0 to time 2, from zero."""
    width = mpf(2) / steps
    y = [mpf(0)] * len(x)

    def moved(direction, length):
        return [a + length * b for a, b in zip(y, direction)]

    for _ in range(steps):
        k1 = slope(x, y)
        k2 = slope(x, moved(k1, width / 2))
        k3 = slope(x, moved(k2, width / 2))
        k4 = slope(x, moved(k3, width))
        mean = [(a + 2 * b + 2 * c + d) / 6 for a, b, c, d in zip(k1, k2, k3, k4)]
        y = moved(mean, width)
    return y


def ode_truth(function, case):
    """The end of the path, or the gradient of its last element."""
    x = exact(case["x"])
    if function == "primal":
        return runge_kutta(x, case["s"])
    return gradient(lambda moved: runge_kutta(moved, case["s"])[-1], x)


def square_distance(left, right):
    """The squared distance of two points."""
    return sum((a - b) ** 2 for a, b in zip(left, right))


def nearest_squares(points, centroids):
    """The sum over the points of the squared distance to the nearest centroid."""
    return sum(min(square_distance(point, other) for other in centroids) for point in points)


def kmeans_truth(function, case):
    """The cost, or the Newton direction: gradient over the diagonal of the Hessian."""
    points, centroids = exact(case["points"]), exact(case["centroids"])
    count, width = len(centroids), len(centroids[0])

    def cost(entries):
        return nearest_squares(points, in_rows(entries, count, width))

    entries = flat(centroids)
    if function == "cost":
        return cost(entries)
    ratios = [g / h for g, h in zip(gradient(cost, entries), second_differences(cost, entries))]
    return in_rows(ratios, count, width)
