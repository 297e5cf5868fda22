"""Derivatives of formulas over NumPy arrays, proofs of them, and verdicts on backward passes.

	import numpy, wengert
	W, x = numpy.ones((2, 3)), numpy.array([1., 2., 3.])
	wengert.grad("sum(tanh(W @ x))", W=W, x=x)        # {"W": array, "x": array}
	wengert.prove("sum(tanh(W @ x))", W=W, x=x)       # the same, proved
	wengert.vjp("layernorm.c")                        # verdicts on hand-written backward passes
	wengert.check_dump("folder", "sum(tanh(x))")      # on gradients that others wrote as .npy

One file over libwengert by ctypes: there is nothing to build.  WENGERT_LIBRARY is the library where
it is not in its usual place, WENGERT the program that vjp and check_dump start.  Formulas are those
of `wengert grad` (docs/formulas.md); arrays are taken as float64.  What cannot be done raises
wengert.Error, whose text says why.
"""
import collections
import ctypes
import ctypes.util
import functools
import json
import os
import subprocess

import numpy

__all__ = ["Error", "Function", "Sparse", "Truth", "Verdict", "check_dump", "errors", "grad", "hessian",
	"jacobian", "prove", "value", "value_and_grad", "version", "vjp", "write_dump"]

RANK = 8


class Error(ValueError):
	"""Why it cannot be done."""


class _Input(ctypes.Structure):
	_fields_ = [("name", ctypes.c_char_p), ("rank", ctypes.c_int), ("dim", ctypes.c_size_t * RANK)]


class _Sparse(ctypes.Structure):
	_fields_ = [(n, ctypes.c_size_t) for n in ("rows", "columns", "entries", "colours")] + [
		("row", ctypes.POINTER(ctypes.c_size_t)), ("column", ctypes.POINTER(ctypes.c_size_t)),
		("value", ctypes.POINTER(ctypes.c_double)), ("y", ctypes.POINTER(ctypes.c_double))]


class _Truth(ctypes.Structure):
	_fields_ = [("kind", ctypes.c_char_p)] + [
		(n, ctypes.c_double) for n in ("derivative", "error", "left", "right")] + [
		("digits", ctypes.c_char * 56)]


#: of one entry: its kind, the nearest float and its proved error, one-sided derivatives, 40 digits
Truth = collections.namedtuple("Truth", "kind derivative error left right digits")
#: entries by rows: value[k] stands in row[k], column[k] of a matrix of that shape
Sparse = collections.namedtuple("Sparse", "shape row column value colours")

_vector = numpy.ctypeslib.ndpointer(numpy.float64, flags="C_CONTIGUOUS")


def _found():
	here = os.path.dirname(os.path.abspath(__file__))
	for name in (os.environ.get("WENGERT_LIBRARY"), os.path.join(here, "libwengert.so.1"),
			os.path.join(here, "..", "..", "libwengert.so.1"), ctypes.util.find_library("wengert"),
			"libwengert.so.1"):
		if not name:
			continue
		try:
			return ctypes.CDLL(name)
		except OSError as e:
			if name == os.environ.get("WENGERT_LIBRARY"):
				raise ImportError("WENGERT_LIBRARY: %s" % e) from None
	raise ImportError("libwengert.so.1 is not found: make install, or WENGERT_LIBRARY=build/libwengert.so.1")


def _declared(lib):
	size, status, text, program = ctypes.c_size_t, ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p
	or_null = ctypes.c_void_p
	for name, result, arguments in (
			("version", text, []), ("why", text, []),
			("formula", program, [text, size, ctypes.POINTER(_Input)]), ("close", None, [program]),
			("inputs", size, [program]), ("outputs", size, [program]),
			("output_shape", status, [program, size, ctypes.POINTER(size)]),
			("use", status, [program, text]), ("evaluate", status, [program, _vector, _vector]),
			("gradient", status, [program, _vector, or_null, _vector]),
			("jacobian", status, [program, _vector, or_null, _vector]),
			("hessian", status, [program, _vector, or_null, or_null, _vector]),
			("jvp", status, [program, _vector, _vector, or_null, _vector]),
			("vjp", status, [program, _vector, _vector, or_null, _vector]),
			("sparse_jacobian", status, [program, _vector, ctypes.POINTER(_Sparse)]),
			("sparse_hessian", status, [program, _vector, ctypes.POINTER(_Sparse)]),
			("free_sparse", None, [ctypes.POINTER(_Sparse)]),
			("prove", status, [program, _vector, ctypes.POINTER(_Truth)]),
			("errors", status, [program, _vector, _vector, _vector])):
		function = getattr(lib, "wengert_" + name)
		function.restype, function.argtypes = result, arguments
	return lib


_lib = _declared(_found())
version = _lib.wengert_version().decode()


def _why():
	return Error(_lib.wengert_why().decode())


