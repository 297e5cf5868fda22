/* scalars.cpp -- our own eager scalar programs (scalars.h) behind C++'s operators, on the same text
 * as the tools. */
#include "engines/peers/headline.hpp"
#define _Thread_local __thread
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"            /* C's compound literals */
extern "C" {
#include "engines/tape/scalars.h"
}
#pragma GCC diagnostic pop

namespace {
struct A {
	Scalar s;

	A() : s{ 0, 0 } {}
	A(double v) : s{ v, 0 } {}
	A(Scalar v) : s(v) {}
	A &operator+=(const A &b) { s = Adds(s, b.s); return *this; }
	A &operator-=(const A &b) { s = Subs(s, b.s); return *this; }
	A &operator*=(const A &b) { s = Muls(s, b.s); return *this; }
};
inline A operator+(const A &a, const A &b) { return Adds(a.s, b.s); }
inline A operator-(const A &a, const A &b) { return Subs(a.s, b.s); }
inline A operator*(const A &a, const A &b) { return Muls(a.s, b.s); }
inline A operator/(const A &a, const A &b) { return Divs(a.s, b.s); }
inline A operator-(const A &a)             { return Negs(a.s); }
inline bool operator>(const A &a, const A &b) { return a.s.v > b.s.v; }
inline A exp(const A &a)  { return Exps(a.s); }
inline A log(const A &a)  { return Logs(a.s); }
inline A sin(const A &a)  { return Sins(a.s); }
inline A cos(const A &a)  { return Coss(a.s); }
inline A sqrt(const A &a) { return Sqrts(a.s); }
inline A tanh(const A &a) { return Tanhs(a.s); }
}

static void *open(const Problem *) { return const_cast<char *>(""); }
static void close(void *) { freescalars(); }

static void gradient(void *, const Problem *p, double *y, double *J)
{
	std::vector<A> x(p->nx), out(p->ny);

	resettape();
	for (size_t i = 0; i < p->nx; i++) x[i] = variable(p->x[i]);
	headline(*p, x.data(), out.data());
	for (size_t o = 0; o < p->ny; o++) {
		y[o] = out[o].s.v;
		zeroadjoints();
		seed(out[o].s, 1);
		backwardtape();
		for (size_t i = 0; i < p->nx; i++) J[o * p->nx + i] = adjoint(x[i].s);
	}
}

extern "C" {
extern const Native scalars_native;
const Native scalars_native = { "scalars", open, gradient, close };
}
