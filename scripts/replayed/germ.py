"""germ -- a scalar list near t = 0 with every branch decided here anew.

In t itself, or t = s^N on the right, -s^N on the left.  side 0: what holds on both sides.  Where
something lies on a border there, ties() is true and only the values at t = 0 count, as C has them.
Of a step: h, its value at 0; br, its branch; deg, a polynomial in s of at most this degree; ord,
it less its value vanishes at least to this order.
"""
from fractions import Fraction
from math import comb
from mpmath.libmp import (fone, from_man_exp, mpf_cmp, mpf_mul, mpf_shift, round_ceiling, to_int,
                          to_rational)
import replayed.rect as r
from replayed.rect import Trouble, constant, real
from replayed.structure import MANY, SELECT, Structure
from replayed.values import (ENDS, ROOTS, STEPS, chosen, equals, integer, less, more, outside, value,
                             whole)

DEEPEST = 24                               # the order up to which a sign is looked for
LADDER = (3, 6, 12, 24, 48, 96, 192, 384, 768, 1536, 3072)


class Outside(Exception):
    """certainly without a value; args[0]: the step"""


class Germ(Structure):
    def __init__(self, steps, x, v, side=0, N=1):
        self.steps, self.x, self.v, self.side, self.N = steps, x, v, side, N
        self.w, self.out, self.p = {}, len(steps) - 1, 0
        self.scale = self.reach()

    def along(self, w, shift):
        """of two variables now: x + s 2^shift[0] v + t 2^shift[1] w; deg is of both together"""
        self.w, self.shift, self.scale = w, shift, 0
        return self

    def reach(self):
        """2^scale: where what moves first is moved as far as it is large"""
        size = lambda x: r.log2of(x) if x[1] else 0
        e = [size(self.x[k]) - r.log2of(d) for k, d in self.v.items() if d[1]]
        return min(e) // self.N if e else 0

    # ---- branches ---------------------------------------------------------------------------

    def tied(self):
        self.tied_.add(self.now)
        return self.side != 0

    def ties(self):
        """something that decides lies on a border"""
        return any(i in self.tied_ for i in self.needed(self.out, deciding=True))

    def lead(self, i, j=None):
        """the first n whose coefficient is not 0, its sign and its enclosure; of i - j"""
        first = min(self.ord[i], MANY if j is None else self.ord[j])
        deg = max(self.deg[i], 0 if j is None else self.deg[j])
        if i == j: return MANY, 0, None
        for n in range(first, DEEPEST + 1):
            if n > deg: return MANY, 0, None
            D = self.coefficient(i, j, n)
            s = r.sign(D)
            if s is None: raise Trouble("a sign beside a border is not certain")
            if s: return n, s, D
        if deg < first: return MANY, 0, None
        raise Trouble("it vanishes to a high order")

    def sign(self, i, j=None):
        u = self.h[i] if j is None else r.sub(self.h[i], self.h[j])
        s = 0 if i == j else r.sign(u[0])
        if s is None: raise Trouble("a sign is not certain")
        moves = i != j and (self.deg[i] or (j is not None and self.deg[j]))
        if s or not moves or not self.tied(): return s
        return self.lead(i, j)[1]

    def rounded(self, op, i):
        u = self.h[i][0]
        half = op == "round"
        minus = op != "floor" and r.negative(u)
        if op != "floor" and not minus and not r.positive(u):
            if mpf_cmp(r.most(u), from_man_exp(1, -1) if half else fone) < 0: return 0
            raise Trouble("a whole number is not certain")
        if minus: u = r.mpi_neg(u)
        if half: u = r.mpi_add(u, r.point(from_man_exp(1, -1)), 0)
        lo, hi = to_int(u[0], "f"), to_int(u[1], "f")
        if lo != hi or (self.deg[i] and not r.exact(u) and u[0] == r.whole(lo)[0]):
            raise Trouble("a whole number is not certain")
        if r.exact(u) and u[0] == r.whole(lo)[0] and self.deg[i] and self.tied():
            s = self.lead(i)[1]
            if (-s if minus else s) < 0: lo -= 1
        return -lo if minus else lo

    def root(self, i, u, q, j=1):
        """u^(j/q), u exactly 0 and moving"""
        if not self.tied(): return None
        n, s, _ = self.lead(u)
        if not s: return None
        if s < 0 and q != 3: raise Outside(i)
        if n * j % q: raise Trouble("a root that is no power series in s")
        return ("root", n * j // q, s, n, q, j)

    def exponent(self, a):
        """(j, q) of a constant positive exponent j/q that is not whole"""
        h = self.h[a]
        if self.deg[a] or not r.exact(h[0]) or not r.positive(h[0]):
            raise Trouble("a power of 0 that is no root")
        f = Fraction(*(int(k) for k in to_rational(h[0][0])))
        if f.denominator > 8 or f > 100: raise Trouble("a power of 0 that is no root")
        return f.numerator, f.denominator

    def powerbranch(self, i, a, b):
        ha, hb = self.h[a], self.h[b]
        if r.positive(ha[0]): return None
        if not self.deg[b] and (integer(hb) is not None or not self.deg[a]): return None
        if r.nought(ha) and self.deg[a] and not self.deg[b]:
            j, q = self.exponent(b)
            return self.root(i, a, q, j)
        if r.nought(ha) and not self.deg[a]:
            if r.sign(hb[0]) is None: raise Trouble("the sign of an exponent is not certain")
            if not r.nought(hb): return None
            if not self.tied(): return None
            s = self.lead(b)[1]
            if s < 0: raise Outside(i)
            return "0" if s > 0 else None
        if r.nought(ha) and r.positive(hb[0]) and not self.tied(): return None
        if r.negative(ha[0]) and integer(hb) is not None:
            if not self.tied(): return None
            if self.lead(b)[1]: raise Outside(i)
            return None
        raise Trouble("a power of what is not positive")

    def ratio(self, i, a, b):
        if not r.nought(self.h[b]) or not self.deg[b] or not self.side: return None
        if not r.nought(self.h[a]): raise Trouble("a pole")
        self.tied()
        n, s, _ = self.lead(b)
        if not s: raise Outside(i)
        if self.ord[a] < n and self.lead(a)[0] < n: raise Trouble("a pole")
        return ("ratio", n)

    def angle(self, i, a, b):
        ha, hb = self.h[a], self.h[b]
        if r.nought(ha) and r.nought(hb):
            if not (self.deg[a] or self.deg[b]) or not self.tied(): return "0"
            return self.corner(a, b)
        if r.positive(hb[0]): return "+"
        if r.sign(ha[0]): return "above" if r.positive(ha[0]) else "below"
        if not r.nought(ha) or not r.negative(hb[0]): raise Trouble("an angle is not certain")
        s = 0 if not self.deg[a] or not self.tied() else self.lead(a)[1]
        return "-" if not s else "above" if s > 0 else "below"

    def corner(self, a, b):
        (n, s, _), (m, t, _) = self.lead(a), self.lead(b)
        k = min(n, m)
        if k == MANY: return "0"
        s, t = s if n == k else 0, t if m == k else 0
        if t > 0: return ("corner", k, "+")
        if s: return ("corner", k, "above" if s > 0 else "below")
        s = self.lead(a)[1]
        if not s: return "-"
        return ("corner", k, "above" if s > 0 else "below")

    def decide(self, i):
        op, a, _ = self.steps[i]
        if op in ("abs", "sign", "where"): return self.sign(a[0])
        if op in ("max", "min", "lt", "le", "gt", "ge", "eq"): return self.sign(a[0], a[1])
        if op in ("floor", "round", "trunc"): return self.rounded(op, a[0])
        if op in ROOTS and r.nought(self.h[a[0]]) and self.deg[a[0]]:
            c = self.root(i, a[0], ROOTS[op])
            return 0 if c is None and op == "cbrt" else c
        if op == "cbrt": return self.sign(a[0])
        if op == "pow": return self.powerbranch(i, a[0], a[1])
        if op in ("div", "strongdiv"): return self.ratio(i, a[0], a[1])
        if op == "atan2": return self.angle(i, a[0], a[1])
        if op == "lgamma":
            c = 1 if r.positive(self.h[a[0]][0]) else r.sign(r.sinpi(self.h[a[0]])[0])
            if not c: raise Trouble("the sign of gamma is not certain")
            return c
        if op in ENDS and op != "sqrt": return self.end(i, op, a)
        return None

    def end(self, i, op, a):
        """at the end of a domain what is beside it counts too"""
        k, lo, hi, _ = ENDS[op]
        u = a[k]
        low, high = equals(self.h[u], lo), hi is not None and equals(self.h[u], hi)
        if not self.deg[u] or not (low or high) or not self.tied(): return None
        s = self.lead(u)[1]
        if (low and s < 0) or (high and s > 0): raise Outside(i)
        if s: raise Trouble("%s beside the end of its domain" % op)
        return None

    # ---- values at 0 ------------------------------------------------------------------------

    def settle(self, p):
        """decides every branch at p bits"""
        r.setprec(p)
        n = len(self.steps)
        self.p, self.tied_, self.cache = p, set(), {}
        self.h, self.br, self.deg, self.ord = [None] * n, [None] * n, [0] * n, [MANY] * n
        for i in range(n):
            self.now = i
            try: self.settled(i)
            except (Trouble, Outside) as e: self.h[i] = e
        return self.h[self.out]

    def settled(self, i):
        op, a, c = self.steps[i]
        if op == "input":
            moves = any(d.get(c, r.fzero) != r.fzero for d in (self.v, self.w))
            if not r.finite(r.point(self.x[c])): raise Outside(i)
            self.h[i] = real(r.point(self.x[c]))
            self.deg[i], self.ord[i] = (self.N, self.N) if moves else (0, MANY)
            return
        if op in ("const", "pi"):
            self.h[i] = real(r.point(c)) if op == "const" else real(r.pi())
            if not r.finite(self.h[i][0]): raise Outside(i)
            return
        if self.strongzero(op, a):
            self.h[i] = constant(0)
            return
        for k in ((a[0],) if op == "where" else a):
            if isinstance(self.h[k], Outside): raise self.h[k]
        for k in ((a[0],) if op == "where" else a):
            if isinstance(self.h[k], Trouble): raise self.h[k]
        self.decided(i, op, a)

    def decided(self, i, op, a):
        edge = self.side and any(self.deg[k] for k in a)
        z = [self.h[k] for k in a]
        if op != "where" and not edge and outside(op, z): raise Outside(i)
        if op in ENDS and edge:            # beside it, by more than a border's breadth
            k, lo, hi, _ = ENDS[op]
            if less(z[k], lo) or (hi is not None and more(z[k], hi)): raise Outside(i)
        if op == "pow" and edge and less(z[0], 0) and whole(z[1]) is False: raise Outside(i)
        self.br[i] = self.decide(i)
        if op in SELECT:
            k = chosen(op, a, self.br[i])
            if isinstance(self.h[k], (Trouble, Outside)): raise self.h[k]
            self.h[i] = self.h[k]
        else: self.h[i] = self.valuehere(i, op, a, z)
        self.deg[i] = min(self.degree(i), MANY)
        self.ord[i] = max(1, min(self.order(i), MANY)) if self.deg[i] else MANY

    def valuehere(self, i, op, a, z):
        br = self.br[i]
        if isinstance(br, tuple) and br[0] == "root": return constant(0)
        if self.reduces(br):
            w = [self.taylor(k, br[1]) for k in a]
            return r.div(*w) if br[0] == "ratio" else value(op, w, br[2])
        if br == "0" or (op in ROOTS and r.nought(z[0])): return constant(0)
        if op == "pow" and r.nought(z[0]) and integer(z[1]) is None: return constant(0)
        y = value(op, z, br)
        if not (r.isreal(y) and r.finite(y[0])): raise Trouble("%s has no certain value" % op)
        return y

    def taylor(self, i, n):
        """the coefficient of s^n of what vanishes at 0"""
        if not self.deg[i] or self.ord[i] > n: return constant(0)
        f = 1
        for k in range(2, n + 1): f *= k
        return real(r.over(self.coefficient(i, None, n), f))

    # ---- values elsewhere -------------------------------------------------------------------

    def needed(self, *targets, deciding=False):
        """the steps that these need; deciding: those too that their branches look at"""
        mark, todo = set(), list(targets)
        while todo:
            i = todo.pop()
            if i in mark: continue
            mark.add(i)
            op, a, _ = self.steps[i]
            if not deciding and (not self.deg[i] or op in STEPS): continue
            if self.strongzero(op, a): continue
            if op == "where": todo += [chosen(op, a, self.br[i])] + ([a[0]] if deciding else [])
            elif op in SELECT and not deciding: todo.append(chosen(op, a, self.br[i]))
            else: todo += a
        return sorted(mark)

    def run(self, z, steps):
        """what these steps are at s in the rectangle z; of two variables z is a pair of them"""
        y, t = {}, None
        for i in steps:
            op, a, c = self.steps[i]
            if not self.deg[i]: y[i] = self.h[i]
            elif op == "input" and self.w:
                y[i] = real(r.point(self.x[c]))
                for s, d, e in zip(z, (self.v, self.w), self.shift):
                    if c in d: y[i] = r.add(y[i], r.scale(s, r.shifted(r.point(d[c]), e)))
            elif op == "input":
                if t is None: t = r.power(z, self.N)
                d = r.scale(t, r.point(self.v[c]))
                y[i] = r.add(real(r.point(self.x[c])), r.neg(d) if self.side < 0 else d)
            elif op in SELECT: y[i] = y[chosen(op, a, self.br[i])]
            elif isinstance(self.br[i], tuple): y[i] = self.reduced(i, z, y)
            else: y[i] = value(op, [y[k] for k in a], self.br[i])
            if not isinstance(y[i], tuple): raise y[i]
            if not (r.finite(y[i][0]) and r.finite(y[i][1])): raise Trouble("%s has no bound" % op)
        return y

    def without(self, i, n, z, y, around=False):
        """step i, which vanishes to order n, over s^n; about s = 0 by its values around a circle"""
        if not self.deg[i]: return constant(0)
        if not r.zeroin(z) and not around: return r.div(y[i], r.power(z, n))
        if r.nought(z): return self.taylor(i, n)
        rho = r.size(z)
        key = (i, n, rho, r.prec)
        if key not in self.cache:
            steps = self.needed(i)
            self.run(r.disc(rho), steps)   # analytic inside: its parts are largest on the circle
            w = [r.div(self.run(s, steps)[i], r.power(s, n)) for s in circle(rho, 24)]
            self.cache[key] = hull(w)
        return self.cache[key]

    def reduced(self, i, z, y):
        if r.nought(z) and self.br[i][0] == "root": return constant(0)
        try: return self.reducedby(i, z, y, False)
        except Trouble:
            if r.isreal(z): raise
        return self.reducedby(i, z, y, True)

    def reducedby(self, i, z, y, around):
        op, a, _ = self.steps[i]
        br = self.br[i]
        n, of = (br[3], a[:1]) if br[0] == "root" else (br[1], a)
        w = [self.without(k, n, z, y, around) for k in of]
        if br[0] == "ratio": return r.div(*w)
        if br[0] == "corner": return value(op, w, br[2])
        _, m, s, n, q, j = br
        w = r.rooted(r.neg(w[0]) if s < 0 else w[0], q)
        w = r.mul(r.power(w, j), r.power(z, m))
        return r.neg(w) if s < 0 else w

    # ---- two variables ----------------------------------------------------------------------

    def disc(self, R): return (r.disc(R), r.disc(R)) if self.w else r.disc(R)

    def mixed(self, h):
        """the quotient of the four points (+-h, +-h), h = 2^h"""
        steps, D = self.needed(self.out), r.ZERO
        at = lambda sign: real(r.shifted(r.whole(sign), h))
        for s in (1, -1):
            for t in (1, -1):
                y = self.run((at(s), at(t)), steps)[self.out]
                D = r.mpi_add(D, r.plain(s * t, y[0]), r.prec)
        return r.shifted(D, -2 * (h + 1))

    # ---- derivatives of a step, or of the difference of two ---------------------------------

    def difference(self, y, i, j): return y[i] if j is None else r.sub(y[i], y[j])

    def quotient(self, i, j, n, h):
        """sum (-1)^k C(n, k) g((n - 2k) h)/(2h)^n, h a power of 2"""
        steps = self.needed(*([i] if j is None else [i, j]))
        D = r.ZERO
        for k in range(n + 1):
            s = real(r.shifted(r.whole(n - 2 * k), h))
            y = self.difference(self.run(s, steps), i, j)
            D = r.mpi_add(D, r.plain((-1) ** k * comb(n, k), y[0]), r.prec)
        return r.shifted(D, -n * (h + 1))

    def coefficient(self, i, j, n):
        """the n-th derivative at 0, by a disc that is found here"""
        if max(self.deg[i], 0 if j is None else self.deg[j]) <= n + 1:
            return self.quotient(i, j, n, self.scale - 8)
        steps = self.needed(*([i] if j is None else [i, j]))
        for k in LADDER:
            if 48 + k > r.prec: break
            e = self.scale - k
            try: u = self.difference(self.run(r.disc(from_man_exp(1, e)), steps), i, j)
            except Trouble: continue
            M = r.size(r.sub(u, r.centre(real(u[0]))))
            m = r.prec // (n + 3)
            D = self.quotient(i, j, n, e - m)
            return r.mpi_add(D, r.spread(remainder(M, n, e, e - m)), r.prec)
        raise Trouble("no disc where what a branch looks at is analytic")


def remainder(M, n, e, h):
    """M (n/R)^n q/(1 - q), q = (n h/R)^2: by how much the quotient of step 2^h may miss, R = 2^e"""
    q = r.shifted(r.whole(n * n), 2 * (h - e))
    y = r.mpi_div(r.mpi_mul(q, r.whole(n ** n), 64), r.mpi_sub(r.ONE, q, 64), 64)
    if not r.positive(y): raise Trouble("a step too long for its disc")
    return mpf_shift(mpf_mul(M, y[1], 64, round_ceiling), -n * e)


def mixedremainder(M, e, h):
    """M/R^2 (1/(1 - q)^2 - 1), q = (h/R)^2: by how much the quotient of four points may miss"""
    q = r.shifted(r.ONE, 2 * (h - e))
    left = r.mpi_sub(r.ONE, q, 64)
    if not r.positive(left): raise Trouble("a step too long for its disc")
    top = r.mpi_mul(q, r.mpi_sub(r.whole(2), q, 64), 64)
    y = r.mpi_div(top, r.mpi_mul(left, left, 64), 64)
    return mpf_shift(mpf_mul(M, y[1], 64, round_ceiling), -2 * e)


def circle(rho, k):
    """k rectangles that cover the upper half of the circle; a germ is real on the axis, so that
    the lower half says the same"""
    for j in range(k):
        angle = r.over(r.mpi_mul((r.from_int(j), r.from_int(j + 1)), r.pi(), r.prec), k)
        c, s = r.mpi_cos_sin(angle, r.prec)
        yield r.scale((c, s), r.point(rho))


def hull(w):
    """the least rectangle about these and their conjugates"""
    pick = lambda k, which, best: best((a[k][which] for a in w), key=lambda x: Key(x))
    top = max((r.most(a[1]) for a in w), key=lambda x: Key(x))
    return ((pick(0, 0, min), pick(0, 1, max)), r.spread(top))


class Key:
    """numbers of mpmath in their order"""
    def __init__(self, x): self.x = x
    def __lt__(self, other): return mpf_cmp(self.x, other.x) < 0
