"""structure -- what is exactly so of a germ, step by step: degrees and orders in t, powers of one
step, what moves.
"""
import replayed.rect as r
from replayed.values import STEPS, chosen, integer

MANY = 10 ** 6                             # no degree; constant
SELECT = {"where", "max", "min"}
EVEN = {"cos", "cosh", "sqr", "j0", "sinc", "dj1"}


class Structure:
    def factor(self, i):
        """a constant that is not 0"""
        return not self.deg[i] and isinstance(self.h[i], tuple) and not r.zeroin(self.h[i])

    def monomial(self, i, deep=8):
        """(b, n): i is a constant times b^n"""
        op, a, _ = self.steps[i]
        if not deep: return i, 1
        inner = lambda k: self.monomial(k, deep - 1)
        if op == "neg" or (op == "abs" and self.br[i] in (1, -1)): return inner(a[0])
        if op in SELECT: return inner(chosen(op, a, self.br[i]))
        if op in ("sqr", "recip"):
            b, n = inner(a[0])
            return b, 2 * n if op == "sqr" else -n
        if op == "pow" and self.exponentof(a[1]):
            b, n = inner(a[0])
            return b, n * self.exponentof(a[1])
        if op in ("add", "sub"):
            for k in (0, 1):
                if not self.deg[a[k]] and self.vanishes(a[k]): return inner(a[1 - k])
        if op not in ("mul", "strongmul", "div", "strongdiv"): return i, 1
        if self.factor(a[1]): return inner(a[0])
        c, m = inner(a[1])
        if op in ("div", "strongdiv"): m = -m
        if self.factor(a[0]): return c, m
        b, n = inner(a[0])
        return (b, n + m) if b == c else (i, 1)

    def monomialdegree(self, i):
        b, n = self.monomial(i)
        return MANY if b == i or n < 0 else n * self.deg[b]

    def vanishes(self, i): return isinstance(self.h[i], tuple) and r.nought(self.h[i])
    def strongzero(self, op, a):
        return op in ("strongmul", "strongdiv") and not self.deg[a[0]] and self.vanishes(a[0])

    def degree(self, i):
        op, a, _ = self.steps[i]
        d = [self.deg[k] for k in a]
        zero = [not self.deg[k] and self.vanishes(k) for k in a]
        if not any(d) or op in STEPS: return 0
        if op in ("mul", "strongmul", "sqr", "div", "strongdiv") and zero[0]: return 0
        if op in ("mul", "strongmul") and zero[1]: return 0
        if op in ("neg", "abs"): return d[0]
        if op == "sqr": return 2 * d[0]
        if op in SELECT: return self.deg[chosen(op, a, self.br[i])]
        if op in ("add", "sub"): return 0 if op == "sub" and a[0] == a[1] else max(d)
        if op in ("mul", "strongmul"): return sum(d) if sum(d) < MANY else self.monomialdegree(i)
        if op in ("div", "strongdiv"): return self.monomialdegree(i) if d[1] else d[0]
        if op == "pow":
            if self.exponentof(a[1]): return d[0] * self.exponentof(a[1])
            positive = zero[0] and (self.br[i] == "0" or r.positive(self.h[a[1]][0]))
            return 0 if zero[1] or positive else MANY
        if op == "atan2" and zero[0] and self.br[i] == "+": return 0
        return MANY

    def exponentof(self, i):
        """a positive whole number that does not move, or None"""
        n = None if self.deg[i] else integer(self.h[i])
        return n if n and n > 0 else None

    def order(self, i):
        op, a, _ = self.steps[i]
        o = [self.ord[k] for k in a]
        zero = [self.vanishes(k) for k in a]
        br = self.br[i]
        if op in SELECT: return self.ord[chosen(op, a, br)]
        if op in ("mul", "strongmul") and any(zero): return sum(k for k, z in zip(o, zero) if z)
        if op in ("div", "strongdiv"): return 1 if self.reduces(br) else o[0] if zero[0] else min(o)
        if isinstance(br, tuple) and br[0] == "root": return br[1]
        if op == "pow" and zero[0] and self.exponentof(a[1]): return o[0] * self.exponentof(a[1])
        if self.symmetric(op, a): return 2 * o[0]
        return 1 if self.reduces(br) else min(o)

    def symmetric(self, op, a):
        """it is even about the value of what it is taken of"""
        if op in EVEN: return self.vanishes(a[0])
        if op == "cospi": return integer(self.h[a[0]]) is not None
        return op == "sinpi" and (integer(r.times(self.h[a[0]], 2)) or 0) % 2 == 1

    @staticmethod
    def reduces(br): return isinstance(br, tuple) and br[0] in ("ratio", "corner")

    def movers(self):
        """of each step the variables that move it, and whether its mixed derivative is exactly 0"""
        moved = []
        for i, (op, a, c) in enumerate(self.steps):
            if op == "input": m = {k for k, d in enumerate((self.v, self.w)) if c in d}
            elif not self.deg[i]: m = set()
            elif op in SELECT: m = moved[chosen(op, a, self.br[i])]
            else: m = set().union(*(moved[k] for k in a))
            if m >= {0, 1} and op not in ("input", "neg", "abs", "add", "sub", *SELECT):
                m = m | {"mixed"}
            moved.append(m)
        return moved
