"""The module as its users call it; prints TAP."""
import os
import tempfile

import numpy
import wengert

n = 0


def ok(yes, what):
	global n
	n += 1
	print("%sok %d - %s" % ("" if yes else "not ", n, what))


def refused(part, what, f, *a, **kw):
	try:
		f(*a, **kw)
	except wengert.Error as e:
		return ok(part in str(e), what)
	ok(False, what)


rng = numpy.random.default_rng(1)
W, x, b = rng.normal(size=(2, 3)), rng.normal(size=3), 0.25
t = numpy.tanh(W @ x + b)
F, G = "tanh(W @ x + b)", "sum(tanh(W @ x + b)^2)"
args = {"W": W, "x": x, "b": b}

ok(numpy.allclose(wengert.value(F, **args), t, rtol=1e-15), "a value has the shape of the result")
v, g = wengert.value_and_grad(G, **args)
s = 2 * t * (1 - t * t)
ok(isinstance(v, float) and numpy.isclose(v, (t * t).sum()), "a value and")
ok(numpy.allclose(g["W"], numpy.outer(s, x)) and numpy.allclose(g["x"], s @ W) and numpy.isclose(g["b"], s.sum()), "its gradient")
ok(g["b"].shape == () and g["W"].shape == (2, 3), "in the shapes of the inputs")
J = wengert.jacobian(F, **args)
ok(J["W"].shape == (2, 2, 3) and numpy.allclose(J["x"], (1 - t * t)[:, None] * W), "a Jacobian")
ok(numpy.allclose(J["W"][0, 1], 0) and numpy.allclose(J["W"][1, 1], (1 - t[1] ** 2) * x), "by each element")
H = wengert.hessian(G, **args)
h, e = 1e-5, numpy.eye(3)
d = [(wengert.grad(G, W=W, x=x + h * e[k], b=b)["W"] - wengert.grad(G, W=W, x=x - h * e[k], b=b)["W"]) / (2 * h) for k in range(3)]
ok(H["W"]["x"].shape == (2, 3, 3) and numpy.allclose(H["W"]["x"], numpy.stack(d, -1), atol=1e-8), "a Hessian is the gradient's difference")
ok(numpy.allclose(H["x"]["W"], numpy.moveaxis(H["W"]["x"], -1, 0)) and H["b"]["b"].shape == (), "and symmetric")
f = wengert.Function(F, W=(2, 3), x=3, b=())
ok(numpy.allclose(f.jvp({"x": x}, **args), J["x"] @ x), "a tangent of one input")
ok(numpy.allclose(f.vjp([1, 2], **args)["W"], numpy.tensordot([1, 2], J["W"], 1)), "a cotangent")
ok(numpy.allclose(f.use("forward").jacobian(**args)["W"], J["W"]), "by another engine")
f.use("static")
sp = f.sparse_jacobian(**args)
dense = numpy.zeros(sp.shape)
dense[sp.row, sp.column] = sp.value
ok(sp.shape == (2, 10) and len(sp.value) == 14 and numpy.allclose(dense[:, 6:9], J["x"]), "a sparse Jacobian")
p = wengert.prove(F, **args)
ok(p["W"].shape == (2, 2, 3) and p["x"][1, 2].kind == "smooth" and abs(p["x"][1, 2].derivative - J["x"][1, 2]) < 1e-15, "proved")
ok(p["W"][0, 1, 0].kind == "zero" and p["W"][0, 1, 0].derivative == 0, "zero where nothing depends on it")
u = wengert.errors(F, J, **args)
ok(max(q.max() for q in u.values()) < 8, "a Jacobian of ours is right")
J["x"][1, 2] *= 1 + 1e-9
u = wengert.errors(F, J, **args)
ok(u["x"][1, 2] > 1e6 and u["x"][0].max() < 8 and u["W"].max() < 8, "one wrong entry is told by its place")
ok(wengert.grad("sum(x)", x=numpy.arange(3, dtype=numpy.int32))["x"].tolist() == [1, 1, 1], "integers are taken as numbers")
ok(wengert.grad("sum(x*y)", x=W.T, y=W.T)["x"].tolist() == W.T.tolist(), "arrays in any order of memory")
refused("one number", "a gradient of two results", wengert.grad, F, **args)
refused("expected a value", "a mistake in a formula", wengert.grad, "x +* 2", x=1.)
refused("has shape (2,)", "another shape than declared", f.value, W=W, x=x[:2], b=b)
refused("the inputs are W, x, b", "an array is missing", f.value, W=W)
refused("cotangent has shape", "a cotangent of another shape", f.vjp, [1, 2, 3], **args)
refused("no engine", "no such engine", f.use, "backward")
refused("none is given", "no arrays at all", wengert.grad, "x^2")
refused("No such file", "no file", wengert.vjp, "nosuch.c")
with tempfile.TemporaryDirectory() as folder:
	wengert.write_dump(folder, args, 1., g)
	ok(bool(wengert.check_dump(folder, G)), "gradients in a folder are right")
	wengert.write_dump(folder, args, 1., {**g, "x": -g["x"]})
	v = wengert.check_dump(folder, G)
	ok(not v and v.verdict == "WRONG" and "WRONG x" in v.text, "or wrong, in words")
	kernel = os.path.join(folder, "cube.c")
	with open(kernel, "w") as to:
		to.write("double cube(double x) { return x * x * x; }\ndouble cube_vjp(double x, double g) { return 3 * x * g; }\n"
			"double square(double x) { return x * x; }\ndouble square_vjp(double x, double g) { return 2 * x * g; }\n")
	cube, square = wengert.vjp(kernel)
	ok(cube.name == "cube" and not cube and "WRONG cube" in cube.text and square.ok, "a verdict for each kernel of a file")
	ok([v.name for v in wengert.vjp(kernel, "square", options=["--strict"])] == ["square"], "for one of them, with options")
print("1..%d" % n)
