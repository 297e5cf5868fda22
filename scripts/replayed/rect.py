"""rect -- complex numbers as rectangles of two intervals of mpmath, (real, imaginary).

All is rounded outward.  A function given a rectangle returns one that contains all its values
there, or raises Trouble: where it has a pole or meets a cut, so that what it returns is analytic
in the rectangle.  All work at the precision `rect.prec`.
"""
from mpmath.libmp import (fzero, fone, from_int, from_man_exp, mpf_cmp, mpf_sign, mpf_neg, mpf_abs,
                          mpf_add, mpf_shift, mpf_euler, round_floor, round_ceiling)
from mpmath.libmp.libmpi import (mpi_add, mpi_sub, mpi_mul, mpi_div, mpi_neg, mpi_exp, mpi_log,
                                 mpi_sqrt, mpi_cos_sin, mpi_square, mpi_atan, mpi_atan2, mpi_pi,
                                 mpci_mul, mpci_div, mpci_exp, mpci_log, mpci_sin, mpci_cos,
                                 mpci_abs, mpci_square)

ZERO = (fzero, fzero)
ONE = (fone, fone)
prec = 64


class Trouble(Exception):
    """no enclosure: a pole, a cut, or not enough bits"""


def setprec(p):
    global prec
    prec = int(p)


# ---- intervals -----------------------------------------------------------------------------

def whole(n): return (from_int(n), from_int(n))
def point(x): return (x, x)
def positive(a): return mpf_sign(a[0]) > 0
def negative(a): return mpf_sign(a[1]) < 0
def haszero(a): return mpf_sign(a[0]) <= 0 <= mpf_sign(a[1])
def iszero(a): return a[0] == fzero and a[1] == fzero
def exact(a): return a[0] == a[1]
def finite(a): return bool(a[0][1] or a[0] == fzero) and bool(a[1][1] or a[1] == fzero)
def inside(a, b): return mpf_cmp(b[0], a[0]) <= 0 and mpf_cmp(a[1], b[1]) <= 0
def apart(a, b): return mpf_cmp(a[1], b[0]) < 0 or mpf_cmp(b[1], a[0]) < 0
def plain(n, a): return mpi_mul(whole(n), a, prec)
def over(a, n): return mpi_div(a, whole(n), prec)
def halved(a): return (mpf_shift(a[0], -1), mpf_shift(a[1], -1))
def shifted(a, n): return (mpf_shift(a[0], n), mpf_shift(a[1], n))
def spread(r): return (mpf_neg(r), r)
def most(a): return a[1] if mpf_cmp(mpf_abs(a[0]), mpf_abs(a[1])) < 0 else mpf_abs(a[0])
def middle(a): return mpf_shift(mpf_add(a[0], a[1], prec + 10, round_floor), -1)


def sign(a):
    """1, -1, 0 where it is exactly 0, None where it is not certain"""
    return 1 if positive(a) else -1 if negative(a) else 0 if iszero(a) else None


def log2of(x):
    """of a bound, roughly, and upward"""
    return -1e300 if x == fzero else x[2] + x[3]


def pi(): return mpi_pi(prec)
def euler(): return (mpf_euler(prec, round_floor), mpf_euler(prec, round_ceiling))


# ---- rectangles ----------------------------------------------------------------------------

def real(a): return (a, ZERO)
def isreal(z): return z[1] == ZERO
def constant(n): return (whole(n), ZERO)
def zeroin(z): return haszero(z[0]) and haszero(z[1])
def nought(z): return iszero(z[0]) and iszero(z[1])
def neg(z): return (mpi_neg(z[0]), mpi_neg(z[1]))
def add(a, b): return (mpi_add(a[0], b[0], prec), mpi_add(a[1], b[1], prec))
def sub(a, b): return (mpi_sub(a[0], b[0], prec), mpi_sub(a[1], b[1], prec))
def scale(z, a): return (mpi_mul(z[0], a, prec), mpi_mul(z[1], a, prec))
def times(z, n): return scale(z, whole(n))
def divided(z, n): return (over(z[0], n), over(z[1], n))
def byi(z): return (mpi_neg(z[1]), z[0])
def magnitude(z): return mpci_abs(z, prec)
def size(z): return magnitude(z)[1]
def least(z): return magnitude(z)[0]
def disc(r): return (spread(r), spread(r))
def widened(z, r): return add(z, disc(r))
def centre(z): return (point(middle(z[0])), point(middle(z[1])) if not isreal(z) else ZERO)


