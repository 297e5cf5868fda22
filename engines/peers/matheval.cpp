/* matheval.cpp -- GNU libmatheval: a formula as text, its derivative by each input as a tree. */
#include "engines/peers/walk.hpp"
#include <cmath>
#include <matheval.h>
#include <string>

typedef std::string A;

#define ONE(R) \
	R(neg, "(-" + a + ")") \
	R(sqr, "(" + a + "*" + a + ")") R(recip, "(1/" + a + ")") R(sqrt, call("sqrt", a)) \
		R(exp, call("exp", a)) R(log, call("log", a)) R(sin, call("sin", a)) \
			R(cos, call("cos", a)) R(tan, call("tan", a)) R(asin, call("asin", a)) \
				R(acos, call("acos", a)) R(atan, call("atan", a)) \
					R(sinh, call("sinh", a)) R(cosh, call("cosh", a)) \
						R(tanh, call("tanh", a)) R(abs, call("abs", a)) \
							R(asinh, call("asinh", a)) \
								R(acosh, call("acosh", a)) \
									R(atanh, call("atanh", a))
#define TWO(R) \
	R(add, infix(a, '+', b)) \
	R(sub, infix(a, '-', b)) R(mul, infix(a, '*', b)) R(div, infix(a, '/', b)) \
		R(pow, infix(a, '^', b))
static A call(const char *f, const A &a) { return f + ("(" + a + ")"); }
static A infix(const A &a, char c, const A &b) { return "(" + a + c + b + ")"; }
static A one(unsigned k, const A &a) { switch (k) { ONE(CASE) default: abort(); } }
static A two(unsigned k, const A &a, const A &b) { switch (k) { TWO(CASE) default: abort(); } }
static int has(unsigned k) { switch (k) { ONE(HAS) TWO(HAS) return 1; default: return 0; } }

/* of f's trees: its derivatives have many times as many */
static const double NODES = 4000;

namespace {
struct State {
	std::vector<std::string> x;
	std::vector<char *> name;
	std::vector<void *> y, d;          /* d: ny x nx */

	~State()
	{
		for (void *e : y) evaluator_destroy(e);
		for (void *e : d) evaluator_destroy(e);
	}
};
}

static A number(double v)
{
	char s[64];

	snprintf(s, sizeof s, v < 0 ? "(%.17g)" : "%.17g", v);
	return s;
}

/* text of each line as it is needed: all of them at once would be the square of the longest */
static A said(const Lines *l, const State *s, uint32_t i)
{
	const Line &t = l->line[i];

	if (i < l->nin) return s->x[i];
	switch (t.nargs) {
	case 0:  return number(t.v);
	case 1:  return one(t.kind, said(l, s, t.arg[0]));
	default: return two(t.kind, said(l, s, t.arg[0]), said(l, s, t.arg[1]));
	}
}

static void *open(const Lines *l, const double *, char *why, size_t room)
{
	if (linenodes(l) > NODES) {
		snprintf(why, room, "its expression has %.3g nodes, over %g", linenodes(l), NODES);
		return nullptr;
	}
	State *s = new State;
	for (size_t i = 0; i < l->nin; i++) s->x.push_back("x" + std::to_string(i));
	for (auto &x : s->x) s->name.push_back(&x[0]);
	for (size_t o = 0; o < l->nout; o++) {
		A text = said(l, s, l->out[o]);
		void *f = evaluator_create(&text[0]);

		if (!f) {
			snprintf(why, room, "libmatheval does not read %.200s", text.c_str());
			delete s;
			return nullptr;
		}
		s->y.push_back(f);
		for (char *x : s->name) s->d.push_back(evaluator_derivative(f, x));
	}
	return s;
}

static int vjp(void *state, const double *x, const double *g, double *y, double *gx)
{
	State *s = static_cast<State *>(state);
	size_t n = s->x.size();
	std::vector<double> at(x, x + n);
	auto value = [&](void *e) {
		return evaluator_evaluate(e, int(n), s->name.data(), at.data());
	};

	for (size_t i = 0; i < n; i++) gx[i] = 0;
	for (size_t o = 0; o < s->y.size(); o++) {
		y[o] = value(s->y[o]);
		for (size_t i = 0; i < n && g[o] != 0; i++) gx[i] += g[o] * value(s->d[o * n + i]);
	}
	return 1;
}

static void close(void *s) { delete static_cast<State *>(s); }

extern "C" {
extern const Peer matheval_peer;
const Peer matheval_peer = { "matheval", "libmatheval", has, open, vjp, close, nullptr };
}
