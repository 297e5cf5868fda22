"""modified -- modified Bessel functions, exponential integrals, erfi and Airy functions.

What they return is told in rect.py; DLMF is https://dlmf.nist.gov.  Series in powers of z, with
more bits where they cancel, and expansions far to the right with the bound of what is left out.
"""
from mpmath.libmp import from_int, mpf_cmp, mpf_shift
from mpmath.libmp.libmpi import mpi_add, mpi_div, mpi_exp, mpi_sub
import replayed.rect as r
import replayed.special as s
from replayed.rect import (Trouble, add, constant, div, mul, neg, over, real, size, sqr, sub, times,
                           whole)


def near(z, most=s.FAR):
    """|z| as a whole number, for a series of not too many terms"""
    b = s.bound(z)
    if b > most: raise Trouble("a series too long")
    return b


def far(z, bits):
    """far enough to the right, where the least term of an expansion is 2^(-bits |z|)"""
    return s.forward(z) and bits * 2.0 ** min(60, r.log2of(r.least(z)) - 1) > r.prec + 24


# ---- I and K of order n >= 0, and exp(-z) I, exp(z) K ---------------------------------------

def iseries(n, z):
    """(z/2)^n/n! sum (z^2/4)^k/(k! (n + 1)_k); DLMF 10.25.2"""
    near(z)
    v = r.divided(sqr(z), 4)
    y = s.rising(lambda k: r.divided(v, k * (n + k)), lambda k: size(r.divided(v, k * (n + k))))
    return r.divided(mul(r.power(r.halfof(z), n), y), s.factorial(n))


def kseries(n, z):
    """DLMF 10.31.1"""
    r.off(z, 0)
    half, v, euler = r.halfof(z), r.divided(sqr(z), 4), r.euler()
    low, t = constant(0), constant(1)
    for k in range(n):
        low = add(low, times(t, s.factorial(n - k - 1)))
        t = r.divided(mul(t, v), -(k + 1))
    low = r.halfof(div(low, r.power(half, n)))
    y = mul(r.log(half), iseries(n, z))
    harmonic = r.ZERO
    for k in range(1, n + 1): harmonic = mpi_add(harmonic, over(r.ONE, k), r.prec)
    h = mpi_sub(harmonic, r.plain(2, euler), r.prec)       # psi(k + 1) + psi(n + k + 1)
    t = r.divided(r.power(half, n), s.factorial(n))
    rest, k = r.scale(t, h), 0
    while True:
        k += 1
        if k > s.FAR: raise Trouble("a series too long")
        t = r.divided(mul(t, v), k * (n + k))
        h = mpi_add(h, mpi_add(over(r.ONE, k), over(r.ONE, n + k), r.prec), r.prec)
        last = r.scale(t, h)
        rest = add(rest, last)
        # from here on h does not double and t is at most 1/4 of the one before
        if k > 8 and r.log2of(size(v)) + 2 < r.log2of(from_int(k * k)) and \
                r.log2of(size(last)) < -r.prec + r.log2of(size(rest)): break
    rest = r.halfof(s.about(rest, size(last)))
    return add(low, sub(rest, y) if n % 2 == 0 else sub(y, rest))


