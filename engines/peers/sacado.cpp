/* sacado.cpp -- Sacado of Trilinos, its reverse numbers: recorded as computed, freed by the sweep.
 */
#include "engines/peers/headline.hpp"
#include "engines/peers/walk.hpp"
#include <Sacado_trad.hpp>

typedef Sacado::Rad::ADvar<double> A;

#define ONE(R) \
	ELEMENTARY(R) \
	R(abs, fabs(a)) R(log10, log10(a)) R(asinh, asinh(a)) R(acosh, acosh(a)) \
		R(atanh, atanh(a)) FLOORED(R, Value) SIGNED(R, Value)
#define TWO(R) \
	ARITHMETIC(R) \
	R(pow, pow(a, b)) R(atan2, atan2(a, b)) R(max, max(a, b)) R(min, min(a, b)) \
		COMPARED(R, Value)
#define THREE(R) R(where, Value(a) != 0 ? b : c)
static double Value(const A &a) { return a.val(); }
TABLE(A, ONE, TWO, THREE)

/* the adjoints of y's rows, each weighted by g, in x */
static void sweep(std::vector<A> &y, const double *g, std::vector<A> &x, double *gx)
{
	std::vector<A *> to;
	std::vector<double> w(g, g + y.size());

	for (auto &v : y) to.push_back(&v);
	A::Weighted_Gradcomp(y.size(), to.data(), w.data());
	for (size_t i = 0; i < x.size(); i++) gx[i] = x[i].adj();
}

static void *open(const Lines *l, const double *, char *, size_t) { return const_cast<Lines *>(l); }

static int vjp(void *s, const double *x, const double *g, double *y, double *gx)
{
	const Lines *l = static_cast<const Lines *>(s);
	std::vector<A> in(x, x + l->nin), v(in), out;

	walk(*l, v);
	for (size_t o = 0; o < l->nout; o++) {
		out.push_back(v[l->out[o]]);
		y[o] = out[o].val();
	}
	sweep(out, g, in, gx);
	return 1;
}

static void close(void *) { }

static void *opennative(const Problem *) { return const_cast<char *>(""); }

static void gradient(void *, const Problem *p, double *y, double *J)
{
	for (size_t o = 0; o < p->ny; o++) {   /* the sweep frees the tape: a row, a recording */
		std::vector<A> x(p->x, p->x + p->nx), out(p->ny);
		std::vector<double> g(p->ny);

		headline(*p, x.data(), out.data());
		for (size_t k = 0; k < p->ny; k++) y[k] = out[k].val();
		g[o] = 1;
		sweep(out, g.data(), x, J + o * p->nx);
	}
}

extern "C" {
extern const Peer sacado_peer;
extern const Native sacado_native;
const Peer sacado_peer = { "sacado", "Sacado", has, open, vjp, close, nullptr };
const Native sacado_native = { "sacado", opennative, gradient, close };
}
