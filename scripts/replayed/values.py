"""values -- every primitive of a certificate's lists on a rectangle.

c: the branch it takes, where it has any.
"""
import replayed.rect as r
import replayed.modified as m
import replayed.special as s
from replayed.rect import Trouble, constant, neg
from mpmath.libmp import mpf_cmp, from_int, to_int


def order(z):
    """the whole number that an order is"""
    if not (r.isreal(z) and r.exact(z[0])): raise Trouble("an order that is no number")
    man = z[0][0]
    if man[2] < 0: raise Trouble("an order that is not whole")
    n = to_int(man)
    if abs(n) > 1 << 12: raise Trouble("an order too large")
    return n


def powered(a, b):
    n = integer(b)
    if n is not None and abs(n) < 1 << 1100: return r.power(a, n)
    if r.nought(a): return constant(0)
    return r.exp(r.mul(b, r.log(a)))


def integer(z):
    """the whole number it exactly is, or None"""
    if not (r.isreal(z) and r.exact(z[0])) or z[0][0][2] < 0: return None
    return to_int(z[0][0])


def lgamma(z, c): return s.lgamma(z) if r.positive(z[0]) else s.lgammaleft(z, c)
def polygamma(n, z):
    if order(n) < 0: raise Trouble("a negative order")
    return s.polygamma(order(n), z)


def angled(a, b, c):
    """atan2: c is '+', 'above', 'below', or '-' on the cut"""
    if c == "-": return r.real(r.pi())
    quarter = r.real(r.halved(r.pi()))
    if c == "+": return r.atan(r.div(a, b))
    up = quarter if c == "above" else neg(quarter)
    if not r.zeroin(a): return r.sub(up, r.atan(r.div(b, a)))
    return r.add(r.atan(r.div(a, b)), r.times(up, 2))


def logbase(n): return lambda z: r.div(r.log(z), r.real(r.mpi_log(r.whole(n), r.prec)))


def logndtr(z):
    root = r.sqrt(constant(2))
    return r.log(r.halfof(s.erfc(neg(r.div(z, root)))))


PLAIN = {
    "neg": neg, "sqr": r.sqr, "recip": r.inverse,
    "add": r.add, "sub": r.sub, "mul": r.mul, "div": r.div,
    "strongmul": r.mul, "strongdiv": r.div, "exp": r.exp, "exp2": lambda z: r.exp(r.scale(z, r.log2())),
    "expm1": lambda z: r.sub(r.exp(z), constant(1)),
    "log": r.log, "log2": logbase(2), "log10": logbase(10),
    "log1p": lambda z: r.log(r.add(constant(1), z)), "sqrt": r.sqrt, "pow": powered,
    "sin": r.sin, "cos": r.cos, "tan": lambda z: r.div(r.sin(z), r.cos(z)),
    "sinpi": r.sinpi, "cospi": r.cospi,
    "sinc": s.sinc, "dsinc": s.dsinc, "asin": r.asin, "acos": r.acos, "atan": r.atan,
    "sinh": r.sinh, "cosh": r.cosh, "tanh": r.tanh,
    "asinh": r.asinh, "acosh": r.acosh, "atanh": r.atanh,
    "erf": s.erf, "erfc": s.erfc, "erfcx": lambda z: r.mul(r.exp(r.sqr(z)), s.erfc(z)), "logndtr": logndtr, "gamma": s.gamma, "digamma": s.digamma,
    "trigamma": lambda z: s.polygamma(1, z), "polygamma": polygamma,
    "gammapdf": s.gammapdf, "gammainc": s.gammainc, "gammaincc": lambda a, z: r.sub(constant(1), s.gammainc(a, z)),
    "betapdf": s.betapdf, "betainc": s.betainc,
    "besseli": lambda n, z: m.besseli(order(n), z), "besselk": lambda n, z: m.besselk(order(n), z),
    "ive": lambda n, z: m.dive(0, order(n), z), "kve": lambda n, z: m.dkve(0, order(n), z),
    "dive": lambda k, n, z: m.dive(order(k), order(n), z), "dkve": lambda k, n, z: m.dkve(order(k), order(n), z),
    "ei": m.ei, "e1": lambda z: m.expint(1, z), "expint": lambda n, z: m.expint(order(n), z), "erfi": m.erfi,
    "airyai": m.airy(False, False), "airyaip": m.airy(False, True), "airybi": m.airy(True, False), "airybip": m.airy(True, True),
    "j0": lambda z: s.jn(0, z), "j1": lambda z: s.jn(1, z),
    "y0": lambda z: s.yn(0, z), "y1": lambda z: s.yn(1, z),
    "dj1": s.dj1, "jn": lambda n, z: s.jn(order(n), z), "yn": lambda n, z: s.yn(order(n), z),
}

