/* ginac.cpp -- GiNaC: expressions, differentiated by each input, evaluated by substitution. */
#include "engines/peers/walk.hpp"
#include <cmath>
#include <ginac/ginac.h>

typedef GiNaC::ex A;

#define ONE(R) \
	ELEMENTARY(R) \
	R(abs, GiNaC::abs(a)) R(asinh, asinh(a)) R(acosh, acosh(a)) R(atanh, atanh(a)) \
		R(gamma, GiNaC::tgamma(a)) R(lgamma, GiNaC::lgamma(a))
#define TWO(R) ARITHMETIC(R) R(pow, pow(a, b)) R(atan2, GiNaC::atan2(a, b))
#define THREE(R)
/* a whole number is exact, another a double */
static A number(double v) { return v == std::floor(v) && std::fabs(v) < 1e9 ? A(long(v)) : A(v); }
static A one(unsigned k, const A &a) { switch (k) { ONE(CASE) default: abort(); } }
static A two(unsigned k, const A &a, const A &b) { switch (k) { TWO(CASE) default: abort(); } }
static int has(unsigned k) { switch (k) { ONE(HAS) TWO(HAS) return 1; default: return 0; } }

/* of f's trees: its derivatives have many times as many */
static const double NODES = 4000;

namespace {
struct State {
	std::vector<GiNaC::realsymbol> x;
	std::vector<A> y, d;               /* d: ny x nx */
};
}

static void *open(const Lines *l, const double *, char *why, size_t room)
{
	std::vector<A> v(l->n);

	if (linenodes(l) > NODES) {
		snprintf(why, room, "its expression has %.3g nodes, over %g", linenodes(l), NODES);
		return nullptr;
	}
	State *s = new State;
	s->x.resize(l->nin);
	for (size_t i = 0; i < l->nin; i++) v[i] = s->x[i];
	for (size_t i = l->nin; i < l->n; i++) {
		const Line &t = l->line[i];

		v[i] = t.nargs == 0    ? number(t.v)
			: t.nargs == 1 ? one(t.kind, v[t.arg[0]])
				       : two(t.kind, v[t.arg[0]], v[t.arg[1]]);
	}
	for (size_t o = 0; o < l->nout; o++) s->y.push_back(v[l->out[o]]);
	for (const A &y : s->y)
		for (const auto &x : s->x) s->d.push_back(y.diff(x));
	return s;
}

static double value(const A &e, const GiNaC::exmap &at)
{
	A v = e.subs(at).evalf();

	return GiNaC::is_a<GiNaC::numeric>(v)
		? GiNaC::ex_to<GiNaC::numeric>(v.real_part()).to_double()
		: NAN;
}

static int vjp(void *state, const double *x, const double *g, double *y, double *gx)
{
	State *s = static_cast<State *>(state);
	size_t n = s->x.size();
	GiNaC::exmap at;

	for (size_t i = 0; i < n; i++) at[s->x[i]] = x[i], gx[i] = 0;
	try {
		for (size_t o = 0; o < s->y.size(); o++) {
			y[o] = value(s->y[o], at);
			for (size_t i = 0; i < n && g[o] != 0; i++)
				gx[i] += g[o] * value(s->d[o * n + i], at);
		}
	} catch (const std::exception &) {     /* a pole: GiNaC throws where others give infinity */
		return 0;
	}
	return 1;
}

static void close(void *s) { delete static_cast<State *>(s); }

extern "C" {
extern const Peer ginac_peer;
const Peer ginac_peer = { "ginac", "GiNaC", has, open, vjp, close, nullptr };
}
