"""special -- functions that mpmath's intervals lack, as series with explicit remainders.

What they return is told in rect.py.
"""
from mpmath import bernfrac
from mpmath.libmp import (from_int, mpf_add, mpf_cmp, mpf_mul, mpf_shift, mpf_sign, mpf_neg,
                          round_ceiling, to_int)
from mpmath.libmp.libmpi import mpi_add, mpi_div, mpi_mul, mpi_pow_int, mpi_sqrt, mpi_exp, mpi_sub
import replayed.rect as r
from replayed.rect import (Trouble, add, constant, div, mul, neg, over, real, size, sqr, sub, times,
                           whole)

MOSTRATIO = mpf_shift(from_int(15), -4)
FAR = 4000                                 # beyond, a series would take too long


def up(x, y): return mpf_mul(x, y, 60, round_ceiling)


def about(z, rest):
    """what lies within rest of z, real where z is"""
    return real(mpi_add(z[0], r.spread(rest), r.prec)) if r.isreal(z) else r.widened(z, rest)


def within(p, f, *a):
    """at p bits"""
    was = r.prec
    r.setprec(p)
    try: return f(*a)
    finally: r.setprec(was)


def bound(x):
    """a whole number that |x| does not exceed"""
    m = size(x)
    if r.log2of(m) > 40: raise Trouble("an argument too large")
    return to_int(m, round_ceiling) + 1


# ---- erf: 2/sqrt(pi) exp(-z^2) sum 2^k z^(2k+1)/(1 3 ... 2k+1) -----------------------------
# and from one point to another by the integral it is

def rootpi(): return mpi_sqrt(r.pi(), r.prec)


def erfpoint(z):
    v, t = times(sqr(z), 2), z
    y, k, big = z, 0, 2 * bound(sqr(z))
    while True:
        k += 1
        t = r.divided(mul(t, v), 2 * k + 1)
        y = add(y, t)
        if 2 * k + 3 > 2 * big and r.log2of(size(t)) < -r.prec: break
    y = about(y, mpf_shift(size(t), 1))        # each term is at most half the one before
    return r.scale(mul(y, r.exp(neg(sqr(z)))), mpi_div(whole(2), rootpi(), r.prec))


def erfcfar(z):
    """|arg z| <= pi/4: exp(-z^2)/(z sqrt(pi)) sum (-1)^k (1/2)_k z^-2k

    what is left out is no more than the next term
    """
    v, t, y, k = neg(r.inverse(sqr(z))), constant(1), constant(0), 0
    while r.log2of(size(t)) > -r.prec - 4:
        y = add(y, t)
        next_ = r.scale(mul(t, v), over(whole(2 * k + 1), 2))
        if r.log2of(size(next_)) >= r.log2of(size(t)) + 1: break
        t, k = next_, k + 1
    return div(mul(about(y, size(t)), r.exp(neg(sqr(z)))), r.scale(z, rootpi()))


def forward(z):
    """|arg z| <= pi/4"""
    return r.positive(z[0]) and mpf_cmp(r.most(z[1]), z[0][0]) <= 0


def erfc(z):
    low = r.log2of(r.least(z))
    if forward(z) and (low > 6 or (low > 2 and 0.36 * 4 ** low > r.prec + 16)): return erfcfar(z)
    return sub(constant(1), erf(z))


def erf(z):
    b = bound(z)
    if b * b > FAR:
        if r.negative(z[0]): return neg(erf(neg(z)))
        if forward(z): return sub(constant(1), erfcfar(z))
        raise Trouble("an argument too large")
    if r.nought(z): return constant(0)
    c = r.centre(z)
    y = within(r.prec + 6 * b * b + 40, erfpoint, c)
    way = mul(sub(z, c), r.exp(neg(sqr(z))))       # the segment from c to z lies in the rectangle
    return add(y, r.scale(way, mpi_div(whole(2), rootpi(), r.prec)))


