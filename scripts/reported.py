#!/usr/bin/env python3
"""reported -- the derivatives of checks/data/reported.txt to 60 digits, by mpmath and by sympy.

usage: reported.py [FILE] > checks/data/reported-digits.txt
Every derivative that exists is computed twice: mpmath.diff at two precisions that agree, and, where
sympy can, sympy's symbolic derivative evaluated.  Where both exist they must agree to 60 digits.
Derivatives from one side are mpmath's.  The words that the file gives
by hand (kink, vertical, jump, ...) are tested with numbers.  Without sympy, mpmath alone is used
and the first lines of the output say so.  No code is shared with the program, nor is its parser.
Exit status 1: two derivatives disagree, or a word is not what the numbers show.
"""
import ast
import re
import signal
import sys
from mpmath import mp, mpf
import mpmath

try: import sympy
except ImportError: sympy = None

DIGITS = 60
TINY = mpf(2)**-1140         # what the program may call zero
PRECISIONS = (400, 800, 1600, 3200)


class Undefined(Exception): "no value, or none that is real"
class Unable(Exception): "this way does not get there"


# ---- two algebras: numbers of mpmath, expressions of sympy ----
class Numbers:
    "what a formula is at a point"
    def __init__(self, at): self.at = at
    def name(self, s): return mp.pi if s == "pi" else self.at[s]
    def const(self, s): return mpf(float(s))
    def sign(self, x): return mp.sign(x)
    def less(self, a, b): return a < b
    def equal(self, a, b): return a == b

    def call(self, f, *x):
        try: y = f(mpmath.mp, *x)
        except (ZeroDivisionError, ValueError, OverflowError) as why: raise Undefined(why)
        if isinstance(y, mpmath.mpc) or not mp.isfinite(y): raise Undefined("not a real number")
        return y

    def pow(self, a, b):
        if a == 0 and b < 0: raise Undefined("1/0")
        if a < 0 and b != int(b): raise Undefined("a fractional power of a negative number")
        return mpf(1) if b == 0 else self.call(lambda m, a, b: a**b, a, b)


class Symbols(Numbers):
    "the same as an expression; a branch is the one taken at the point, none at a tie"
    def __init__(self, at):
        self.symbol = {n: sympy.Symbol(n, real=True) for n in at}
        self.point = {self.symbol[n]: sympy.Rational(*rational(x)) for n, x in at.items()}
    def name(self, s): return sympy.pi if s == "pi" else self.symbol[s]
    def const(self, s): return sympy.Rational(float(s))
    def value(self, x): return sympy.sympify(x).subs(self.point).evalf(50, maxn=5000)

    def sign(self, x):
        v = self.value(x)
        if not v.is_Float and not v.is_Integer and not v.is_Rational: raise Unable("no value")
        if v == 0:
            if sympy.sympify(x).free_symbols: raise Unable("a tie")
            return 0
        return 1 if v > 0 else -1

    def less(self, a, b): return self.sign(a - b) < 0
    def equal(self, a, b): return self.sign(a - b) == 0
    def call(self, f, *x): return f(SympyNames, *x)

    def pow(self, a, b):
        if a == 0 and self.value(b) > 0: return sympy.Integer(0)
        return sympy.Pow(a, b)


class SympyNames:
    "sympy under mpmath's names"
    def __getattr__(self, n): return getattr(sympy, n)
    def psi(self, m, x): return sympy.polygamma(m, x)
    def expm1(self, x): return sympy.exp(x) - 1
    def log1p(self, x): return sympy.log(1 + x)
    def root3(self, x): return sympy.cbrt(x)


SympyNames = SympyNames()


def rational(x):
    sign, man, exp, _ = mpf(x)._mpf_
    man = -int(man) if sign else int(man)
    return (man * 2**exp, 1) if exp >= 0 else (man, 2**-exp)


# ---- the functions of formulas, from what mathematics says they are ----
def each(f):
    "of numbers, element by element of arrays"
    def g(K, *x):
        for v in x:
            if isinstance(v, list):
                n = len(v)
                return [g(K, *(u[i] if isinstance(u, list) else u for u in x)) for i in range(n)]
        return f(K, *x)
    return g


def flat(x): return [v for u in x for v in flat(u)] if isinstance(x, list) else [x]
def total(x): return sum(flat(x)[1:], flat(x)[0])
def elementary(f): return each(lambda K, *x: K.call(f, *x))
def larger(K, a, b): return b if K.less(a, b) else a
def smaller(K, a, b): return a if K.less(a, b) else b
def extreme(pick):
    def f(K, *x):
        y = x[0]
        for v in x[1:]: y = pick(K, y, v)
        return y
    return f


def cbrt(K, x):
    if K.sign(x) < 0: return -cbrt(K, -x)
    return K.call(lambda m, x: m.root3(x) if m is SympyNames else m.cbrt(x), x)


