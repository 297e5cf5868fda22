/* walk.hpp -- the lines of a list computed in a tool's own numbers.
 *
 * A tool says what it has in three tables: ONE in a, TWO in a and b, THREE in a, b and c; TABLE
 * reads them.
 */
#ifndef WALK_HPP
#define WALK_HPP
#include "engines/peers/peer.h"
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

/* what every tool for derivatives has */
#define ARITHMETIC(R) R(add, a + b) R(sub, a - b) R(mul, a * b) R(div, a / b)
#define ELEMENTARY(R) \
	R(neg, -a) \
	R(sqr, a *a) R(recip, 1 / a) R(sqrt, sqrt(a)) R(exp, exp(a)) R(log, log(a)) R(sin, sin(a)) \
		R(cos, cos(a)) R(tan, tan(a)) R(asin, asin(a)) R(acos, acos(a)) R(atan, atan(a)) \
			R(sinh, sinh(a)) R(cosh, cosh(a)) R(tanh, tanh(a))
/* of a tool whose tape holds for one point: a step and a comparison are numbers there */
#define FLOORED(R, v) R(floor, std::floor(v(a)))
#define SIGNED(R, v) R(sign, (v(a) > 0) - (v(a) < 0))
#define COMPARED(R, v) \
	R(lt, v(a) < v(b)) \
	R(le, v(a) <= v(b)) R(gt, v(a) > v(b)) R(ge, v(a) >= v(b)) R(eq, v(a) == v(b))

#define CASE(name, value) case R_##name: return value;
#define HAS(name, value)  case R_##name:
#define TABLE(A, ONE, TWO, THREE) \
	static A one(unsigned k, const A &a) \
	{ \
		switch (k) { \
			ONE(CASE) default : abort(); \
		} \
	} \
	static A two(unsigned k, const A &a, const A &b) \
	{ \
		switch (k) { \
			TWO(CASE) default : abort(); \
		} \
	} \
	static A three(unsigned k, const A &a, const A &b, const A &c) \
	{ \
		switch (k) { \
			THREE(CASE) default : abort(); \
		} \
	} \
	static int has(unsigned k) \
	{ \
		switch (k) { \
			ONE(HAS) TWO(HAS) THREE(HAS) return 1; \
		default: \
			return 0; \
		} \
	} \
	static A line(const Line &l, const std::vector<A> &v) \
	{ \
		switch (l.nargs) { \
		case 0: \
			return A(l.v); \
		case 1: \
			return one(l.kind, v[l.arg[0]]); \
		case 2: \
			return two(l.kind, v[l.arg[0]], v[l.arg[1]]); \
		default: \
			return three(l.kind, v[l.arg[0]], v[l.arg[1]], v[l.arg[2]]); \
		} \
	} \
	static void walk(const Lines &l, std::vector<A> &v) /* the inputs are in v */ \
	{ \
		v.resize(l.n); \
		for (size_t i = l.nin; i < l.n; i++) v[i] = line(l.line[i], v); \
	}
#endif
