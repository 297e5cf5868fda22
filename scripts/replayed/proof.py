"""proof -- one derivative of a certificate: what it claims, shown anew.

Else Refused, or Trouble where that fails.

What acceptance means is in docs/certificate.md.
"""
from mpmath.libmp import (finf, fnan, fninf, from_man_exp, fzero, mpf_add, mpf_cmp, mpf_mul,
                          mpf_shift, mpf_sub, round_ceiling)
import replayed.rect as r
from replayed.germ import LADDER, MANY, Germ, Outside, circle, mixedremainder, remainder
from replayed.rect import Trouble, real
from replayed.special import factorial
from replayed.values import STEPS, chosen, outside

PRECISIONS = (192, 1000, 4000, 12000)      # bits at which branches are decided
TINY = -1140                               # what is below 2^TINY is called zero
CLOSE = 1000                               # bits that one-sided derivatives of a join share


class Refused(Exception):
    """the certificate says what is not so"""


# ---- numbers -------------------------------------------------------------------------------

OTHERS = {"inf": finf, "-inf": fninf, "nan": fnan}


def number(s):
    """0x, digits, p and a power of 2: exactly"""
    if s in OTHERS: return OTHERS[s]
    minus, s = s.startswith("-"), s.lstrip("-")
    man, _, e = s[2:].partition("p")
    y = from_man_exp(int(man, 16), int(e))
    return r.mpf_neg(y) if minus else y


def ball(j):
    """an enclosure; "inf" and "-inf" as they are, None: there is none"""
    if j is None or isinstance(j, str): return number(j) if j else None
    mid, rad = number(j["mid"]), number(j["rad"])
    return (mpf_sub(mid, rad), mpf_add(mid, rad))


def infinite(d): return d in (finf, fninf)


def exponent(s):
    """of a power of 2"""
    if not s.startswith("0x1p"): raise ValueError("%s is no power of 2" % s)
    return int(s[4:])


def confirm(claim, own, bits, what):
    """the claim holds all of our own enclosure; refused where they share nothing"""
    for p in bits:
        try: y = own(p)
        except Trouble:
            if p == bits[-1]: raise
            continue
        if r.inside(y, claim): return y
        if r.apart(y, claim): raise Refused("%s is not where it is claimed" % what)
    raise Trouble("%s: the claim and our enclosure overlap only" % what)


# ---- one germ ------------------------------------------------------------------------------

def branchname(c):
    if isinstance(c, tuple):
        return c[2] if c[0] == "corner" else "-root" if c[0] == "root" and c[2] < 0 else "root"
    return c if isinstance(c, str) else "+" if c is None else str(c)


def sameword(op, c, claimed):
    if op == "cbrt" and c == 0: return claimed in "0+"         # of 0 either way
    if op in ("floor", "round", "trunc") or not isinstance(c, int): return branchname(c) == claimed
    return {1: "+", -1: "-", 0: "0"}[c] == claimed


def settled(g):
    """decided, or what is in the way"""
    for p in PRECISIONS:
        h = g.settle(p)
        if not isinstance(h, Trouble): return h
    return h


def compare(g, claims):
    """branches that are claimed and are otherwise"""
    for b in claims:
        i = b["step"]
        if isinstance(g.h[i], tuple) and not sameword(g.steps[i][0], g.br[i], b["takes"]):
            raise Refused("step %d takes %s, not %s" % (i, branchname(g.br[i]), b["takes"]))


def precise(g, p):
    if g.p < p: g.settle(p)
    else: r.setprec(p)


def fine(g, e): return max(g.p, 64 + 2 * (g.scale - e))


def germane(g, e=None):
    """all that decides is analytic in some disc, so that the germ is the function near 0"""
    steps = g.needed(g.out, deciding=True)
    last = None
    for at in ([e] if e is not None else []) + [g.scale - k for k in LADDER]:
        if 64 + 2 * (g.scale - at) > PRECISIONS[-1]: break
        precise(g, fine(g, at))
        try: return g.run(g.disc(from_man_exp(1, at)), steps)
        except Trouble as t: last = t
    raise last or Trouble("no disc where all that decides is analytic")


def mirrored(boxes):
    """and those below the axis"""
    for z in boxes:
        yield z
        yield (z[0], r.mpi_neg(z[1]))


def torus(part):
    """pairs of what covers half of a disc or a circle, for a germ is real: its other half says the
    same of conjugates"""
    return ((s, t) for s in part() for t in mirrored(part()))