def logsumexp(K, x):
    x = flat(x)
    return K.call(lambda m, *x: m.log(sum(m.exp(v - x[0]) for v in x)) + x[0], *x)


def softmax(K, x): return [K.call(lambda m, d: m.exp(d), v - logsumexp(K, x)) for v in flat(x)]
def logsoftmax(K, x): return [v - logsumexp(K, x) for v in flat(x)]
def root(K, x): return K.call(lambda m, x: m.sqrt(x), x)
def norm(K, x): return root(K, total([v*v for v in flat(x)]))
def absolute(K, x): return -x if K.sign(x) < 0 else x


def var(K, x):
    x = flat(x)
    mean = total(x)/len(x)
    return total([(v - mean)**2 for v in x])/len(x)


def cumprod(K, x):
    y = x[:1]
    for v in x[1:]: y.append(y[-1]*v)
    return y


def product(x): return cumprod(None, flat(x))[-1]


def det(K, a):
    if len(a) == 1: return a[0][0]
    return sum((-1)**j*a[0][j]*det(K, [r[:j] + r[j + 1:] for r in a[1:]]) for j in range(len(a)))


def cholesky(K, a):
    n = len(a)
    r = [[K.const("0")]*n for _ in a]
    for i in range(n):
        for j in range(i + 1):
            s = a[i][j] - sum(r[i][k]*r[j][k] for k in range(j))
            r[i][j] = root(K, s) if i == j else s/r[j][j]
    return r


def triangular(K, a, b):
    y = []
    for i, row in enumerate(a):
        y.append((b[i] - sum(row[k]*y[k] for k in range(i)))/row[i])
    return y


def pnorm(K, x, p):
    return K.pow(total([K.pow(absolute(K, v), p) for v in flat(x)]), 1/p)


def ndtr(m, x): return m.erfc(-x/m.sqrt(2))/2
def softplus(m, x): return m.log(1 + m.exp(x))
def gelu_tanh(K, x):
    "as docs/formulas.md has it: beyond 99 it is linear"
    h, c = smaller(K, larger(K, x, K.const("-99")), K.const("99")), K.const("0.044715")
    return x*K.call(lambda m, h: 1/(1 + m.exp(-m.sqrt(8/m.pi)*(h + c*h**3))), h)


def huber(K, x):
    a = absolute(K, x)
    return x*x/2 if not K.less(K.const("1"), a) else a - K.const("0.5")


def xlogy(K, x, y):
    if K.__class__ is Numbers and x == 0: return mpf(0)
    return x*K.call(lambda m, y: m.log(y), y)


FUNCTIONS = {n: elementary(lambda m, x, n=n: getattr(m, n)(x)) for n in """exp log sqrt sin cos tan
    sinh cosh tanh asin acos atan asinh acosh erf erfc erfinv gamma zeta expm1 log1p""".split()}
FUNCTIONS.update({
    "sqr": each(lambda K, x: x*x), "abs": each(absolute), "sign": each(lambda K, x: K.sign(x)),
    "cbrt": each(cbrt), "pow": each(lambda K, a, b: K.pow(a, b)), "atan2": each(
        lambda K, a, b: K.call(lambda m, a, b: m.atan2(a, b), a, b)),
    "max": each(extreme(larger)), "min": each(extreme(smaller)),
    "reducemax": lambda K, x: extreme(larger)(K, *flat(x)),
    "reducemin": lambda K, x: extreme(smaller)(K, *flat(x)),
    "clamp": each(lambda K, x, a, b: smaller(K, larger(K, x, a), b)),
    "relu": each(lambda K, x: larger(K, x, K.const("0"))), "huber": each(huber),
    "sigmoid": elementary(lambda m, x: 1/(1 + m.exp(-x))), "softplus": elementary(softplus),
    "logsigmoid": elementary(lambda m, x: -softplus(m, -x)),
    "silu": elementary(lambda m, x: x/(1 + m.exp(-x))),
    "mish": elementary(lambda m, x: x*m.tanh(softplus(m, x))), "gelu_tanh": each(gelu_tanh),
    "logaddexp": lambda K, a, b: logsumexp(K, [a, b]), "logsumexp": logsumexp,
    "softmax": softmax, "log_softmax": logsoftmax,
    "cross_entropy": lambda K, z, c: -logsoftmax(K, z)[int(c)],
    "xlogy": each(xlogy), "xlog1py": each(lambda K, x, y: xlogy(K, x, 1 + y)),
    "entr": each(lambda K, x: -xlogy(K, x, x)),
    "sinc": each(lambda K, x: K.const("1") if K.equal(x, 0) else
                 K.call(lambda m, x: m.sin(m.pi*x)/(m.pi*x), x)),
    "digamma": elementary(lambda m, x: m.psi(0, x)),
    "trigamma": elementary(lambda m, x: m.psi(1, x)),
    "lgamma": elementary(lambda m, x: m.log(abs(m.gamma(x)))),
    "ndtr": elementary(ndtr), "logndtr": elementary(lambda m, x: m.log(ndtr(m, x))),
    "ndtri": elementary(lambda m, p: m.sqrt(2)*m.erfinv(2*p - 1)),
    "erfcx": elementary(lambda m, x: m.exp(x*x)*m.erfc(x)),
    "jn": elementary(lambda m, n, x: m.besselj(n, x)),
    "norm": norm, "pnorm": pnorm, "var": var, "std": lambda K, x: root(K, var(K, x)),
    "sum": lambda K, x: total(x), "prod": lambda K, x: product(x), "cumprod": cumprod, "det": det,
    "cholesky": cholesky, "triangular_solve": triangular,
})
COMPARE = {ast.Gt: lambda K, a, b: K.less(b, a), ast.Lt: lambda K, a, b: K.less(a, b),
           ast.LtE: lambda K, a, b: not K.less(b, a), ast.Eq: lambda K, a, b: K.equal(a, b)}


