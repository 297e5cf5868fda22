"""The inputs at which the modules are tested: each a label and the input, drawn at random."""

import math
import random


def uniform_list(rng, count, low=-1.0, high=1.0):
    """So many numbers drawn between two."""
    return [rng.uniform(low, high) for _ in range(count)]


def uniform_rows(rng, count, width, low=-1.0, high=1.0):
    """So many rows of them."""
    return [uniform_list(rng, width, low, high) for _ in range(count)]


def hello_cases():
    """Numbers, whole ones among them."""
    return [(f"x={x!r}", x) for x in (1.0, 0.0, -3.25, 7, 1e-3, 123456.789)]


def det_cases():
    """Sizes 1 to 5, and matrices whose determinant is zero."""
    rng = random.Random("det")
    cases = [(f"ell={n}", {"A": uniform_list(rng, n * n, 0, 1), "ell": n}) for n in range(1, 6)]
    rank_one = [1.0, 2.0, 3.0, 2.0, 4.0, 6.0, 3.0, 6.0, 9.0]
    return cases + [
        ("ell=3 of rank 2", {"A": [1, 2, 3, 4, 5, 6, 7, 8, 9], "ell": 3}),
        ("ell=3 of rank 1", {"A": rank_one, "ell": 3}),
        ("ell=2 of zeros", {"A": [0.0] * 4, "ell": 2}),
    ]


def lse_cases():
    """Few and many numbers, and such as overflow when taken at their word."""
    rng = random.Random("lse")
    return [
        ("n=1", {"x": [0.75]}),
        ("n=2", {"x": [1.0, -2.0]}),
        ("n=3 all equal", {"x": [0.5, 0.5, 0.5]}),
        ("n=17", {"x": uniform_list(rng, 17, -5, 5)}),
        ("n=100", {"x": uniform_list(rng, 100, 0, 1)}),
        ("n=3 very large", {"x": [1000.0, 1000.5, 998.0]}),
        ("n=3 very negative", {"x": [-1000.0, -1001.5, -1000.25]}),
        ("n=2 far apart", {"x": [1000.0, 0.0]}),
    ]


def llsq_cases():
    """More coefficients than places and fewer, with and without a place at zero."""
    rng = random.Random("llsq")
    sizes = [(1, 2), (1, 3), (3, 2), (4, 9), (5, 16), (12, 7)]
    return [(f"m={m} n={n}", {"x": uniform_list(rng, m, 0, 1), "n": n}) for m, n in sizes]


def ode_cases():
    """One step and several, short and longer, a zero among the factors."""
    rng = random.Random("ode")
    sizes = [(1, 1), (1, 3), (2, 1), (3, 4), (4, 1), (5, 2), (6, 1), (7, 5), (12, 10)]
    cases = [(f"n={n} s={s}", {"x": uniform_list(rng, n, 0.1, 1), "s": s}) for n, s in sizes]
    return cases + [("n=3 s=2 with a zero", {"x": [0.5, 0.0, 0.25], "s": 2})]