# ---- gamma and what comes of it: Euler and Maclaurin's sum of f(z + k), f = log, 1/z, 1/z^s -----
# what is left out after J terms is at most 4/(2 pi)^(2J) times the integral of |f^(2J)|, and
# |w + t| >= Re w + t

def raised(z):
    """J, and how far z must be moved to the right"""
    J = r.prec // 6 + 4
    low = z[0][0]
    far = r.log2of(r.most(z[0])) >= 40
    n = (0 if mpf_sign(low) > 0 else FAR + 1) if far else J + 2 - to_int(low, round_ceiling)
    if n > FAR: raise Trouble("an argument too far to the left")
    return J, max(n + 1, 0)


def rest(w, J, factor, n):
    """4 factor/(2 pi)^(2J) X^-n, X = Re w > 0"""
    low = (w[0][0], w[0][0])
    y = mpi_mul(mpi_pow_int(r.plain(2, r.pi()), 2 * J, 80), mpi_pow_int(low, n, 80), 80)
    return mpi_div(whole(4 * factor), y, 80)[1]


def factorial(n):
    y = 1
    for k in range(2, n + 1): y *= k
    return y


def bernoulli(k):
    p, q = bernfrac(k)
    return over(whole(int(p)), int(q))


def series(w, J, first, weight):
    """sum over j = 1..J of B_2j weight(j) w^-(2j + first)"""
    v, t = r.inverse(sqr(w)), r.inverse(r.power(w, 2 + first)) if 2 + first else constant(1)
    y = constant(0)
    for j in range(1, J + 1):
        a, b = weight(j)
        y = add(y, r.scale(t, over(r.plain(a, bernoulli(2 * j)), b)))
        t = mul(t, v)
    return y


def lgammafar(w, J):
    y = sub(mul(sub(w, real(r.halved(r.ONE))), r.log(w)), w)
    y = add(y, real(r.halved(r.log(real(r.plain(2, r.pi())))[0])))
    y = add(y, series(w, J, -1, lambda j: (1, 2 * j * (2 * j - 1))))
    return about(y, rest(w, J, factorial(2 * J - 2), 2 * J - 1))


def moved(z, n): return add(z, constant(n))


def lgamma(z):
    """right of 0"""
    if r.isreal(z) and r.exact(z[0]) and z[0][0] in (r.fone, from_int(2)): return constant(0)
    if not r.positive(z[0]): raise Trouble("lgamma left of its half plane")
    J, n = raised(z)
    p = constant(1)
    for k in range(n):
        if r.isreal(z): p = mul(p, moved(z, k))
    y = lgammafar(moved(z, n), J)
    if r.isreal(z): return sub(y, r.log(p))
    for k in range(n): y = sub(y, r.log(moved(z, k)))
    return y


def lgammaleft(z, sign):
    """log |gamma|, sign that of sin(pi x)"""
    s = r.sinpi(z)
    s = neg(s) if sign < 0 else s
    return sub(sub(r.log(real(r.pi())), r.log(s)), lgamma(sub(constant(1), z)))


def gamma(z):
    if r.isreal(z) and r.exact(z[0]) and z[0][0][2] >= 0 and 0 <= r.log2of(z[0][0]) <= 7 \
            and r.positive(z[0]):
        return constant(factorial(to_int(z[0][0]) - 1))
    if r.negative(z[0]) and r.log2of(r.most(z[0])) > 4:
        return div(real(r.pi()), mul(r.sinpi(z), gamma(sub(constant(1), z))))
    J, n = raised(z)
    p = constant(1)
    for k in range(n): p = mul(p, moved(z, k))
    return div(r.exp(lgammafar(moved(z, n), J)), p)


def digamma(z):
    if r.negative(z[0]) and r.log2of(r.most(z[0])) > 4:
        return sub(digamma(sub(constant(1), z)), mul(real(r.pi()), div(r.cospi(z), r.sinpi(z))))
    J, n = raised(z)
    w = moved(z, n)
    y = sub(r.log(w), r.inverse(times(w, 2)))
    y = sub(y, series(w, J, 0, lambda j: (1, 2 * j)))
    y = about(y, rest(w, J, factorial(2 * J - 1), 2 * J))
    for k in range(n): y = sub(y, r.inverse(moved(z, k)))
    return y


