/* cppad.cpp -- CppAD as TMB carries it: recorded once, optimised, replayed. */
#include "engines/peers/headline.hpp"
#include "engines/peers/walk.hpp"
#include <iostream>
#ifndef NDEBUG
#define NDEBUG 1 /* as TMB sets it: some of its assertions do not compile */
#endif
#define CSKIP(...) __VA_ARGS__             /* what TMB.hpp says before, without R */
static std::ostream &Rcout = std::cout, &Rcerr = std::cerr;
template <class T> struct isDouble { enum { value = false }; };
template <> struct isDouble<double> { enum { value = true }; };
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"          /* in its optimiser, inlined here */
#include <cppad/cppad.hpp>

typedef CppAD::AD<double> A;

#define ONE(R) \
	ELEMENTARY(R) \
	R(abs, CppAD::abs(a)) R(log10, log10(a)) R(erf, CppAD::erf(a)) R(sign, CppAD::sign(a))
#define TWO(R) \
	ARITHMETIC(R) \
	R(pow, CppAD::pow(a, b)) R(atan2, CppAD::atan2(a, b)) R(max, CondExpGt(a, b, a, b)) \
		R(min, CondExpLt(a, b, a, b)) R(lt, CondExpLt(a, b, A(1), A(0))) \
			R(le, CondExpLe(a, b, A(1), A(0))) R(gt, CondExpGt(a, b, A(1), A(0))) \
				R(ge, CondExpGe(a, b, A(1), A(0))) \
					R(eq, CondExpEq(a, b, A(1), A(0)))
#define THREE(R) R(where, CondExpGt(a, A(0), b, c))
TABLE(A, ONE, TWO, THREE)

typedef CppAD::ADFun<double> Tape;

static void *open(const Lines *l, const double *x, char *, size_t)
{
	std::vector<A> in(x, x + l->nin), v, out;

	CppAD::Independent(in);
	v = in;
	walk(*l, v);
	for (size_t o = 0; o < l->nout; o++) out.push_back(v[l->out[o]]);
	Tape *t = new Tape(in, out);
	t->optimize();
	return t;
}

static int vjp(void *s, const double *x, const double *g, double *y, double *gx)
{
	Tape *t = static_cast<Tape *>(s);
	std::vector<double> at(x, x + t->Domain()), w(g, g + t->Range()), v = t->Forward(0, at);

	std::copy(v.begin(), v.end(), y);
	v = t->Reverse(1, w);
	std::copy(v.begin(), v.end(), gx);
	return 1;
}

static void close(void *s) { delete static_cast<Tape *>(s); }

static void *opennative(const Problem *p)
{
	std::vector<A> x(p->x, p->x + p->nx), out(p->ny);

	CppAD::Independent(x);
	headline(*p, x.data(), out.data());
	Tape *t = new Tape(x, out);
	t->optimize();
	return t;
}

static void gradient(void *s, const Problem *p, double *y, double *J)
{
	Tape *t = static_cast<Tape *>(s);
	std::vector<double> at(p->x, p->x + p->nx), v = t->Forward(0, at);

	std::copy(v.begin(), v.end(), y);
	for (size_t o = 0; o < p->ny; o++) {
		std::vector<double> w(p->ny);

		w[o] = 1;
		v = t->Reverse(1, w);
		std::copy(v.begin(), v.end(), J + o * p->nx);
	}
}

extern "C" {
extern const Peer cppad_peer;
extern const Native cppad_native;
const Peer cppad_peer = { "cppad", "CppAD", has, open, vjp, close, nullptr };
const Native cppad_native = { "cppad", opennative, gradient, close };
}