def pieces(g, part): return torus(part) if g.w else part()


def squares(R, k):
    """k x 2k of them cover the upper half of the disc; those beyond it are left out"""
    for j in range(k):
        for i in range(-k, k):
            part = lambda n: r.over(r.mpi_mul((r.from_int(n), r.from_int(n + 1)), r.point(R), 0), k)
            z = (part(i), part(j))
            if mpf_cmp(r.least(z), R) <= 0: yield z


def farthest(g, boxes, c):
    """the least and the most that |g - c| can be, the largest of each over the boxes"""
    steps, low, high = g.needed(g.out), fzero, fzero
    for z in boxes:
        m = r.magnitude(r.sub(g.run(z, steps)[g.out], c))
        if mpf_cmp(m[0], low) > 0: low = m[0]
        if mpf_cmp(m[1], high) > 0: high = m[1]
    return low, high


def analytic(g, R, c):
    """analytic on the disc of radius R, as one rectangle or as squares; at most so far from c"""
    for k in (0, 2, 3, 6) if g.w else (0, 3, 8, 20):
        boxes = pieces(g, lambda: squares(R, k)) if k else [g.disc(R)]
        try: return farthest(g, boxes, c)[1]
        except Trouble as t: last = t
    raise last


def bounded(g, e, c, M):
    """|g - c| <= M for |s| <= 2^e: g is analytic there, and so largest on the circle"""
    R, c = from_man_exp(1, e), real(r.point(c))
    least = max(fine(g, e), r.log2of(r.size(g.h[g.out])) - r.log2of(M) + 64 if M[1] else 0)
    for p in (min(least, PRECISIONS[-1]), min(4 * least, PRECISIONS[-1])):
        precise(g, p)
        if mpf_cmp(analytic(g, R, c), M) <= 0: return
        for k in (4, 8, 24) if g.w else (8, 32, 128):
            low, high = farthest(g, pieces(g, lambda: circle(R, k)), c)
            if mpf_cmp(high, M) <= 0: return
            if mpf_cmp(low, M) > 0: raise Refused("the bound M is exceeded on the circle")
    raise Trouble("the bound M is not confirmed")


# ---- the derivative of one germ ------------------------------------------------------------

def lowers(g, n):
    """the derivatives in s before the n-th are exactly 0"""
    for k in range(g.ord[g.out], n):
        if g.deg[g.out] < k: return
        D = g.quotient(g.out, None, k, g.scale - 8) if g.deg[g.out] <= k + 1 else None
        if D and r.sign(D): raise Refused("the derivative of order %d in s is not 0" % k)
        if not D or not r.iszero(D):
            raise Trouble("an earlier derivative in s is not shown to be 0")


def enclosure(g, s, n, M):
    """our own of the n-th derivative in s, as a function of precision"""
    def own(p):
        g.settle(p)
        D = g.quotient(g.out, None, n, exponent(s["h"]))
        if s["by"] == "degree": return D
        return r.mpi_add(D, r.spread(remainder(M, n, exponent(s["R"]), exponent(s["h"]))), p)
    return own


def estimated(s, n, M):
    top = mpf_mul(M, r.from_int(factorial(n)), 64, round_ceiling)
    return lambda p: r.spread(mpf_shift(top, -n * exponent(s["R"])))


def derivative(g, s):
    """the claim is shown for this germ; returns it"""
    claim, n, N = ball(s["derivative"]), s["order"], s["power"]
    if not 1 <= n <= N: raise Refused("there is no such order")
    if s["by"] == "structure":
        germane(g)
        lowers(g, n + 1)
        if claim != r.ZERO: raise Refused("the derivative is exactly 0")
        return claim
    M = number(s["M"]) if "M" in s else None
    e = exponent(s["R"]) if "R" in s else None
    germane(g, e)
    if s["by"] == "degree":
        if g.deg[g.out] > n + 1: raise Trouble("the degree is not shown to be so low")
    else: bounded(g, e, number(s["centre"]), M)
    if s["by"] == "disc" and \
            mpf_cmp(number(s["remainder"]), remainder(M, n, e, exponent(s["h"]))) < 0:
        raise Refused("the remainder is larger than is claimed")
    lowers(g, n)
    own = estimated(s, n, M) if s["by"] == "estimate" else enclosure(g, s, n, M)
    bits = max(g.p if s["by"] == "estimate" else s["bits"] + 64, 128)
    return infinitely(g, claim, own, bits) if n < N else finitely(g, claim, own, bits, n)