# ---- formulas, read by Python's own parser ----
def matrix(text):
    return re.sub(r"\[([^\[\]]*;[^\[\]]*)\]",
                  lambda m: "[[" + m.group(1).replace(";", "],[") + "]]", text)


def divide(K, a, b):
    if K.__class__ is Numbers and b == 0: raise Undefined("x/0")
    return a/b


BINARY = {ast.Add: each(lambda K, a, b: a + b), ast.Sub: each(lambda K, a, b: a - b),
          ast.Mult: each(lambda K, a, b: a*b), ast.Div: each(divide),
          ast.Pow: each(lambda K, a, b: K.pow(a, b))}


class Formula:
    def __init__(self, text):
        self.tree = ast.parse(matrix(text).replace("^", "**"), mode="eval").body
        self.text = matrix(text).replace("^", "**")

    def under(self, K, t=None):
        "its value in the algebra K; what where() does not choose is not looked at"
        t = self.tree if t is None else t
        if isinstance(t, ast.Constant): return K.const(ast.get_source_segment(self.text, t))
        if isinstance(t, ast.Name): return K.name(t.id)
        if isinstance(t, ast.List): return [self.under(K, e) for e in t.elts]
        if isinstance(t, ast.UnaryOp): return BINARY[ast.Mult](K, -1, self.under(K, t.operand))
        if isinstance(t, ast.BinOp):
            return BINARY[type(t.op)](K, self.under(K, t.left), self.under(K, t.right))
        if isinstance(t, ast.Compare):
            pair = (self.under(K, e) for e in (t.left, t.comparators[0]))
            return COMPARE[type(t.ops[0])](K, *pair)
        if isinstance(t, ast.Subscript): return self.under(K, t.value)[t.slice.value]
        if t.func.id == "where":
            return self.under(K, t.args[1 if self.under(K, t.args[0]) else 2])
        return FUNCTIONS[t.func.id](K, *(self.under(K, e) for e in t.args))


# ---- derivatives ----
def near(a, b, digits=DIGITS + 2):
    return a == b or abs(a - b) <= mpf(10)**-digits*max(abs(a), abs(b))


def along(f, at, name):
    return lambda t: f.under(Numbers({**at, name: t}))


def numeric(f, at, name, order, direction=0):
    "mpmath.diff, at precisions that grow until two agree; a step in proportion to x"
    before, x = None, at[name]
    for digits in PRECISIONS:
        with mp.workdps(digits):
            h = mp.ldexp(1, int(mp.mag(x or 1)) - mp.prec - 10)
            d = mp.diff(along(f, at, name), x, order, h=h, direction=direction)
        if before is not None:
            if near(d, before): return d
            if max(abs(d), abs(before)) < mpf(10)**-380: return mpf(0)
        before = d
    raise Unable("mpmath: no two precisions agree")


def symbolic(f, at, name, order):
    "sympy's derivative, evaluated; None where it has none"
    def late(*_): raise Unable("it takes too long")
    signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, 20)
    try:
        K = Symbols(at)
        d = sympy.sympify(sympy.diff(f.under(K), K.symbol[name], order)).subs(K.point)
        v, w = (d.evalf(n, maxn=20000) for n in (DIGITS + 15, 2*DIGITS))
        if not all(u.is_Float or u.is_Rational for u in (v, w)): return None
        v, w = (mpf(u._mpf_) if u.is_Float else mpf(u.p)/u.q for u in (v, w))
        return v if near(v, w) else None
    except (Unable, NotImplementedError, ValueError, TypeError, AttributeError, ZeroDivisionError,
            OverflowError, RecursionError): return None
    finally: signal.setitimer(signal.ITIMER_VIRTUAL, 0)


