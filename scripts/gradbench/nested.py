"""The truths of the nested problems, particle and saddle: their descents, in Python floats."""

import functools
import math


def descend(value, slopes, start):
    """The prescribed gradient descent to a minimum, in floats."""
    x = list(start)
    fx, gx = value(x), slopes(x)
    rate, good_steps = 1e-5, 0
    while math.hypot(*gx) > 1e-5:
        if good_steps == 10:
            rate, good_steps = 2 * rate, 0
            continue
        following = [a - rate * g for a, g in zip(x, gx)]
        if math.dist(x, following) <= 1e-5:
            break
        f_following = value(following)
        if f_following < fx:
            x, fx, gx = following, f_following, slopes(following)
            good_steps += 1
        else:
            rate, good_steps = rate / 2, 0
    return x


def climb(value, slopes, start):
    """The same to a maximum."""
    return descend(lambda x: -value(x), lambda x: [-g for g in slopes(x)], start)


def push(place, place_change, charge, charge_change):
    """The force of one charge on the particle, and how it changes."""
    offset = [a - b for a, b in zip(place, charge)]
    change = [a - b for a, b in zip(place_change, charge_change)]
    distance = math.hypot(*offset)
    away = sum(a * b for a, b in zip(offset, change))
    force = [a / distance**3 for a in offset]
    force_change = [b / distance**3 - 3 * a * away / distance**5 for a, b in zip(offset, change)]
    return force, force_change


@functools.lru_cache(maxsize=1)  # a descent asks for the value, then for the slope there
def crossing(w):
    """The square of where the particle meets the axis, and its derivative by w."""
    charges = [([10.0, 10.0 - w], [0.0, -1.0]), ([10.0, 0.0], [0.0, 0.0])]
    place, place_change = [0.0, 8.0], [0.0, 0.0]
    speed, speed_change = [0.75, 0.0], [0.0, 0.0]
    step = 0.1

    def stepped(start, direction):
        return [a + step * b for a, b in zip(start, direction)]

    while place[1] + step * speed[1] > 0:
        pushes = [push(place, place_change, *charge) for charge in charges]
        place, place_change = stepped(place, speed), stepped(place_change, speed_change)
        for force, force_change in pushes:
            speed, speed_change = stepped(speed, force), stepped(speed_change, force_change)
    rest = -place[1] / speed[1]
    rest_change = -(place_change[1] + rest * speed_change[1]) / speed[1]
    end = place[0] + rest * speed[0]
    end_change = place_change[0] + rest_change * speed[0] + rest * speed_change[0]
    return end * end, 2 * end * end_change


def particle_truth(_function, case):
    """The w to which the descent leads."""
    return descend(lambda x: crossing(x[0])[0], lambda x: [crossing(x[0])[1]], [case["w"]])[0]


def saddle_value(first, second):
    """The function whose saddle is sought."""
    return first[0] ** 2 + first[1] ** 2 - (second[0] ** 2 + second[1] ** 2)


def highest(first, start):
    """The second pair that makes the function greatest."""
    return climb(lambda y: saddle_value(first, y), lambda y: [-2 * v for v in y], start)


def saddle_truth(_function, case):
    """The least greatest value's two points, each found from the same start."""
    start = [float(value) for value in case["start"]]

    def greatest(x):
        return saddle_value(x, highest(x, start))

    lowest = descend(greatest, lambda x: [2 * v for v in x], start)
    return lowest + highest(lowest, start)