def gmm_case(rng, d, k, n, m, gamma):
    """A mixture drawn at random."""
    return {
        **{"d": d, "k": k, "n": n, "x": uniform_rows(rng, n, d, -1.5, 1.5)},
        **{"m": m, "gamma": gamma},
        "alpha": uniform_list(rng, k),
        "mu": uniform_rows(rng, k, d, 0, 1),
        "q": uniform_rows(rng, k, d),
        "l": uniform_rows(rng, k, d * (d - 1) // 2),
    }


def gmm_cases():
    """Dimension one has no l; m and gamma each two values."""
    rng = random.Random("gmm")
    names = ("d", "k", "n", "m", "gamma")
    sizes = [(1, 1, 1, 0, 1.0), (1, 3, 4, 2, 0.5), (2, 1, 3, 0, 0.5)]
    sizes += [(2, 2, 5, 2, 1.0), (3, 2, 4, 0, 1.0), (4, 3, 2, 2, 0.5)]
    labels = [" ".join(f"{name}={size}" for name, size in zip(names, some)) for some in sizes]
    return [(label, gmm_case(rng, *some)) for label, some in zip(labels, sizes)]


def kmeans_cases():
    """Centroids among the points, as GradBench has them, and elsewhere."""
    rng = random.Random("kmeans")
    cases = []
    for n, k, d in [(1, 1, 1), (5, 1, 2), (6, 2, 3), (20, 4, 2), (9, 3, 1)]:
        points = uniform_rows(rng, n, d, 0, 1)
        cases.append((f"n={n} k={k} d={d}", {"points": points, "centroids": points[-k:]}))
    points = [[0.0, 0.1], [0.2, 0.3], [2.0, 2.5], [3, 2], [2.5, 2.25]]
    apart = {"points": points, "centroids": [[0.4, 0.6], [2.1, 1.9]]}
    return cases + [("n=5 k=2 d=2, centroids apart from the points", apart)]


def letter_of_bits(rng, width):
    """Zeros and ones, not all of them zero."""
    bits = [float(rng.randrange(2)) for _ in range(width)]
    return bits if any(bits) else [1.0] + bits[1:]


def lstm_case(rng, layers, letters, width):
    """A network drawn at random, and letters made of bits."""
    return {
        "main_params": uniform_rows(rng, 2 * layers, 4 * width, 0, 1),
        "extra_params": uniform_rows(rng, 3, width, 0, 1),
        "state": uniform_rows(rng, 2 * layers, width, 0, 1),
        "sequence": [letter_of_bits(rng, width) for _ in range(letters)],
    }


def lstm_cases():
    """One layer and two; two letters are the fewest."""
    rng = random.Random("lstm")
    sizes = [(1, 2, 1), (1, 3, 3), (2, 2, 2), (2, 4, 3), (3, 3, 1)]
    cases = [(f"l={l} c={c} b={b}", lstm_case(rng, l, c, b)) for l, c, b in sizes]
    fractions = lstm_case(rng, 2, 3, 2)
    fractions["sequence"] = uniform_rows(rng, 3, 2)
    fractions["main_params"] = uniform_rows(rng, 4, 8)
    return cases + [("l=2 c=3 b=2, letters no bits", fractions)]


def ba_case(n, m, p, rotation):
    """One camera, one point and one observation, to be repeated."""
    rng = random.Random(f"ba {n} {m} {p} {rotation}")
    lens = [rng.uniform(200, 500)] + uniform_list(rng, 2, -9, 9) + uniform_list(rng, 2, 0, 0.1)
    return {
        **{"n": n, "m": m, "p": p},
        "cam": rotation + uniform_list(rng, 3) + lens,
        "x": uniform_list(rng, 2) + [rng.uniform(4, 6)],
        "w": rng.uniform(0.2, 0.9),
        "feat": uniform_list(rng, 2, -300, 300),
    }


def ba_cases():
    """More observations than cameras and points, and fewer than cameras."""
    turned, still = [-0.3, 0.2, 0.45], [0.0, 0.0, 0.0]
    sizes = [(1, 1, 10), (2, 3, 11), (5, 4, 30), (12, 20, 10), (3, 40, 64), (21, 2, 15)]
    cases = [(f"n={n} m={m} p={p}", ba_case(n, m, p, turned)) for n, m, p in sizes]
    return cases + [
        ("n=2 m=2 p=12 about one axis", ba_case(2, 2, 12, [0.0, 0.0, -1.25])),
        ("n=2 m=2 p=12 without rotation", ba_case(2, 2, 12, still)),
    ]


HAND_PARENTS = [-1] + [0 if i % 4 == 1 else i - 1 for i in range(1, 21)] + [0]
ODD_PARENTS = [-1, 0, 1, 2, 3, 2, 5, 6, 7, -1, 9, 10, 11, 4, 13, 14, 15, 0, 17, 0, 19, 20]
FINGERS = ("thumb", "index", "middle", "ring", "pinky")
BONE_NAMES = ["wrist"] + [f"{name}{i}" for name in FINGERS for i in range(1, 5)] + ["forearm"]


def rigid_matrix(rng):
    """A turn about an axis of space and a shift, as a matrix of four rows."""
    angle = rng.uniform(-1, 1)
    c, s = math.cos(angle), math.sin(angle)
    axis = rng.randrange(3)
    a, b = (axis + 1) % 3, (axis + 2) % 3
    rows = [[float(i == j) for j in range(4)] for i in range(4)]
    rows[a][a], rows[a][b], rows[b][a], rows[b][b] = c, -s, s, c
    for row in rows[:3]:
        row[3] = rng.uniform(-1, 1)
    return rows


def vertex_weights(rng, bones):
    """The weights of one vertex: a few bones hold it."""
    weights = [0.0] * 22
    for bone in bones:
        weights[bone] = rng.uniform(0.2, 0.8)
    return weights


def hand_model(rng, vertices, parents, mirrored):
    """A made-up hand of 22 bones."""
    bones = list(range(22))
    rng.shuffle(bones)
    held = [sorted(bones[4 * i % 22 :][:4] + [rng.randrange(22)]) for i in range(vertices)]
    return {
        "bone_count": 22,
        "bone_names": BONE_NAMES,
        "parents": parents,
        "base_relatives": [rigid_matrix(rng) for _ in range(22)],
        "inverse_base_absolutes": [rigid_matrix(rng) for _ in range(22)],
        "base_positions": [uniform_list(rng, 3) + [1.0] for _ in range(vertices)],
        "weights": [vertex_weights(rng, some) for some in held],
        "triangles": [rng.sample(range(vertices), 3) for _ in range(vertices + 1)],
        "is_mirrored": mirrored,
    }


def hand_case(rng, vertices, points, parents, mirrored, with_us):
    """A hand, and points near it; with us the points lie on triangles."""
    model = hand_model(rng, vertices, parents, mirrored)
    choices = len(model["triangles"]) if with_us else vertices
    theta = uniform_list(rng, 26)
    chosen = [rng.randrange(choices) for _ in range(points)]
    places = uniform_rows(rng, points, 3)
    data = {"model": model, "correspondences": chosen, "points": places}
    us = uniform_rows(rng, points, 2, 0.1, 0.4) if with_us else []
    return {"theta": theta, "data": data, "us": us}


def ht_cases():
    """With us and without, mirrored and not, two trees of bones, one point and several."""
    rng = random.Random("ht")
    cases = [
        ("1 point, no us", hand_case(rng, 4, 1, HAND_PARENTS, False, False)),
        ("3 points, no us, mirrored", hand_case(rng, 3, 3, HAND_PARENTS, True, False)),
        ("1 point, us", hand_case(rng, 3, 1, HAND_PARENTS, False, True)),
        ("4 points, us", hand_case(rng, 6, 4, HAND_PARENTS, False, True)),
        ("3 points, us, mirrored, an odd tree", hand_case(rng, 6, 3, ODD_PARENTS, True, True)),
    ]
    still = hand_case(rng, 4, 2, ODD_PARENTS, False, False)
    still["theta"][:3] = [0.0, 0.0, 0.0]
    return cases + [("2 points, no us, no global rotation", still)]


def particle_cases():
    """Starts of the descent."""
    return [(f"w={w!r}", {"w": w}) for w in (0.0, 0.1, 0.3)]


def saddle_cases():
    """Starts of the descent, the saddle itself among them."""
    starts = ([1.0, 1.0], [0.5, -0.25], [-2, 3], [0.0, 0.0])
    return [(f"start={start}", {"start": start}) for start in starts]