def expansion(four, z, way):
    """of sqrt(2 z/pi) exp(z) K, way 1, and of sqrt(2 pi z) exp(-z) I without exp(-z) K, way -1

    four: 4 n^2, two whole numbers p/q.  The sum of (way)^k a_k(n)/z^k; what is left out is at most 2 |a_l| chi |z|^-l
    exp(c |n^2 - 1/4|/|z|), chi <= l + 2, c <= 2 for |arg z| <= pi; DLMF 10.40.10 to 12.
    """
    p, q = four
    v = r.inverse(z)
    t, y, k = constant(1), constant(0), 0
    while r.log2of(size(t)) > -r.prec - 8:
        y = add(y, t)
        k += 1
        t = r.divided(times(mul(t, v), way * (p - q * (2 * k - 1) ** 2)), 8 * k * q)
        if k > s.FAR or r.log2of(size(t)) > 60: raise Trouble("not far enough")
    more = mpi_exp(mpi_div(whole(1 - -p // (2 * q)), (r.least(z), r.least(z)), 60), 60)[1]
    return s.about(y, s.up(s.up(size(t), from_int(2 * k + 4)), more))


def kscaled(n, z):
    """exp(z) K"""
    r.off(z, 0)
    if far(z, 2.8):
        return kfar((4 * n * n, 1), z)
    return mul(r.exp(z), s.within(r.prec + 3 * near(z) + 40, kseries, n, z))


def iscaled(n, z):
    """exp(-z) I, right of 0"""
    if not far(z, 2.8): return mul(r.exp(neg(z)), iseries(n, z))
    return ifar((4 * n * n, 1), z)


def kfar(four, z): return mul(r.sqrt(div(real(r.halved(r.pi())), z)), expansion(four, z, 1))


def ifar(four, z):
    """I_n(z) = (-+K_n(z exp(+-pi i)) +- exp(-+n pi i) K_n(z))/(pi i); DLMF 10.34.2"""
    y = div(expansion(four, z, -1), r.sqrt(r.scale(z, r.plain(2, r.pi()))))
    k = mul(kfar(four, z), r.exp(times(z, -2)))
    return s.about(y, size(r.scale(k, mpi_div(r.ONE, r.pi(), 60))))


def besseli(n, z):
    if r.nought(z): return constant(0 if n else 1)
    if r.negative(z[0]): return times(besseli(n, neg(z)), -1 if n % 2 else 1)
    return mul(r.exp(z), iscaled(abs(n), z)) if far(z, 2.8) else iseries(abs(n), z)


def besselk(n, z): return mul(r.exp(neg(z)), kscaled(abs(n), z))


def derived(m, n, z, f, bits):
    """2^-m sum (-1)^k binomial(2m, k) f(n + m - k): it cancels far to the right"""
    def total():
        y, c = constant(0), 1
        for k in range(2 * m + 1):
            y = add(y, times(f(abs(n + m - k), z), c))
            c = -c * (2 * m - k) // (k + 1)
        return y
    y = s.within(r.prec + bits, total)
    for _ in range(m): y = r.halfof(y)
    return y


def lost(m, z): return 4 * m * (2 + max(0, int(r.log2of(size(z)))))


def dive(m, n, z):
    """the m-th derivative of exp(-|z|) I"""
    if m == 0 and r.nought(z): return constant(0 if n else 1)
    if r.negative(z[0]): return times(dive(m, n, neg(z)), -1 if (m + n) % 2 else 1)
    if not r.positive(z[0]): raise Trouble("it has a kink at 0")
    return derived(m, n, z, iscaled, lost(m, z))


def dkve(m, n, z):
    """the m-th derivative of exp(z) K"""
    return times(derived(m, n, z, kscaled, lost(m, z)), -1 if m % 2 else 1)


# ---- exponential integrals ------------------------------------------------------------------

def entire(z):
    """sum over k >= 1 of z^k/(k k!); DLMF 6.2.4"""
    big, t, y, k = 2 * near(z), constant(1), constant(0), 0
    while True:
        k += 1
        t = r.divided(mul(t, z), k)
        last = r.divided(t, k)
        y = add(y, last)
        if k > big and r.log2of(size(last)) < -r.prec - 8: break
    return s.about(y, size(last))                # each is at most half the one before


def eifar(z):
    """exp(z)/z sum k!/z^k, |z| >= 32

    Ei(z) = -E_1(z exp(-+pi i)) -+ pi i and E_1(w) = exp(-w) U(1, 1, w): what is left out of U is at
    most 8 (l + 2) times its first term, where |arg w| <= pi; DLMF 13.7.4 to 6, whose alpha is at
    most 32/31, nu^l at most 1.04 and C_l at most 2 (l + 2), for l <= 2 |z|.
    """
    v, t, y, k = r.inverse(z), constant(1), constant(0), 0
    while r.log2of(size(t)) > -r.prec - 8:
        y = add(y, t)
        k += 1
        t = times(mul(t, v), k)
        if mpf_cmp(from_int(k), mpf_shift(r.least(z), 1)) > 0: raise Trouble("not far enough")
    y = mul(r.exp(z), div(s.about(y, s.up(size(t), from_int(8 * k + 16))), z))
    return s.about(y, from_int(4))


def ei(z):
    """gamma + log |z| + sum z^k/(k k!)"""
    if r.negative(z[0]): return neg(expint(1, neg(z)))
    if far(z, 1.4) and r.log2of(r.least(z)) > 5: return eifar(z)
    return add(add(real(r.euler()), r.log(z)), entire(z))


def e1series(z):
    return neg(add(add(real(r.euler()), r.log(z)), entire(neg(z))))


def efar(n, z):
    """exp(-z)/z sum (-1)^k (n)_k/z^k; what is left out is at most (n)_l/(Re z)^(l+1) exp(-Re z)

    for exp(z) E is the integral of exp(-z t) (1 + t)^-n over t > 0
    """
    v, low = neg(r.inverse(z)), real((z[0][0], z[0][0]))
    t, y, k, w = constant(1), constant(0), 0, r.inverse(low)
    while r.log2of(size(w)) > -r.prec - 8 - r.log2of(size(z)):
        y = add(y, t)
        t = times(mul(t, v), n + k)
        w = div(times(w, n + k), low)
        k += 1
        if k > s.FAR: raise Trouble("not far enough")
    return mul(r.exp(neg(z)), s.about(div(y, z), size(w)))


def expint(n, z):
    r.off(z, 0)
    e = r.exp(neg(z))
    if n <= 0:
        y = div(e, z)
        for k in range(1, 1 - n): y = div(add(e, times(y, k)), z)
        return y
    if far(z, 0.7 if n < 4 else 0.3): return efar(n, z)
    def upward():
        y = e1series(z)
        for k in range(1, n): y = r.divided(sub(r.exp(neg(z)), mul(z, y)), k)
        return y
    b = near(z)
    return s.within(r.prec + 3 * b + n * (2 + b.bit_length()) + 40, upward)


def erfi(z):
    y = neg(r.byi(s.erf(r.byi(z))))
    return s.realwhere(z, y)


# ---- Airy: c1 f -+ c2 g by their series; DLMF 9.4 ------------------------------------------

def third(n): return real(over(whole(n), 3))


weights = {}


def airyweights():
    """3^(-2/3)/gamma(2/3), 3^(-1/3)/gamma(1/3)"""
    if r.prec not in weights:
        c = r.rooted(constant(3), 3)
        weights[r.prec] = (r.inverse(mul(sqr(c), s.gamma(third(2)))),
                           r.inverse(mul(c, s.gamma(third(1)))))
    return weights[r.prec]


def airypair(z, slope):
    """c1 f and c2 g, or of their derivatives"""
    v, (a, b) = mul(z, sqr(z)), airyweights()
    def by(p, q): # sum of the products of v/((3k + p)(3k + q))
        ratio = lambda k: r.divided(v, (3 * k + p) * (3 * k + q))
        return s.rising(ratio, lambda k: size(ratio(k)))
    if slope: f, g = mul(r.halfof(sqr(z)), by(0, 2)), by(-2, 0)
    else:     f, g = by(-1, 0), mul(z, by(0, 1))
    return mul(f, a), mul(g, b)


# far from 0 by Bessel functions of order 1/3, and of 2/3 where it is the derivative; DLMF 9.6.2 to 9

def airyright(second, slope, z, w):
    four = (16, 9) if slope else (4, 9)
    before = div(z, r.sqrt(constant(3))) if slope else r.sqrt(r.divided(z, 3))
    if second: return times(mul(mul(before, r.exp(w)), ifar(four, w)), 2)
    y = mul(mul(before, r.exp(neg(w))), r.scale(kfar(four, w), mpi_div(r.ONE, r.pi(), r.prec)))
    return neg(y) if slope else y


def angle(n, d): return r.exp(r.byi(real(over(r.plain(n, r.pi()), d))))


def airyleft(second, slope, z, w):
    """at -z: J is half of H1 + H2, of the order -n half of exp(n pi i) H1 + exp(-n pi i) H2"""
    four, n = ((16, 9), 2) if slope else ((4, 9), 1)
    e = r.exp(r.byi(w))
    h1 = mul(mul(e, angle(-(2 * n + 3), 12)), expansion(four, neg(r.byi(w)), 1))
    h2 = mul(mul(r.inverse(e), angle(2 * n + 3, 12)), expansion(four, r.byi(w), 1))
    j, back = add(h1, h2), add(mul(angle(n, 3), h1), mul(angle(-n, 3), h2))
    y = add(j, back) if second == slope else sub(back, j)
    before = r.divided(z, 3) if slope else r.divided(r.sqrt(z), 3)
    if second: before = mul(before, r.sqrt(constant(3)))
    if slope and not second: y = neg(y)
    return mul(mul(before, y), r.inverse(r.sqrt(r.scale(times(w, 2), r.pi()))))


def airyfar(second, slope, z):
    """or None"""
    for side, f in ((z, airyright), (neg(z), airyleft)):
        if not r.positive(side[0]): continue
        w = r.divided(times(mul(side, r.sqrt(side)), 2), 3)
        if far(w, 2.8): return s.realwhere(z, f(second, slope, side, w))
    return None


def airy(second, slope):
    def total(z):
        f, g = airypair(z, slope)
        return r.mul(r.sqrt(constant(3)), add(f, g)) if second else sub(f, g)
    def value(z):
        y = airyfar(second, slope, z)
        if y: return y
        return s.within(r.prec + 64 * (1 + int(2 * near(z, 400) ** 1.5) // 64) + 40, total, z)
    return value