# ---- the words, tested with numbers ----
def beside(f, at, name, side, h):
    try: return along(f, at, name)(at[name] + side*h)
    except Undefined: return None


def word(f, at, name):
    "what small steps on both sides show"
    with mp.workdps(1600):
        y = beside(f, at, name, 0, 0)
        if y is None: return "undefined"
        h = [mpf(10)**-k for k in (300, 400)]
        side = [[beside(f, at, name, s, e) for e in h] for s in (-1, 1)]
        gone = [None in v for v in side]
        slope = [None if None in v else [s*(u - y)/e for u, e in zip(v, h)]
                 for s, v in zip((-1, 1), side)]
        if all(gone): return "undefined"
        small = [v and abs(v[1] - y) > mpf(10)**-2 for v in side if None not in v]
        if any(small): return "jump"
        if any(v and abs(v[1]) > 10 + 2*abs(v[0]) or v and y == 0 and abs(v[1] - v[0]) > 100
               for v in slope): return "vertical"
        if any(gone): return "one-sided"
        return "kink" if abs(slope[0][1] - slope[1][1]) > mpf(10)**-100 else "join or derivative"


def shown(x): return mp.nstr(x, DIGITS, strip_zeros=True, min_fixed=0, max_fixed=0) if x else "0"


def number(text): return mpf(float(text))


def read(line):
    "formula, point, order, source, class of each input that has one"
    part = line.split(" ; ")
    point, _, order = part[1].partition(" order ")
    at = {n: number(v) for n, v in (p.split("=") for p in point.split(","))}
    words = dict(w.split("=") for w in part[3].split() if "=" in w) if len(part) > 3 else {}
    return Formula(part[0]), at, int(order or 1), words, part


def entry(f, at, name, order, given):
    "class, derivative, from the left, from the right; by how many ways"
    if given:
        found = word(f, at, name) if order == 1 else given
        if found != given and not (given == "join" and found == "join or derivative"):
            raise Unable("by hand it is %s, by numbers %s" % (given, found))
    if given == "kink":
        return "kink", None, [numeric(f, at, name, 1, s) for s in (-1, 1)], 1
    if given == "one-sided":
        return given, None, [None if beside(f, at, name, s, mpf(10)**-9) is None
                             else numeric(f, at, name, 1, s) for s in (-1, 1)], 1
    if given and given != "join": return given, None, None, 1
    if given == "join":
        two = [numeric(f, at, name, order, s) for s in (-1, 1)]
        if not near(two[0], two[1]): raise Unable("two derivatives at a join")
        return "join", two[0], None, 1
    d = numeric(f, at, name, order)
    e = symbolic(f, at, name, order) if sympy else None
    if e is not None and not near(d, e, DIGITS) and max(abs(d), abs(e)) >= TINY:
        raise Unable("mpmath %s, sympy %s" % (shown(d), shown(e)))
    # where differences show only that there is next to nothing, sympy tells how little
    if e is not None and d == 0: d = e
    return "derivative", d, None, 1 if e is None else 2


def main():
    name = sys.argv[1] if len(sys.argv) > 1 else "checks/data/reported.txt"
    mp.dps = DIGITS + 20
    rows, both, alone, bad = [], 0, 0, 0
    for line in open(name):
        line = line.rstrip("\n")
        if not line or line[0] == "#": continue
        f, at, order, words, part = read(line)
        for x in at:
            try: kind, d, sides, ways = entry(f, at, x, order, words.get(x))
            except (Unable, Undefined) as why:
                print("%s ; %s: %s: %s" % (part[0], part[1], x, why), file=sys.stderr)
                bad += 1
                continue
            both, alone = both + (ways == 2), alone + (ways == 1 and kind == "derivative")
            rows.append(" ; ".join([part[0], part[1], x, kind, "-" if d is None else shown(d)] +
                                   ["-" if s is None else shown(s) for s in sides or []]))
    print("# reported-digits.txt -- derivatives of the formulas in reported.txt: formula ; point ; "
          "input ; class ; derivative ; from the left ; from the right")
    print("# command python3 scripts/reported.py > checks/data/reported-digits.txt")
    print("# by mpmath %s and sympy %s" % (mpmath.__version__, sympy.__version__) if sympy else
          "# by mpmath %s alone: sympy is not here" % mpmath.__version__)
    print("# %d derivatives by both, equal to %d digits; %d by mpmath alone" %
          (both, DIGITS, alone))
    print("\n".join(rows))
    if not sympy: print("reported: there is no sympy, so mpmath alone", file=sys.stderr)
    return 1 if bad else 0


sys.exit(main())