def mul(a, b):
    if isreal(a): return scale(b, a[0])
    if isreal(b): return scale(a, b[0])
    return mpci_mul(a, b, prec)


def sqr(z):
    return (mpi_square(z[0], prec), ZERO) if isreal(z) else mpci_square(z, prec)


def nonzero(z):
    if zeroin(z): raise Trouble("a division by what may be 0")
    return z


def div(a, b):
    nonzero(b)
    if isreal(b):
        return (mpi_div(a[0], b[0], prec), ZERO if isreal(a) else mpi_div(a[1], b[0], prec))
    return mpci_div(a, b, prec)


def inverse(z): return div(constant(1), z)


def power(z, n):
    if n < 0: return inverse(power(z, -n))
    y, b = constant(1), z
    while n:
        if n & 1: y = mul(y, b)
        n >>= 1
        if n: b = sqr(b)
    return y


def off(z, lo=None, hi=None):
    """a real part that meets the real axis lies strictly between lo and hi"""
    if haszero(z[1]):
        if lo is not None and mpf_cmp(z[0][0], from_int(lo)) <= 0: raise Trouble("a cut or a pole")
        if hi is not None and mpf_cmp(z[0][1], from_int(hi)) >= 0: raise Trouble("a cut or a pole")
    return z


def upright(z):
    """off the cuts of atan and asinh, +-i [1, inf)"""
    if not isreal(z): off(byi(z), -1, 1)
    return z


# ---- elementary ----------------------------------------------------------------------------

def exp(z):
    if mpf_cmp(z[0][1], from_int(1 << 40)) > 0: raise Trouble("an exponential beyond all bounds")
    return (mpi_exp(z[0], prec), ZERO) if isreal(z) else mpci_exp(z, prec)


def log(z):
    off(z, 0)
    return (mpi_log(z[0], prec), ZERO) if isreal(z) else mpci_log(z, prec)


def sin(z): return (mpi_cos_sin(z[0], prec)[1], ZERO) if isreal(z) else mpci_sin(z, prec)
def cos(z): return (mpi_cos_sin(z[0], prec)[0], ZERO) if isreal(z) else mpci_cos(z, prec)


def sqrt(z):
    """of a real 0 too: the end of its domain"""
    if isreal(z):
        if mpf_sign(z[0][0]) < 0: raise Trouble("a root of what may be negative")
        return (mpi_sqrt(z[0], prec), ZERO)
    return exp(halfof(log(z)))


def halfof(z): return (halved(z[0]), halved(z[1]))


def rooted(z, q):
    """z^(1/q), real and not negative, or off the cut"""
    if q == 2: return sqrt(z)
    if isreal(z):
        if mpf_sign(z[0][0]) < 0: raise Trouble("a root of what may be negative")
        return ((nthroot(z[0][0], q, False), nthroot(z[0][1], q, True)), ZERO)
    return exp(divided(log(z), q))


