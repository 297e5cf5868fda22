/* stan.cpp -- Stan Math: virtual nodes in an arena, recorded at each point. */
#include "engines/peers/headline.hpp"
#include "engines/peers/walk.hpp"
#include <stan/math/rev/core.hpp>
#include <stan/math/rev/scal.hpp>

typedef stan::math::var A;

#define ONE(R) \
	ELEMENTARY(R) \
	R(abs, fabs(a)) R(floor, floor(a)) R(round, round(a)) R(cbrt, cbrt(a)) R(exp2, \
		exp2(a)) R(expm1, expm1(a)) R(log2, log2(a)) R(log10, log10(a)) R(log1p, log1p(a)) \
		R(sigmoid, inv_logit(a)) R(softplus, log1p_exp(a)) R(asinh, asinh(a)) \
			R(acosh, acosh(a)) R(atanh, atanh(a)) R(erf, erf(a)) R(erfc, erfc(a)) \
				R(gamma, tgamma(a)) R(lgamma, lgamma(a)) R(digamma, digamma(a)) \
					R(j0, bessel_first_kind(0, a)) \
						R(j1, bessel_first_kind(1, a)) \
							R(y0, bessel_second_kind(0, a)) \
								R(y1, bessel_second_kind(1, a)) \
	SIGNED(R, Value)
#define TWO(R) \
	ARITHMETIC(R) \
	R(pow, pow(a, b)) R(hypot, hypot(a, b)) R(atan2, atan2(a, b)) R(fmod, fmod(a, b)) \
		R(max, fmax(a, b)) R(min, fmin(a, b)) COMPARED(R, Value)
#define THREE(R) R(where, Value(a) != 0 ? b : c)
static double Value(const A &a) { return a.val(); }
TABLE(A, ONE, TWO, THREE)

static void *open(const Lines *l, const double *, char *, size_t) { return const_cast<Lines *>(l); }

static int vjp(void *s, const double *x, const double *g, double *y, double *gx)
{
	const Lines *l = static_cast<const Lines *>(s);
	std::vector<A> in(x, x + l->nin), v(in);
	A sum = 0.0;

	walk(*l, v);
	for (size_t o = 0; o < l->nout; o++) {
		y[o] = v[l->out[o]].val();
		if (g[o] != 0) sum += g[o] * v[l->out[o]];
	}
	sum.grad();
	for (size_t i = 0; i < l->nin; i++) gx[i] = in[i].adj();
	stan::math::recover_memory();
	return 1;
}

static void close(void *) { }

static void *opennative(const Problem *) { return const_cast<char *>(""); }

static void gradient(void *, const Problem *p, double *y, double *J)
{
	std::vector<A> x(p->x, p->x + p->nx), out(p->ny);

	headline(*p, x.data(), out.data());
	for (size_t o = 0; o < p->ny; o++) {
		stan::math::set_zero_all_adjoints();
		out[o].grad();
		y[o] = out[o].val();
		for (size_t i = 0; i < p->nx; i++) J[o * p->nx + i] = x[i].adj();
	}
	stan::math::recover_memory();
}

extern "C" {
extern const Peer stan_peer;
extern const Native stan_native;
const Peer stan_peer = { "stan", "Stan Math", has, open, vjp, close, nullptr };
const Native stan_native = { "stan", opennative, gradient, close };
}