TRUTHS = {"lt": (-1,), "le": (-1, 0), "gt": (1,), "ge": (1, 0), "eq": (0,)}
STEPS = set(TRUTHS) | {"sign", "floor", "round", "trunc"}          # constant between their jumps
ROOTS = {"sqrt": 2, "cbrt": 3}


def chosen(op, a, c):
    """of the arguments' numbers a, the one that a selection is"""
    if op == "where": return a[2] if c == 0 else a[1]
    if op == "max": return a[1] if c == -1 else a[0]
    if op == "min": return a[1] if c == 1 else a[0]
    return a[0]


def value(op, z, c):
    """z: the arguments' rectangles; selections are not among these"""
    if op in TRUTHS: return constant(int(c in TRUTHS[op]))
    if op in STEPS: return constant(c)
    if op == "abs": return constant(0) if c == 0 else neg(z[0]) if c < 0 else z[0]
    if op == "cbrt":
        if c == 0: return constant(0)
        return neg(r.rooted(neg(z[0]), 3)) if c < 0 else r.rooted(z[0], 3)
    if op == "lgamma": return lgamma(z[0], c)
    if op == "atan2": return angled(z[0], z[1], c)
    if op not in PLAIN: raise Trouble("there is no enclosure of %s here" % op)
    return PLAIN[op](*z)


# ---- domains: the argument that has one, its ends, and whether these belong to it ----------
ENDS = {"sqrt": (0, 0, None, True), "log": (0, 0, None, False), "log2": (0, 0, None, False),
        "log10": (0, 0, None, False), "log1p": (0, -1, None, False), "asin": (0, -1, 1, True),
        "acos": (0, -1, 1, True), "acosh": (0, 1, None, True), "atanh": (0, -1, 1, False),
        "y0": (0, 0, None, False), "erfinv": (0, -1, 1, False), "erfcinv": (0, 0, 2, False),
        "y1": (0, 0, None, False), "yn": (1, 0, None, False), "gammapdf": (1, 0, None, True), "gammainc": (1, 0, None, True),
        "gammaincc": (1, 0, None, True), "betapdf": (2, 0, 1, True), "betainc": (2, 0, 1, True),
        "besselk": (1, 0, None, False), "kve": (1, 0, None, False), "dkve": (2, 0, None, False),
        "e1": (0, 0, None, False), "expint": (1, 0, None, False)}
POLES = {"gamma": 0, "lgamma": 0, "digamma": 0, "trigamma": 0, "polygamma": 1}
DIVIDES = {"recip": 0, "div": 1, "strongdiv": 1}


def less(z, n): return mpf_cmp(z[0][1], from_int(n)) < 0
def more(z, n): return mpf_cmp(z[0][0], from_int(n)) > 0
def equals(z, n): return integer(z) == n


def whole(z):
    """whether it certainly is, is not, or None"""
    if integer(z) is not None: return True
    if r.exact(z[0]): return False
    lo, hi = to_int(z[0][0], "f"), to_int(z[0][1], "f")
    return False if lo == hi and mpf_cmp(z[0][0], from_int(lo)) > 0 else None


def outside(op, z):
    """at these real numbers it certainly has no value"""
    if op in ENDS:
        k, lo, hi, closed = ENDS[op]
        u = z[k]
        if less(u, lo) or (hi is not None and more(u, hi)): return True
        if not closed and (equals(u, lo) or (hi is not None and equals(u, hi))): return True
    if op in POLES and integer(z[POLES[op]]) is not None and integer(z[POLES[op]]) <= 0: return True
    if op in DIVIDES and r.nought(z[DIVIDES[op]]): return op != "strongdiv" or not r.zeroin(z[0])
    if op in ("polygamma", "jn", "yn") and whole(z[0]) is False: return True
    if op != "pow": return False
    return (less(z[0], 0) and whole(z[1]) is False) or (r.nought(z[0]) and less(z[1], 0))