class Function:
	"""A formula whose arrays have the shapes of the keywords: a tuple, a length, () of a number."""

	def __init__(self, formula, **shapes):
		self._program = None
		self.shapes = {n: (s,) if isinstance(s, int) else tuple(s) for n, s in shapes.items()}
		inputs = (_Input * len(shapes))()
		for k, (name, shape) in enumerate(self.shapes.items()):
			if len(shape) > RANK:
				raise Error("%s has %d axes; at most %d are there" % (name, len(shape), RANK))
			inputs[k] = _Input(name.encode(), len(shape), (ctypes.c_size_t * RANK)(*shape))
		self._program = _lib.wengert_formula(formula.encode(), len(shapes), inputs)
		if not self._program:
			raise _why()
		self._nx, self._ny = _lib.wengert_inputs(self._program), _lib.wengert_outputs(self._program)
		if not shapes and self._nx:
			raise Error("%s has inputs, and none is given" % formula)
		dim = (ctypes.c_size_t * RANK)()
		rank = _lib.wengert_output_shape(self._program, 0, dim)
		self.shape = tuple(dim[:rank])

	def __del__(self):
		if getattr(self, "_program", None):
			_lib.wengert_close(self._program)

	def use(self, engine):
		"""Differentiates by that engine: `wengert list engines`."""
		self._done(_lib.wengert_use(self._program, engine.encode()))
		return self

	def _done(self, status):
		if status:
			raise _why()

	def _joined(self, arrays):
		if arrays.keys() != self.shapes.keys():
			raise Error("arrays are given for %s; the inputs are %s" % (
				", ".join(arrays) or "nothing", ", ".join(self.shapes) or "none"))
		for name, shape in self.shapes.items():
			if numpy.shape(arrays[name]) != shape:
				raise Error("%s has shape %s; it was declared %s" % (name, numpy.shape(arrays[name]), shape))
		if not arrays:
			return numpy.zeros(0)
		return numpy.concatenate([numpy.ravel(numpy.asarray(_host(arrays[n]), numpy.float64)) for n in self.shapes])

	def _parted(self, v, before=()):
		parts, k = {}, 0
		for name, shape in self.shapes.items():
			n = int(numpy.prod(shape, dtype=int))
			parts[name] = v[..., k:k + n].reshape(before + shape)
			k += n
		return parts

	def value(self, **arrays):
		y = numpy.empty(self._ny)
		self._done(_lib.wengert_evaluate(self._program, self._joined(arrays), y))
		return y.reshape(self.shape)[()]

	def value_and_grad(self, **arrays):
		y, g = numpy.empty(1), numpy.empty(self._nx)
		self._done(_lib.wengert_gradient(self._program, self._joined(arrays), y.ctypes.data, g))
		return y[0], self._parted(g)

	def grad(self, **arrays):
		return self.value_and_grad(**arrays)[1]

	def jacobian(self, **arrays):
		"""By input; its axes are those of the result, then those of the input."""
		J = numpy.empty((self._ny, self._nx))
		self._done(_lib.wengert_jacobian(self._program, self._joined(arrays), None, J))
		return self._parted(J, self.shape)

	def hessian(self, **arrays):
		"""hessian()["W"]["x"] has the axes of W, then those of x."""
		H = numpy.empty((self._nx, self._nx))
		self._done(_lib.wengert_hessian(self._program, self._joined(arrays), None, None, H))
		rows, k = {}, 0
		for name, shape in self.shapes.items():
			n = int(numpy.prod(shape, dtype=int))
			rows[name] = self._parted(H[k:k + n], shape)
			k += n
		return rows

	def jvp(self, tangents, **arrays):
		"""J v for a dictionary v of tangents; of an input that is not in it: 0."""
		dy, all_ = numpy.empty(self._ny), {n: numpy.zeros(s) for n, s in self.shapes.items()}
		all_.update(tangents)
		self._done(_lib.wengert_jvp(self._program, self._joined(arrays), self._joined(all_), None, dy))
		return dy.reshape(self.shape)[()]

	def vjp(self, cotangent, **arrays):
		gx, g = numpy.empty(self._nx), numpy.asarray(cotangent, numpy.float64)
		if g.shape != self.shape:
			raise Error("the cotangent has shape %s; the result has %s" % (g.shape, self.shape))
		self._done(_lib.wengert_vjp(self._program, self._joined(arrays), numpy.ravel(g).copy(), None, gx))
		return self._parted(gx)

	def _sparse(self, ask, arrays):
		s = _Sparse()
		self._done(ask(self._program, self._joined(arrays), s))
		n = s.entries
		got = Sparse((s.rows, s.columns), *(numpy.array(a[:n]) for a in (s.row, s.column, s.value)), s.colours)
		_lib.wengert_free_sparse(s)
		return got

	def sparse_jacobian(self, **arrays):
		return self._sparse(_lib.wengert_sparse_jacobian, arrays)

	def sparse_hessian(self, **arrays):
		return self._sparse(_lib.wengert_sparse_hessian, arrays)

	def prove(self, **arrays):
		"""By input, an array of Truth, with the axes of jacobian()."""
		t = (_Truth * (self._ny * self._nx))()
		self._done(_lib.wengert_prove(self._program, self._joined(arrays), t))
		all_ = numpy.empty(len(t), object)
		for k, e in enumerate(t):
			all_[k] = Truth(e.kind.decode(), e.derivative, e.error, e.left, e.right, e.digits.decode())
		return self._parted(all_.reshape(self._ny, self._nx), self.shape)

	def errors(self, jacobian, **arrays):
		"""How far a Jacobian (or gradient) of yours is from the truth, in ulps, by input; NaN: not known."""
		if jacobian.keys() != self.shapes.keys():
			raise Error("derivatives are given by %s; the inputs are %s" % (", ".join(jacobian), ", ".join(self.shapes)))
		for name, shape in self.shapes.items():
			if numpy.shape(jacobian[name]) != self.shape + shape:
				raise Error("the derivative by %s has shape %s; it is %s" % (
					name, numpy.shape(jacobian[name]), self.shape + shape))
		J = numpy.concatenate([numpy.reshape(numpy.asarray(jacobian[n], numpy.float64), (self._ny, -1))
			for n in self.shapes], axis=1)
		u = numpy.empty_like(J)
		self._done(_lib.wengert_errors(self._program, self._joined(arrays), J, u))
		return self._parted(u, self.shape)


