/* tmbad.cpp -- TMBad of TMB: recorded once, optimised, replayed. */
#include "engines/peers/headline.hpp"
#include "engines/peers/walk.hpp"
#include <iostream>
/* what TMB.hpp says before, without R */
static std::ostream &Rcout = std::cout, &Rcerr = std::cerr;
#define TMBAD_ASSERT2(x, msg) (void) (x);
#define TMBAD_ASSERT(x) (void) (x);
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized" /* AVX-512 intrinsics, inlined here */
#include <Eigen/Dense>
#include <Eigen/Sparse>
#include <TMBad/TMBad.hpp>
#include <TMBad/tmbad_allow_comparison.hpp>
#include <TMBad/TMBad.cpp>

typedef TMBad::ad_aug A;

#define ONE(R) \
	ELEMENTARY(R) \
	R(abs, fabs(a)) R(floor, floor(a)) R(expm1, expm1(a)) R(log1p, log1p(a)) R(sign, sign(a))
#define TWO(R) \
	ARITHMETIC(R) \
	R(pow, pow(a, b)) R(max, max(a, b)) R(min, min(a, b)) R(lt, CondExpLt(a, b, A(1.), A(0.))) \
		R(le, CondExpLe(a, b, A(1.), A(0.))) R(gt, CondExpGt(a, b, A(1.), A(0.))) \
			R(ge, CondExpGe(a, b, A(1.), A(0.))) R(eq, CondExpEq(a, b, A(1.), A(0.)))
#define THREE(R) R(where, CondExpGt(a, A(0.), b, c))
TABLE(A, ONE, TWO, THREE)

typedef TMBad::ADFun<> Tape;

namespace {
struct List {
	const Lines *l;

	std::vector<A> operator()(const std::vector<A> &x) const
	{
		std::vector<A> v(x), out;

		walk(*l, v);
		for (size_t o = 0; o < l->nout; o++) out.push_back(v[l->out[o]]);
		return out;
	}
};

struct Headline {
	const Problem *p;

	std::vector<A> operator()(const std::vector<A> &x) const
	{
		std::vector<A> y(p->ny);

		headline(*p, x.data(), y.data());
		return y;
	}
};
}

template <class F> static void *taped(F f, size_t n, const double *x)
{
	Tape *t = new Tape(f, std::vector<double>(x, x + n));

	t->optimize();
	return t;
}

static void *open(const Lines *l, const double *x, char *, size_t)
{
	return taped(List{ l }, l->nin, x);
}

static int vjp(void *s, const double *x, const double *g, double *y, double *gx)
{
	Tape *t = static_cast<Tape *>(s);
	std::vector<double> at(x, x + t->Domain()), w(g, g + t->Range()), v = (*t)(at);

	std::copy(v.begin(), v.end(), y);
	v = t->Jacobian(at, w);
	std::copy(v.begin(), v.end(), gx);
	return 1;
}

static void close(void *s) { delete static_cast<Tape *>(s); }

static void *opennative(const Problem *p) { return taped(Headline{ p }, p->nx, p->x); }

/* Jacobian runs forward too: the value needs no run of its own */
static void gradient(void *s, const Problem *p, double *y, double *J)
{
	Tape *t = static_cast<Tape *>(s);
	std::vector<double> at(p->x, p->x + p->nx);

	for (size_t o = 0; o < p->ny; o++) {
		std::vector<double> w(p->ny), v;

		w[o] = 1;
		v = t->Jacobian(at, w);
		y[o] = t->glob.value_dep(o);
		std::copy(v.begin(), v.end(), J + o * p->nx);
	}
}

extern "C" {
extern const Peer tmbad_peer;
extern const Native tmbad_native;
const Peer tmbad_peer = { "tmbad", "TMBad", has, open, vjp, close, nullptr };
const Native tmbad_native = { "tmbad", opennative, gradient, close };
}
