"""The truths of the two problems of space: bundle adjustment (ba) and hand tracking (ht)."""

import functools

from mpmath import mp, mpf

from differences import cut, dot, exact, flat, gradient, in_rows, partials


def length_of(vector):
    """The Euclidean length."""
    return mp.sqrt(dot(vector, vector))


def cross(a, b):
    """The vector product."""
    return [a[i - 2] * b[i - 1] - a[i - 1] * b[i - 2] for i in range(3)]


def rotated(rotation, point):
    """Rodrigues' formula; a rotation of nothing leaves the point where it is."""
    angle = length_of(rotation)
    if angle == 0:
        return point
    axis = [value / angle for value in rotation]
    along = dot(axis, point) * (1 - mp.cos(angle))
    parts = zip(point, cross(axis, point), axis)
    return [p * mp.cos(angle) + t * mp.sin(angle) + a * along for p, t, a in parts]


def reprojection(camera, point, weight, feature):
    """The weighted distance of a projected point from where it was seen."""
    rotation, centre, (focal,), principal, radial = cut(camera, 3, 3, 1, 2, 2)
    seen = rotated(rotation, [a - b for a, b in zip(point, centre)])
    flat_point = [seen[0] / seen[2], seen[1] / seen[2]]
    square_radius = dot(flat_point, flat_point)
    bend = 1 + radial[0] * square_radius + radial[1] * square_radius**2
    places = [value * bend * focal + shift for value, shift in zip(flat_point, principal)]
    return [weight * (place - goal) for place, goal in zip(places, feature)]


def weight_error(weight):
    """What a weight costs by being other than one."""
    return 1 - weight * weight


def ba_objective(case):
    """The errors of the first observation, and how often each kind occurs."""
    camera, point, weight, feature = (exact(case[name]) for name in ("cam", "x", "w", "feat"))
    errors = reprojection(camera, point, weight, feature)
    return {
        "reproj_error": {"elements": errors, "repeated": case["p"]},
        "w_err": {"element": weight_error(weight), "repeated": case["p"]},
    }


def ba_row_starts(count):
    """Where each row of the sparse Jacobian starts, and the end."""
    starts = [0]
    for length in [15] * (2 * count) + [1] * count:
        starts.append(starts[-1] + length)
    return starts


def ba_jacobian(case):
    """The first 30 entries and the last of the sparse Jacobian."""
    n, m, p = case["n"], case["m"], case["p"]
    feature, weight = exact(case["feat"]), mpf(case["w"])

    def errors(entries):
        camera, point, weights = cut(entries, 11, 3, 1)
        return reprojection(camera, point, weights[0], feature)

    by_input = partials(errors, exact(case["cam"]) + exact(case["x"]) + [weight])
    values = [row[0] for row in by_input] + [row[1] for row in by_input]
    values += gradient(lambda moved: weight_error(moved[0]), [weight])
    first_row = list(range(11)) + [11 * n, 11 * n + 1, 11 * n + 2, 11 * n + 3 * m]
    starts = ba_row_starts(p)
    columns = first_row * 2 + [11 * n + 3 * m + p - 1]
    return {"rows": starts[:30] + starts[-1:], "cols": columns, "vals": values}


def ba_truth(function, case):
    """Errors, or derivatives, of bundle adjustment."""
    return ba_objective(case) if function == "objective" else ba_jacobian(case)


# ---------------------------------------------------------------- ht

IDENTITY = [[mpf(int(i == j)) for j in range(3)] for i in range(3)]
HAND_CUTOFF = mpf("0.0001")  # a global rotation below this counts as none


def product(left, right):
    """The matrix product."""
    columns = list(zip(*right))
    return [[mp.fdot(row, column) for column in columns] for row in left]


def image(matrix, vector):
    """The matrix times a vector."""
    return [mp.fdot(row, vector) for row in matrix]