def mixed(g, s):
    """the claim of d2/dv dw is shown"""
    claim, e = ball(s["derivative"]), exponent(s["R"]) if "R" in s else None
    shifted = lambda d: r.shifted(d, -sum(g.shift))
    germane(g, e)
    if s["order"] != 2 or s["power"] != 1: raise Refused("there is no such order")
    if s["by"] == "structure":
        if "mixed" in g.movers()[g.out]: raise Trouble("that it is exactly 0 is not shown")
        if claim != r.ZERO: raise Refused("the derivative is exactly 0")
        return claim
    M = number(s["M"]) if "M" in s else None
    if s["by"] == "degree":
        if g.deg[g.out] > 3: raise Trouble("the degree is not shown to be so low")
        left = fzero
    else:
        bounded(g, e, number(s["centre"]), M)
        if s["by"] == "disc": left = mixedremainder(M, e, exponent(s["h"]))
    if s["by"] == "disc" and mpf_cmp(number(s["remainder"]), left) < 0:
        raise Refused("the remainder is larger than is claimed")

    def own(p):
        if s["by"] == "estimate": return shifted(estimated(dict(s, order=2), 2, M)(p))
        g.settle(p)
        return shifted(r.mpi_add(g.mixed(exponent(s["h"])), r.spread(left), p))
    bits = max(g.p if s["by"] == "estimate" else s["bits"] + 64, 128)
    confirm(claim, own, (bits, 2 * bits, 4 * bits), "the derivative")
    return claim


def finitely(g, claim, own, bits, n):
    if infinite(claim): raise Refused("the derivative is finite")
    f = factorial(n) if g.side >= 0 else -factorial(n)
    confirm(claim, lambda p: r.over(own(p), f), (bits, 2 * bits, 4 * bits), "the derivative")
    return claim


def infinitely(g, claim, own, bits):
    for p in (bits, 4 * bits):
        s = r.sign(own(p))
        if s is None: continue
        if claim != (finf if (s > 0) == (g.side >= 0) else fninf):
            raise Refused("it is infinite, but not so")
        return claim
    raise Trouble("an infinite derivative is not certain")


# ---- sides ---------------------------------------------------------------------------------

def meets(g, m):
    """the germ's limit is the value at 0, shown step by step"""
    t = []
    for i, (op, a, _) in enumerate(g.steps):
        here, there = g.h[i], m.h[i]
        if not (isinstance(here, tuple) and isinstance(there, tuple)): t.append(False)
        elif here == there and r.exact(here[0]): t.append(True)
        elif op in STEPS or g.reduces(g.br[i]) or g.br[i] == "0": t.append(False)
        elif op == "atan2" and g.br[i] != m.br[i]: t.append(False)
        elif op == "where":
            same = (g.br[i] == 0) == (m.br[i] == 0)
            t.append(same and t[a[0]] and t[chosen(op, a, g.br[i])])
        else: t.append(all(t[k] for k in a))
    return t[g.out]


def alike(a, b):
    """one germ on both sides"""
    counts = lambda g, i: g.deg[i] or g.steps[i][0] in STEPS
    left, right = (set(i for i in g.needed(g.out) if counts(g, i)) for g in (a, b))

    def same(i):
        if a.steps[i][0] in STEPS: return a.h[i] == b.h[i]
        return a.br[i] == b.br[i] and not isinstance(a.br[i], tuple)
    return a.N == b.N and left == right and all(same(i) for i in left)


def nowhere(g, s):
    """no value on this side, for the reason that is given"""
    h = settled(g)
    if isinstance(h, tuple): raise Refused("there is a value")
    if isinstance(h, Trouble): raise h
    if not isinstance(g.h[s["step"]], Outside): raise Refused("step %d has a value" % s["step"])
    first = g.h[s["step"]].args[0]
    if first != s["step"]: raise Refused("it is step %d that has no value" % first)
    compare(g, s["branches"])


def germof(e, s, side):
    g = Germ(e["steps"], e["x"], e["v"], side, s.get("power", 1))
    if "w" in e: g.along(e["w"], e["shift"])
    h = settled(g)
    if isinstance(h, Outside): raise Refused("there is no value")
    if isinstance(h, Trouble): raise h
    compare(g, s["branches"])
    if not side and g.ties(): raise Trouble("something lies on a border of two branches")
    return g