@functools.lru_cache(maxsize=64)
def _function(formula, shapes):
	return Function(formula, **dict(shapes))


def _of(formula, arrays):
	return _function(formula, tuple((n, numpy.shape(a)) for n, a in arrays.items()))


def value(formula, **arrays):
	return _of(formula, arrays).value(**arrays)


def grad(formula, **arrays):
	"""The gradient of a formula of one number, by input."""
	return _of(formula, arrays).grad(**arrays)


def value_and_grad(formula, **arrays):
	return _of(formula, arrays).value_and_grad(**arrays)


def jacobian(formula, **arrays):
	return _of(formula, arrays).jacobian(**arrays)


def hessian(formula, **arrays):
	return _of(formula, arrays).hessian(**arrays)


def prove(formula, **arrays):
	return _of(formula, arrays).prove(**arrays)


def errors(formula, jacobian, **arrays):
	return _of(formula, arrays).errors(jacobian, **arrays)


# ---- verdicts: what the program says -----------------------------------------------------------

class Verdict(dict):
	"""What `wengert vjp --format json` says of one kernel, or of one folder; text: in words."""
	text = ""
	name = property(lambda v: v.get("name") or v.get("folder"))
	verdict = property(lambda v: v["verdict"])
	ok = property(lambda v: v["verdict"] == "OK")

	def __bool__(self):
		return self.ok


def _run(arguments):
	program = os.environ.get("WENGERT", "wengert")
	try:
		done = subprocess.run([program, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
			stdin=subprocess.DEVNULL, encoding="utf-8", errors="replace")
	except OSError as e:
		raise Error("%s: %s: WENGERT is the program" % (program, e.strerror)) from None
	if done.returncode not in (0, 1):
		raise Error(done.stderr.strip() or "%s ended with status %d" % (program, done.returncode))
	return done.stdout


def vjp(file, *names, options=()):
	"""A Verdict for each kernel of a C, C++ or CUDA file; options as on the command line."""
	said = json.loads(_run(["vjp", file, *names, *options, "--format", "json"]))
	found = [Verdict(k) for k in said["kernels"]]
	for v in found:
		if not v.ok:
			v.text = _run(["vjp", file, v.name, *options, "--color", "never"])
	return found


def _host(a):
	"""As NumPy has it: arrays of other libraries come by DLPack, from a GPU by way of their own cpu()."""
	for step in ("detach", "cpu"):
		a = getattr(a, step)() if hasattr(a, step) else a
	return numpy.from_dlpack(a) if hasattr(a, "__dlpack__") and not isinstance(a, numpy.ndarray) else numpy.asarray(a)


def write_dump(folder, arrays, cotangent, gradients):
	"""Writes what check_dump reads: inputs, the cotangent of the result, the gradients you computed."""
	os.makedirs(folder, exist_ok=True)
	for name, a in [*arrays.items(), ("cotangent", cotangent), *(("grad_" + n, g) for n, g in gradients.items())]:
		numpy.save(os.path.join(folder, name + ".npy"), _host(a))


def check_dump(folder, formula=None, primal=None, options=()):
	"""The Verdict on gradients that stand in a folder, against the formula they are gradients of; or against
	differences of a program, primal: a command that reads a line of inputs and writes one of results."""
	of = ["--primal", primal] if formula is None else ["--formula", formula]
	arguments = ["vjp", "--npy", folder, *of, *options]
	v = Verdict(json.loads(_run([*arguments, "--format", "json"])))
	if not v.ok:
		v.text = _run([*arguments, "--color", "never"])
	return v