def polygamma(m, z):
    """(-1)^(m+1) m! sum 1/(z + k)^(m+1), m >= 1"""
    if m == 0: return digamma(z)
    J, n = raised(z)
    s, w = m + 1, moved(z, n)
    y = add(r.divided(r.inverse(r.power(w, s - 1)), s - 1), r.halfof(r.inverse(r.power(w, s))))
    rising = [s]                           # s (s + 1) ... (s + 2j - 2)
    for j in range(1, J): rising.append(rising[-1] * (s + 2 * j - 1) * (s + 2 * j))
    y = add(y, series(w, J, s - 1, lambda j: (rising[j - 1], factorial(2 * j))))
    y = about(y, rest(w, J, rising[J - 1] * (s + 2 * J - 1), s + 2 * J - 1))
    for k in range(n): y = add(y, r.inverse(r.power(moved(z, k), s)))
    return times(y, factorial(m) if m % 2 else -factorial(m))


# ---- Bessel: the trapezoidal rule on 1/(2 pi) integral of cos(n t - z sin t) ---------------
# N points give J_n + J_(n+-N) + ...

def jsize(z, m):
    """|J_m| <= |z/2|^m exp|Im z|/m!, m! >= (m/e)^m: an upper bound"""
    e = r.plain(m, r.mpi_exp((mpf_neg(r.fone), mpf_neg(r.fone)), 60))
    y = mpi_pow_int(mpi_div(r.halved((size(z), size(z))), e, 60), m, 60)
    return mpi_mul(y, mpi_exp((r.most(z[1]), r.most(z[1])), 60), 60)[1]


