"""The truths of the two models of machine learning: gmm and lstm."""

from mpmath import mp, mpf

from differences import asked, cut, dot, exact, flat, gradient, in_rows


def lower_factor(q, l):
    """The triangle Q: exp(q) on the diagonal, l below it, column by column."""
    size = len(q)
    factor = [[mpf(0)] * size for _ in range(size)]
    below = iter(l)
    for column in range(size):
        factor[column][column] = mp.exp(q[column])
        for row in range(column + 1, size):
            factor[row][column] = next(below)
    return factor


def diagonal_product(factor):
    """The determinant of a triangle."""
    return mp.fprod(factor[i][i] for i in range(len(factor)))


def normal_density(point, mean, factor):
    """The Gaussian density whose precision matrix is Q'Q."""
    offset = [a - b for a, b in zip(point, mean)]
    squares = sum(dot(row, offset) ** 2 for row in factor)
    size = len(point)
    return diagonal_product(factor) * mp.exp(-squares / 2) / (2 * mp.pi) ** (mpf(size) / 2)


def multivariate_gamma(a, size):
    """The gamma function of so many dimensions."""
    product = mp.pi ** (mpf(size * (size - 1)) / 4)
    for j in range(1, size + 1):
        product *= mp.gamma(a + mpf(1 - j) / 2)
    return product


def wishart_density(factor, m, gamma):
    """The prior's density of Q'Q: scale I / gamma^2, size + m + 1 degrees of freedom."""
    size = len(factor)
    freedom = size + m + 1
    power = mpf(freedom - size - 1) / 2
    trace = gamma**2 * sum(value * value for value in flat(factor))
    above = (diagonal_product(factor) ** 2) ** power * mp.exp(-trace / 2)
    below = 2 ** (mpf(freedom * size) / 2) * gamma ** (-freedom * size)
    return above / (below * multivariate_gamma(mpf(freedom) / 2, size))


def log_posterior(case, alpha, mu, q, l):
    """The logarithm of likelihood times prior, from the densities themselves."""
    factors = [lower_factor(*pair) for pair in zip(q, l)]
    weights = [mp.exp(value) for value in alpha]
    whole = sum(weights)
    result = mpf(0)
    for point in exact(case["x"]):
        parts = zip(weights, mu, factors)
        result += mp.log(sum(w * normal_density(point, mean, f) for w, mean, f in parts) / whole)
    for factor in factors:
        result += mp.log(wishart_density(factor, case["m"], mpf(case["gamma"])))
    return result


def gmm_truth(function, case):
    """The log posterior, or its derivatives in the shapes of the parameters."""
    d, k = case["d"], case["k"]
    below = d * (d - 1) // 2
    names = ("alpha", "mu", "q", "l")
    alpha, *others = [exact(case[name]) for name in names]

    def shaped(entries):
        alpha, mu, q, l = cut(entries, k, k * d, k * d, k * below)
        return alpha, in_rows(mu, k, d), in_rows(q, k, d), in_rows(l, k, below)

    entries = alpha + flat(flat(others))
    if function == "objective":
        return log_posterior(case, *shaped(entries))
    changes = gradient(lambda moved: log_posterior(case, *shaped(moved)), entries)
    return dict(zip(names, shaped(changes)))


def sigmoid(x):
    """The logistic function."""
    return 1 / (1 + mp.exp(-x))


def lstm_cell(weights, biases, hidden, cell, inputs):
    """One layer for one letter; the new hidden values and the new cells."""
    width = len(inputs)
    weight = in_rows(weights, 4, width)
    bias = in_rows(biases, 4, width)
    new_hidden, new_cell = [], []
    for i in range(width):
        forget = sigmoid(inputs[i] * weight[0][i] + bias[0][i])
        ingate = sigmoid(hidden[i] * weight[1][i] + bias[1][i])
        outgate = sigmoid(inputs[i] * weight[2][i] + bias[2][i])
        change = mp.tanh(hidden[i] * weight[3][i] + bias[3][i])
        new_cell.append(cell[i] * forget + ingate * change)
        new_hidden.append(outgate * mp.tanh(new_cell[i]))
    return new_hidden, new_cell


def lstm_loss(main, extra, state, letters):
    """The mean loss of predicting each letter from those before it."""
    state = list(state)
    total = mpf(0)
    for letter, following in zip(letters, letters[1:]):
        signal = [a * b for a, b in zip(letter, extra[0])]
        for layer in range(0, len(main), 2):
            hidden, cell = lstm_cell(*main[layer : layer + 2], *state[layer : layer + 2], signal)
            state[layer : layer + 2] = [hidden, cell]
            signal = hidden
        guess = [a * b + c for a, b, c in zip(signal, extra[1], extra[2])]
        norm = mp.log(sum(mp.exp(value) for value in guess) + 2)
        total += sum(gold * (value - norm) for gold, value in zip(following, guess))
    return -total / ((len(letters) - 1) * len(letters[0]))


def lstm_truth(function, case):
    """The loss, or its derivatives by main_params and extra_params, row after row."""
    main, extra = exact(case["main_params"]), exact(case["extra_params"])
    state, letters = exact(case["state"]), exact(case["sequence"])
    rows, width = len(main), len(extra[0])

    def loss(entries):
        first, second = cut(entries, rows * 4 * width, 3 * width)
        shaped = in_rows(first, rows, 4 * width), in_rows(second, 3, width)
        return lstm_loss(*shaped, state, letters)

    return asked(function, loss, flat(main) + flat(extra))