def oneside(e, s, side, m):
    """'outside', or the claimed derivative, or the limit of a jump; and the germ"""
    if s["by"] == "domain":
        nowhere(Germ(e["steps"], e["x"], e["v"], side), s)
        return "outside", None
    g = germof(e, s, side)
    confirm(ball(s["limit"]), lambda p: g.settle(max(p, g.p))[0], (g.p, 4 * g.p), "the limit")
    if s["by"] == "limit":
        germane(g)
        return ball(s["limit"]), g
    if not meets(g, m): raise Trouble("that the limit is the value is not shown")
    return derivative(g, s), g


# ---- verdicts ------------------------------------------------------------------------------

def small(d): return r.haszero(d) and r.log2of(r.most(d)) <= TINY


def both(e, s):
    """one germ on both sides"""
    if s["by"] == "domain":
        if e["class"] != "undefined": raise Refused("there is a value")
        nowhere(Germ(e["steps"], e["x"], e["v"]), s)
        return
    d = (mixed if "w" in e else derivative)(germof(e, s, 0), s)
    if r.haszero(d) and not small(d): raise Trouble("a derivative that may be 0")
    if e["class"] != ("zero" if small(d) else "smooth"): raise Refused("the class is another")


def apartfrom(value, limits):
    for d in limits:
        if d != "outside" and r.apart(d, value): return
    raise Refused("no limit is shown to miss the value")


def twosided(d, germs):
    if d[0] == d[1] == "outside": return "undefined"
    if infinite(d[0]) or infinite(d[1]): return "vertical"
    if "outside" in d: return "one-sided"
    if r.apart(d[0], d[1]): return "kink"
    if small(d[0]) and small(d[1]): return "zero"
    if r.haszero(d[1]): raise Trouble("a derivative that may be 0")
    if alike(*germs): return "smooth"
    if not near(*d): raise Trouble("one-sided derivatives are not shown to be the same")
    return "join"


def near(a, b):
    """the same number, or the same to CLOSE bits"""
    if r.exact(a) and a == b: return True
    return r.log2of(r.most(r.mpi_sub(a, b, 64))) < r.log2of(r.most(a)) - CLOSE


def eachside(e):
    m = Germ(e["steps"], e["x"], e["v"])
    h = settled(m)
    if isinstance(h, Outside): raise Refused("there is no value")
    if isinstance(h, Trouble): raise h
    confirm(ball(e["value"]), lambda p: m.settle(max(p, m.p))[0], (m.p, 4 * m.p), "the value")
    found = [oneside(e, s, side, m) for s, side in zip(e["sides"], (-1, 1))]
    d, germs = [f[0] for f in found], [f[1] for f in found]
    if e["class"] == "jump": return apartfrom(ball(e["value"]), d)
    own = twosided(d, germs)
    if {own, e["class"]} == {"smooth", "join"}:        # one derivative either way
        if own == "join": raise Trouble("that one germ holds on both sides is not shown")
    elif own != e["class"]: raise Refused("the class is %s, not %s" % (own, e["class"]))


def guarded(e, g):
    """a comparison that the function made in C stays what it was"""
    if g["branches"] is None: raise Trouble("a comparison of the function is not settled")
    s = Germ(g["steps"], e["x"], e["v"])
    if "w" in e: s.along(e["w"], e["shift"])
    h = settled(s)
    if isinstance(h, Trouble): raise h
    if isinstance(h, Outside): raise Refused("a comparison has no value")
    compare(s, g["branches"])
    if s.ties() or s.deg[s.out]: raise Trouble("a comparison lies on its border")
    germane(s)
    if r.sign(h[0]) is None or bool(r.sign(h[0])) != g["holds"]:
        raise Refused("a comparison goes the other way")


def prove(e):
    """e: an entry with its steps, x and v; raises Refused or Trouble"""
    if e["class"] == "undecided":
        raise Trouble("undecided is no certificate: %s" % e.get("why", ""))
    if not e["sides"]: raise Trouble("no proof is given: %s" % e.get("why", ""))
    for g in e.get("guards", ()): guarded(e, g)
    sides = [s["side"] for s in e["sides"]]
    if sides == ["both"]: both(e, e["sides"][0])
    elif sides == ["left", "right"]: eachside(e)
    else: raise Refused("sides are both, or left and right")