def nthroot(x, q, up):
    """of one number, by whole numbers: exact where it can be"""
    if x == fzero: return fzero
    sign_, man, e, bits = x
    shift = q * (prec + 4) - bits
    shift += (e - shift) % q
    n = man << shift if shift >= 0 else man >> -shift
    more = shift < 0 and (n << -shift) != man
    r = 1 << (-(-n.bit_length() // q))
    while True:
        s = ((q - 1) * r + n // r ** (q - 1)) // q
        if s >= r: break
        r = s
    if up and (r ** q != n or more): r += 1
    return from_man_exp(r, (e - shift) // q)


def arctanseries(w):
    """|w| <= 1/2: sum (-1)^k w^(2k+1)/(2k+1); what is left out is at most 2 |w|^(2n+1)/(2n+1)"""
    n = prec // max(2, min(2 * prec, -2 * log2of(size(w)))) + 2
    v, y = neg(sqr(w)), constant(0)
    for k in range(n - 1, -1, -1): y = add(mul(y, v), real(over(ONE, 2 * k + 1)))
    rest = size(real(mpi_div(magnitude(power(w, 2 * n + 1)), whole(2 * n + 1), prec)))
    y = mul(y, w)
    rest = mpf_shift(rest, 1)
    return real(mpi_add(y[0], spread(rest), prec)) if isreal(w) else widened(y, rest)


def atan(z):
    if isreal(z): return (mpi_atan(z[0], prec), ZERO)
    upright(z)
    half = from_man_exp(1, -1)
    if mpf_cmp(size(z), half) <= 0: return arctanseries(z)
    if mpf_cmp(least(z), from_int(2)) >= 0 and sign(z[0]):
        quarter = real(halved(pi()))
        return sub(quarter if positive(z[0]) else neg(quarter), arctanseries(inverse(z)))
    w = byi(z)
    y = sub(log(add(constant(1), w)), log(sub(constant(1), w)))
    return halfof(neg(byi(y)))


def asin(z):
    one, root = constant(1), None
    if isreal(z):
        root = sqrt(mul(sub(one, z), add(one, z)))
        return (mpi_atan2(z[0], root[0], prec), ZERO)
    off(z, -1, 1)
    root = mul(sqrt(sub(one, z)), sqrt(add(one, z)))
    return neg(byi(log(add(byi(z), root))))


def acos(z):
    if isreal(z):
        root = sqrt(mul(sub(constant(1), z), add(constant(1), z)))
        return (mpi_atan2(root[0], z[0], prec), ZERO)
    return sub(real(halved(pi())), asin(z))


def asinh(z):
    if leftward(z): return neg(asinh(neg(z)))
    return log(add(upright(z), sqrt(add(constant(1), sqr(z)))))


def acosh(z):
    if isreal(z) and mpf_cmp(z[0][0], fone) < 0: raise Trouble("acosh of what may lie below 1")
    if not isreal(z): off(z, 1)
    one = constant(1)
    return log(add(z, mul(sqrt(sub(z, one)), sqrt(add(z, one)))))


def atanh(z):
    one = constant(1)
    off(z, -1, 1)
    return halfof(sub(log(add(one, z)), log(sub(one, z))))


def sinh(z):
    e = exp(z)
    return halfof(sub(e, inverse(e)))


def cosh(z):
    e = exp(z)
    return halfof(add(e, inverse(e)))


def tanh(z):
    if leftward(z): return neg(tanh(neg(z)))
    w = exp(times(z, -2))
    return sub(constant(1), div(times(w, 2), add(constant(1), w)))


def leftward(z): return mpf_sign(mpf_add(z[0][0], z[0][1], 20, round_floor)) < 0


def log2(): return mpi_log(whole(2), prec)


def turned(z):
    """z less the whole number next to it, and that number"""
    man = middle(z[0])
    s, m, e, bits = man
    n = m << e if e >= 0 else (m + (1 << (-e - 1))) >> -e
    n = -n if s else n
    w = mpi_sub(z[0], whole(n), 0)
    return (w, z[1]), n


def sinpi(z):
    w, n = turned(z)
    if nought(w): return constant(0)
    y = sin(scale(w, pi()))
    return neg(y) if n % 2 else y


def cospi(z):
    w, n = turned(z)
    if isreal(w) and exact(w[0]) and mpf_abs(w[0][0]) == from_man_exp(1, -1): return constant(0)
    y = cos(scale(w, pi()))
    return neg(y) if n % 2 else y