def enough(z, top):
    """a multiple of 4, from which on |J_m| are below all precision"""
    b = bound(z)
    if b > FAR: raise Trouble("an argument too large")
    n = 2 * b + 8
    while r.log2of(jsize(z, n)) > -r.prec - 8: n += 8 + n // 16
    return -(-(n + top) // 4) * 4


tables = {}


def turns(N):
    """cos(2 pi j/N), j = 0 .. N/4"""
    if (N, r.prec) not in tables:
        turn = lambda j: over(r.plain(2 * j, r.pi()), N)
        tables[N, r.prec] = [r.mpi_cos_sin(turn(j), r.prec)[0] for j in range(N // 4)] + [r.ZERO]
    return tables[N, r.prec]


def cosine(N, j):
    j %= N
    j = min(j, N - j)
    return turns(N)[j] if 4 * j <= N else r.mpi_neg(turns(N)[N // 2 - j])


def bessels(z, orders):
    """J_n of all these n >= 0"""
    N = enough(z, max(orders))
    y = {n: constant(0) for n in orders}
    odd, even = any(n % 2 for n in orders), any(n % 2 == 0 for n in orders)
    for j in range(N // 4 + 1):
        w = r.scale(z, cosine(N, j - N // 4))
        a, b = r.sin(w) if odd else None, r.cos(w) if even else None
        for n in orders:
            weight = cosine(N, n * j - (N // 4 if n % 2 else 0))
            weight = r.plain(2 if j in (0, N // 4) else 4, weight)
            y[n] = add(y[n], r.scale(a if n % 2 else b, weight))
    for n in orders: y[n] = about(r.divided(y[n], N), mpf_shift(jsize(z, N - n), 2))
    return y


# ---- far to the right: H1, H2 = sqrt(2/(pi z)) exp(+-i w) (sum of (+-i)^k a_k/z^k) ---------
# w = z - n pi/2 - pi/4; what is left out is at most 2 |a_l| (l + 2)/|z|^l exp(2 |n^2 - 1/4|/|z|):
# Olver's bound, chi(l) <= l + 2

def hankelsum(n, z, way):
    """of H1 (way 1) or H2 (-1), without what is before the sum; None: z is not far enough"""
    v = r.inverse(z)
    t, y, k, last = constant(1), constant(0), 0, 1
    while r.log2of(size(t)) > -r.prec - 8:
        y = add(y, t)
        k += 1
        t = r.divided(times(mul(t, v), 4 * n * n - (2 * k - 1) ** 2), 8 * k)
        t = r.byi(t) if way > 0 else neg(r.byi(t))
        if r.log2of(size(t)) > last + 1: return None
        last = r.log2of(size(t))
    more = mpi_exp(mpi_div(whole(2 * n * n + 1), (r.least(z), r.least(z)), 60), 60)
    return r.widened(y, up(up(size(t), from_int(2 * k + 4)), more[1]))


def hankel(n, z):
    """H1 and H2, or None"""
    low = r.log2of(r.least(z))
    if not forward(z) or low < 4 or 2.8 * 2.0 ** min(40, low - 1) < r.prec + 20 + 4 * n: return None
    w = sub(z, real(over(r.plain(2 * n + 1, r.pi()), 4)))
    before = r.sqrt(div(constant(2), r.scale(z, r.pi())))
    first, second = hankelsum(n, z, 1), hankelsum(n, z, -1)
    if first is None or second is None: return None
    e = r.exp(r.byi(w))
    return mul(mul(before, e), first), mul(mul(before, r.exp(neg(r.byi(w)))), second)


def realwhere(z, y): return real(y[0]) if r.isreal(z) else y


def jn(n, z):
    if n < 0: return times(jn(-n, z), -1 if n % 2 else 1)
    if r.nought(z): return constant(0 if n else 1)
    if r.negative(z[0]): return times(jn(n, neg(z)), -1 if n % 2 else 1)
    far = hankel(n, z)
    return realwhere(z, r.halfof(add(*far))) if far else bessels(z, [n])[n]


def yn(n, z):
    """off (-inf, 0]"""
    if n < 0: return times(yn(-n, z), -1 if n % 2 else 1)
    r.off(z, 0)
    far = hankel(n, z)
    return realwhere(z, neg(r.byi(r.halfof(sub(*far))))) if far else neumann(n, z)


def neumann(n, z):
    """of Y_n, a series in J_k"""
    last = max(2, (enough(z, 0) - n) // 2)
    orders = sorted(set(range(n + 1)) | set(range(n, n + 2 * last + 1, 2)))
    j = bessels(z, orders)
    half = r.halfof(z)
    harmonic = r.ZERO
    for k in range(1, n + 1): harmonic = mpi_add(harmonic, over(r.ONE, k), r.prec)
    psi = real(mpi_sub(harmonic, r.euler(), r.prec))
    y = mul(sub(r.log(half), psi), j[n])
    for k in range(1, last + 1):
        t = r.scale(j[n + 2 * k], over(whole(n + 2 * k), k * (n + k)))
        y = add(y, t) if k % 2 else sub(y, t)
    y = times(y, 2)
    y = about(y, mpf_shift(jsize(z, n + 2 * last + 2), 4))
    low = constant(0)
    for k in range(n):
        low = add(low, r.divided(mul(r.power(half, k), j[k]), factorial(k) * (n - k)))
    if n: y = sub(y, div(times(low, factorial(n)), r.power(half, n)))
    return r.scale(y, mpi_div(r.ONE, r.pi(), r.prec))


# ---- sin(pi z)/(pi z) and its neighbour ----------------------------------------------------

def sincseries(z):
    """sum (-1)^k (pi z)^2k/(2k + 1)!, whose terms halve once 2 k^2 > |pi z|^2"""
    v = neg(sqr(r.scale(z, r.pi())))
    t = y = constant(1)
    k, big = 0, bound(v)
    while k < 8 or 2 * k * k < big or r.log2of(size(t)) > -r.prec - 20:
        k += 1
        t = r.divided(mul(t, v), 2 * k * (2 * k + 1))
        y = add(y, t)
    return about(y, mpf_shift(size(t), 1))


def small(z): return r.log2of(size(z)) <= (4 if r.zeroin(z) else -1)


def sinc(z):
    return sincseries(z) if small(z) else div(r.sinpi(z), r.scale(z, r.pi()))


def dsinc(z):
    """(cos(pi z) - sinc(z))/z = sum over k >= 1 of (-1)^k pi^2k z^(2k-1) 2k/(2k + 1)!"""
    if not small(z): return div(sub(r.cospi(z), sinc(z)), z)
    if r.nought(z): return constant(0)
    p2 = real(r.mpi_square(r.pi(), r.prec))
    v = neg(mul(sqr(z), p2))
    t = y = r.divided(mul(z, p2), -3)      # k = 1
    k, big = 1, bound(v)
    while k < 8 or k * k < big or r.log2of(size(t)) > -r.prec + r.log2of(size(z)):
        k += 1
        t = r.divided(mul(t, v), 2 * (k - 1) * (2 * k + 1))
        y = add(y, t)
    return about(y, mpf_shift(size(t), 1))


def dj1(z):
    j = bessels(z, [0, 2]) if not r.nought(z) else {0: constant(1), 2: constant(0)}
    return r.halfof(sub(j[0], j[2]))


# ---- densities of Gamma and Beta, and the incomplete functions ----------------------------------

def positive(*parameters):
    if not all(r.isreal(a) and r.positive(a[0]) for a in parameters): raise Trouble("a parameter that is not above 0")


def gammapdf(a, z):
    """exp((a - 1) log(z) - z - lgamma(a))"""
    positive((a[0], r.ZERO))
    return r.exp(sub(sub(mul(sub(a, constant(1)), r.log(z)), z), lgamma(a)))


def betapdf(a, b, z):
    one = constant(1)
    logs = add(mul(sub(a, one), r.log(z)), mul(sub(b, one), r.log(sub(one, z))))
    return r.exp(add(logs, sub(sub(lgamma(add(a, b)), lgamma(a)), lgamma(b))))


def rising(step, limit):
    """sum of t_0 = 1, t_k = t_(k-1) step(k), where all |step(k)| from k on are at most limit(k)"""
    t, y, k = constant(1), constant(1), 0
    while True:
        k += 1
        if k > FAR: raise Trouble("a series too long")
        t = mul(t, step(k))
        y = add(y, t)
        if k % 8: continue
        m = limit(k + 1)
        if r.log2of(m) < 0 and mpf_cmp(m, MOSTRATIO) < 0 and r.log2of(size(t)) < -r.prec + r.log2of(size(y)):
            return about(y, mpf_shift(size(t), 4))     # m < 15/16: the rest is below 15 |t|


def gammainc(a, z):
    """P(a, z) = z gammapdf(a, z)/a sum z^k/((a + 1)...(a + k)); DLMF 8.7.1"""
    if r.log2of(size(z)) > 6: raise Trouble("a series too long")
    y = rising(lambda k: div(z, moved(a, k)), lambda k: size(div(z, moved(a, k))))
    return div(mul(mul(gammapdf(a, z), z), y), a)


def betainc(a, b, z):
    """z (1 - z) betapdf(a, b, z)/a sum ((a + b)...)/((a + 1)...) z^k; DLMF 8.17.8"""
    if mpf_cmp(size(z), MOSTRATIO) > 0: raise Trouble("a series too long")
    def step(k): return mul(div(moved(add(a, b), k - 1), moved(a, k)), z)
    # (a + b + j)/(a + 1 + j) = 1 + (b - 1)/(a + 1 + j): its distance from 1 falls
    def limit(k):
        off = size(div(sub(b, constant(1)), moved(a, k)))
        return up(size(z), mpf_add(from_int(1), off, 60, round_ceiling))
    y = rising(step, limit)
    return div(mul(mul(mul(betapdf(a, b, z), z), sub(constant(1), z)), y), a)