def axis_rotation(vector):
    """The matrix of a rotation about a vector by its length."""
    angle = length_of(vector)
    if angle < HAND_CUTOFF:
        return IDENTITY
    x, y, z = (value / angle for value in vector)
    turn = [[0, -z, y], [z, 0, -x], [-y, x, 0]]
    sine, rest = mp.sin(angle), 1 - mp.cos(angle)
    parts = zip(flat(IDENTITY), flat(turn), flat(product(turn, turn)))
    return cut([one + sine * t + rest * twice for one, t, twice in parts], 3, 3, 3)


@functools.lru_cache(maxsize=256)  # most of the angles are the same from one pose to the next
def finger_rotation(bend, spread):
    """A turn about the first axis, then one about the third."""
    one, none = mpf(1), mpf(0)
    c, s = mp.cos(bend), mp.sin(bend)
    about_first = [[one, none, none], [none, c, -s], [none, s, c]]
    c, s = mp.cos(spread), mp.sin(spread)
    about_third = [[c, -s, none], [s, c, none], [none, none, one]]
    return product(about_third, about_first)


def finger_angles(fingers):
    """The bend and the spread of each of the bones that can move."""
    angles = {}
    for finger, (first, spread, second, third) in enumerate(in_rows(fingers, 5, 4)):
        bone = 2 + 4 * finger
        angles.update({bone: (first, spread), bone + 1: (second, 0), bone + 2: (third, 0)})
    return angles


def bone_places(model, fingers):
    """For each bone the matrix that puts what it holds into space."""
    angles = finger_angles(fingers)
    absolutes = []
    for bone, parent in enumerate(model["parents"]):
        relative = model["base_relatives"][bone]
        if bone in angles:
            turn = [row + [mpf(0)] for row in finger_rotation(*angles[bone])]
            relative = product(relative, turn + [[mpf(0)] * 3 + [mpf(1)]])
        absolutes.append(relative if parent == -1 else product(absolutes[parent], relative))
    return absolutes


def hand_pose(model, fingers):
    """All vertices as the fingers carry them; the model's numbers are exact already."""
    bones = list(zip(bone_places(model, fingers), model["inverse_base_absolutes"]))
    vertices = []
    for resting, weights in zip(model["base_positions"], model["weights"]):
        place = [mpf(0)] * 3
        for (absolute, inverse), weight in zip(bones, weights):
            if weight:
                carried = image(absolute[:3], image(inverse, resting))
                place = [a + weight * b for a, b in zip(place, carried)]
        if model["is_mirrored"]:
            place[0] = -place[0]
        vertices.append(place)
    return vertices


def hand_vertices(pose, theta):
    """All vertices of the hand, rotated and shifted as a whole."""
    rotation, shift = axis_rotation(theta[:3]), theta[3:6]
    return [[a + b for a, b in zip(image(rotation, place), shift)] for place in pose]


def hand_errors(data, vertices, us):
    """The points less where the hand is; us (two for each point) may be empty."""
    errors = []
    for i, (index, point) in enumerate(zip(data["correspondences"], exact(data["points"]))):
        if us:
            a, b, c = (vertices[vertex] for vertex in data["model"]["triangles"][index])
            u, v = us[2 * i : 2 * i + 2]
            place = [u * p + v * q + (1 - u - v) * r for p, q, r in zip(a, b, c)]
        else:
            place = vertices[index]
        errors += [p - q for p, q in zip(point, place)]
    return errors


def ht_truth(function, case):
    """Errors of the hand, or their derivatives: the point's own two us first, then theta."""
    data = case["data"]
    names = ("base_relatives", "inverse_base_absolutes", "base_positions", "weights")
    model = {**data["model"], **{name: exact(data["model"][name]) for name in names}}
    theta, us = exact(case["theta"]), flat(exact(case["us"]))
    pose = functools.lru_cache(maxsize=1)(lambda *fingers: hand_pose(model, fingers))

    def errors(theta, us):
        return hand_errors(data, hand_vertices(pose(*theta[6:]), theta), us)

    if function == "objective":
        return errors(theta, us)
    by_theta = partials(lambda moved: errors(moved, us), theta)
    by_us = partials(lambda moved: errors(theta, moved), us)
    rows = []
    for row in range(3 * len(data["correspondences"])):
        own = by_us[row // 3 * 2 :][:2]
        rows.append([change[row] for change in own + by_theta])
    return rows
