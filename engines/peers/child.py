# child -- torch or sympy behind a pipe: a list comes in as lines, a point and a cotangent as hexadecimal numbers
import os, signal, sys
# who is interrupted is who asks
signal.signal(signal.SIGINT, signal.SIG_IGN)

def torch_table():
    import torch
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    as_ = lambda c: c.to(torch.float64)
    one = {n: getattr(torch, n) for n in '''neg sqrt exp exp2 expm1 log log2 log10 log1p sin cos tan asin acos atan sinh cosh tanh
        asinh acosh atanh abs sign floor round erf erfc sigmoid lgamma digamma sinc relu'''.split()}
    # not torch.special.bessel_j0 and its like: in 1.13 their results need no gradient, so that it is lost without a word
    one.update(sqr=torch.square, recip=torch.reciprocal, softplus=torch.nn.functional.softplus)
    two = {n: getattr(torch, n) for n in 'add sub mul div pow hypot atan2 fmod'.split()}
    two.update(max=torch.maximum, min=torch.minimum, mod=torch.remainder, logaddexp=torch.logaddexp,
               **{n: (lambda f: lambda a, b: as_(f(a, b)))(getattr(torch, n)) for n in 'lt le gt ge eq'.split()})
    return one, two, lambda c, a, b: torch.where(c != 0, a, b)

def sympy_table():
    import sympy as s
    one = {n: getattr(s, n) for n in 'sqrt exp log sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh erf erfc sign floor digamma'.split()}
    one.update(neg=lambda a: -a, sqr=lambda a: a*a, recip=lambda a: 1/a, abs=s.Abs, gamma=s.gamma, lgamma=s.loggamma,
               j0=lambda a: s.besselj(0, a), j1=lambda a: s.besselj(1, a), y0=lambda a: s.bessely(0, a), y1=lambda a: s.bessely(1, a))
    two = dict(add=lambda a, b: a + b, sub=lambda a, b: a - b, mul=lambda a, b: a*b, div=lambda a, b: a/b, pow=lambda a, b: a**b,
               atan2=s.atan2, max=s.Max, min=s.Min)
    return one, two, None

class Torch:
    def __init__(self, nin, lines, out, at):
        self.nin, self.lines, self.out = nin, lines, out

    def vjp(self, x, g):
        import torch
        v = [torch.tensor(a, requires_grad=True) for a in x]
        for kind, arg in self.lines:
            v.append(torch.tensor(arg) if kind == 'const' else table(kind)(*(v[a] for a in arg)))
        y = [v[o] for o in self.out]
        live = [(a, b) for a, b in zip(y, g) if b and a.requires_grad]
        d = torch.autograd.grad([a for a, _ in live], v[:self.nin], [torch.tensor(b) for _, b in live], allow_unused=True) if live else [None]*self.nin
        return [a.item() for a in y], [0. if a is None else a.item() for a in d]

    # of one input, in binary32, as its users compute: the sum's gradient is the derivative at each number
    def many(self, x):
        import torch
        single = lambda a: a.to(torch.float32) if a.dtype == torch.float64 else a
        x = torch.tensor(x, dtype=torch.float32, requires_grad=True)
        v = [x]
        for kind, arg in self.lines:
            v.append(torch.tensor(arg, dtype=torch.float32) if kind == 'const' else single(table(kind)(*(v[a] for a in arg))))
        y = v[self.out[0]]
        if not y.requires_grad:
            return [0.]*len(x)
        d, = torch.autograd.grad(y.sum(), [x], allow_unused=True)
        return [0.]*len(x) if d is None else d.tolist()

# the derivatives as a user has them: by diff, then lambdify
class Sympy:
    def __init__(self, nin, lines, out, at):
        import sympy as s
        x = s.symbols('x:%d' % nin, real=True)
        v = list(x)
        for kind, arg in lines:
            v.append((s.Integer(int(arg)) if arg == int(arg) else s.Float(arg, 17)) if kind == 'const' else table(kind)(*(v[a] for a in arg)))
        y = [v[o] for o in out]
        # mpmath, not math: it has every function, and its errors are those of the formula
        self.y = s.lambdify([x], y, 'mpmath')
        self.d = [s.lambdify([x], [s.diff(a, b) for b in x], 'mpmath') for a in y]

    def vjp(self, x, g):
        import mpmath
        at = [mpmath.mpf(a) for a in x]
        gx = [0.]*len(x)
        for b, d in zip(g, self.d):
            if b:
                gx = [p + b*float(mpmath.re(q)) for p, q in zip(gx, d(at))]
        return [float(mpmath.re(a)) for a in self.y(at)], gx

tool = sys.argv[1]
one, two, where = torch_table() if tool == 'torch' else sympy_table()
table = lambda kind: where if kind == 'where' else one.get(kind) or two[kind]
numbers = lambda: [float.fromhex(t) for t in sys.stdin.readline().split()]
say = lambda *t: print(*t, flush=True)
state = {}

# what there is, so that what there is not is told before
say(*one, *two, *(['where'] if where else []))
for command in sys.stdin:
    word, *rest = command.split()
    try:
        if word == 'open':
            key, nin, n = map(int, rest)
            lines = []
            for _ in range(n):
                kind, *arg = sys.stdin.readline().split()
                lines.append((kind, float.fromhex(arg[0]) if kind == 'const' else [int(a) for a in arg]))
            out = [int(t) for t in sys.stdin.readline().split()]
            state[key] = (Torch if tool == 'torch' else Sympy)(nin, lines, out, None)
            say('ok')
        elif word == 'close':
            del state[int(rest[0])]
        elif word == 'many':
            say('ok', *(a.hex() for a in state[int(rest[0])].many(numbers())))
        else:
            x, g = numbers(), numbers()
            y, gx = state[int(rest[0])].vjp(x, g)
            say('ok', *(float(a).hex() for a in y + gx))
    except BrokenPipeError:
        os._exit(0)
    except Exception as e:
        say('no', type(e).__name__, str(e).split('\n')[0][:160])
