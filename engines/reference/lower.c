/* lower.c -- a primitive as the prover takes it: others in its place, and identities that take away
 * what is no border of the function.  One step after the other, for C orders no two calls among
 * arguments. */
#include "engines/reference/maker.h"
#include <math.h>

static Id one(Maker *m, int op, Id a)       { return placestep(m, (Step){ op, 1, { a } }); }
static Id two(Maker *m, int op, Id a, Id b) { return placestep(m, (Step){ op, 2, { a, b } }); }
static Id constant(Maker *m, double c)      { return placestep(m, (Step){ O_const, 0, .c = c }); }

static Id root(Maker *m, Id a, Id b) { return one(m, O_sqrt, two(m, O_mul, a, b)); }

/* sqrt(1 - a^2) */
static Id unitcircle(Maker *m, Id a)
{
	Id c = constant(m, 1), above = lowerstep(m, O_add, 2, c, a);

	return root(m, lowerstep(m, O_sub, 2, c, a), above);
}

static Id ended(Maker *m, int op, Id a)
{
	Id c = constant(m, 1), below = lowerstep(m, O_sub, 2, c, a),
	   above = lowerstep(m, O_add, 2, c, a), y;

	if (op == O_log1p)
		return one(m, O_log, above);
	if (op == O_atanh) {
		y = one(m, O_log, below);
		y = lowerstep(m, O_sub, 2, one(m, O_log, above), y);
		return two(m, O_mul, constant(m, 0.5), y);
	}

	if (op == O_asin)
		return two(m, O_atan2, a, root(m, below, above));
	if (op == O_acos) {
		y = one(m, O_sqrt, above);
		y = two(m, O_atan2, one(m, O_sqrt, below), y);
	} else {
		y = constant(m, 0.5);
		y = one(m, O_asinh, one(m, O_sqrt, two(m, O_mul, two(m, O_sub, a, c), y)));
	}
	return two(m, O_mul, constant(m, 2), y);
}

/* 1 - f(x), sign = -1, or 1 + f(x), of a function that saturates; false: another */
static bool complement(Maker *m, Id unity, Id a, int sign, Id *y)
{
	Step f = m->code->s[a];
	Id x = f.x[0];

	if (m->code->s[unity].op != O_const || m->code->s[unity].c != 1)
		return false;
	if (f.op == O_tanh) {
		Id t = two(m, O_mul, constant(m, 2), x);

		if (sign > 0) t = one(m, O_neg, t);
		*y = two(m, O_div, constant(m, 2), two(m, O_add, unity, one(m, O_exp, t)));
		return true;
	}
	if (f.op == O_expm1 && sign > 0) {
		*y = one(m, O_exp, x);
		return true;
	}
	if (f.op == O_erf)  *y = one(m, O_erfc, sign > 0 ? one(m, O_neg, x) : x);
	if (f.op == O_erfc && sign < 0) *y = one(m, O_erf, x);
	return f.op == O_erf || (f.op == O_erfc && sign < 0);
}

/* ---- sums of exponentials: m + log(exp(x - m) + exp(y - m)) is the same for every number m -- */

enum { TERMS = 64 };
typedef struct { Id by, term[TERMS]; size_t n; } Shifted;

static bool isnumber(const Maker *m, Id a, double c)
{
	return m->code->s[a].op == O_const && m->code->s[a].c == c;
}

/* the terms t of a sum of exp(t - m), -m for one that is 0 */
static bool shifted(Maker *m, Id sum, Shifted *h)
{
	Step s = m->code->s[sum], e;

	if (s.op == O_add) return shifted(m, s.x[0], h) && shifted(m, s.x[1], h);
	if (s.op != O_exp || h->n == TERMS) return false;
	e = m->code->s[s.x[0]];
	if (e.op == O_neg && e.x[0] == h->by) h->term[h->n++] = constant(m, 0);
	else if (e.op == O_sub && e.x[1] == h->by) h->term[h->n++] = e.x[0];
	else return false;
	return true;
}

/* the shift is one of the terms, or the largest: where it has no value they have none either */
static bool ofthem(const Maker *m, Id by, const Shifted *h)
{
	const Step *s = &m->code->s[by];

	for (size_t k = 0; k < h->n; k++) if (h->term[k] == by) return true;
	return s->op == O_const || ((s->op == O_max || s->op == O_min) &&
					   ofthem(m, s->x[0], h) && ofthem(m, s->x[1], h));
}

/* the sum of exp(t - by) */
static Id unshifted(Maker *m, const Shifted *h, Id by)
{
	Id sum = 0;

	m->code->smoother = true;
	for (size_t k = 0; k < h->n; k++) {
		Id t = h->term[k] == by ? constant(m, 1)
					: one(m, O_exp, two(m, O_sub, h->term[k], by));

		sum = k ? two(m, O_add, sum, t) : t;
	}
	return sum;
}

/* max(a, b) + log(1 + exp(-|a - b|)) */
static bool byabsolute(Maker *m, Id most, Id sum, Shifted *h)
{
	Step x = m->code->s[most], s = m->code->s[sum], e, d;
	bool first;

	if (x.op != O_max || s.op != O_add) return false;
	first = isnumber(m, s.x[0], 1);
	if (!first && !isnumber(m, s.x[1], 1)) return false;
	e = m->code->s[s.x[first]];
	if (e.op != O_exp || m->code->s[e.x[0]].op != O_neg) return false;
	d = m->code->s[m->code->s[e.x[0]].x[0]];
	if (d.op != O_abs) return false;
	e = m->code->s[d.x[0]];
	h->term[0] = x.x[0], h->term[1] = x.x[1], h->n = 2;
	return (e.op == O_sub && ((e.x[0] == x.x[0] && e.x[1] == x.x[1]) ||
					 (e.x[0] == x.x[1] && e.x[1] == x.x[0]))) ||
		(isnumber(m, x.x[0], 0) && d.x[0] == x.x[1]) ||
		(isnumber(m, x.x[1], 0) && d.x[0] == x.x[0]);
}

/* a + b, a - b, a / b of such a sum: without its shift; false: another */
static bool withoutshift(Maker *m, int op, Id a, Id b, Id *y)
{
	Shifted h = { .by = a };
	Step s = m->code->s[b];

	if (op == O_add && s.op != O_log)
		return m->code->s[a].op == O_log && withoutshift(m, op, b, a, y);
	if (op == O_add && ((shifted(m, s.x[0], &h) && ofthem(m, a, &h)) ||
				   (h.n = 0, byabsolute(m, a, s.x[0], &h)))) {
		*y = two(m, O_add, h.term[0], one(m, O_log, unshifted(m, &h, h.term[0])));
		return true;
	}
	/* exp(t - m) over the sum, and its logarithm */
	if (op == O_div && m->code->s[a].op == O_exp) a = m->code->s[a].x[0];
	else if (op != O_sub || s.op != O_log) return false;
	if (m->code->s[a].op != O_sub) return false;
	h.by = m->code->s[a].x[1];
	if (!shifted(m, op == O_div ? b : s.x[0], &h) || !ofthem(m, h.by, &h)) return false;
	*y = unshifted(m, &h, m->code->s[a].x[0]);
	*y = op == O_div ? two(m, O_div, constant(m, 1), *y) : one(m, O_neg, one(m, O_log, *y));
	return true;
}

/* ---- roots and sides that a square takes away ------------------------------------------------ */

/* at every input, by its form */
static bool neverbelow0(const Code *c, Id a)
{
	const Step *s = &c->s[a];

	switch (s->op) {
	case O_sqr: case O_abs: case O_exp: case O_exp2: case O_cosh: case O_sqrt:
		return true;
	case O_const:
		return s->c >= 0;
	case O_add: case O_mul: case O_div: case O_min: case O_hypot:
		return neverbelow0(c, s->x[0]) && neverbelow0(c, s->x[1]);
	case O_max:
		return neverbelow0(c, s->x[0]) || neverbelow0(c, s->x[1]);
	default:
		return false;
	}
}

static bool even(const Maker *m, Id a)
{
	return m->code->s[a].op == O_const && fmod(m->code->s[a].c, 2) == 0;
}

/* |a|^2, sqrt(a)^2, sqrt(a^2), |a^2|: what they are without the root or side; false: another */
static bool squared(Maker *m, int op, Id a, Id *y)
{
	const Code *c = m->code;
	const Step *s = &c->s[a];

	if (op == O_sqr && s->op == O_abs)
		*y = one(m, O_sqr, s->x[0]);
	else if (op == O_sqr && s->op == O_sqrt && neverbelow0(c, s->x[0]))
		*y = s->x[0];
	else if (op == O_sqrt && s->op == O_sqr)
		*y = neverbelow0(c, s->x[0]) ? s->x[0] : one(m, O_abs, s->x[0]);
	else if (op == O_sqrt && s->op == O_pow && even(m, s->x[1])) {
		Id u = s->x[0], half = constant(m, c->s[s->x[1]].c / 2);

		*y = two(m, O_pow, u, half);
		if (!even(m, half)) *y = one(m, O_abs, *y);
	} else if (op == O_abs && neverbelow0(c, a))
		*y = a;
	else
		return false;
	return true;
}

/* |a|^n, sqrt(a)^n of an even n */
static bool powered(Maker *m, int op, Id a, Id n, Id *y)
{
	Step s = m->code->s[a];

	if (op != O_pow || !even(m, n)) return false;
	if (s.op == O_abs)
		*y = two(m, O_pow, s.x[0], n);
	else if (s.op == O_sqrt && neverbelow0(m->code, s.x[0]))
		*y = two(m, O_pow, s.x[0], constant(m, m->code->s[n].c / 2));
	else
		return false;
	return true;
}

/* max(a, b) + min(a, b), and their product */
static bool bothofthem(Maker *m, int op, Id a, Id b, Id *y)
{
	Step s = m->code->s[a], t = m->code->s[b];
	bool both = (s.op == O_max && t.op == O_min) || (s.op == O_min && t.op == O_max);

	if ((op != O_add && op != O_mul) || !both) return false;
	if ((s.x[0] != t.x[0] || s.x[1] != t.x[1]) && (s.x[0] != t.x[1] || s.x[1] != t.x[0]))
		return false;
	*y = lowerstep(m, op, 2, s.x[0], s.x[1]);
	return true;
}

/* f(g(x)) = x of every real x */
static const int inverse[][2] = { { O_log, O_exp }, { O_log2, O_exp2 }, { O_log1p, O_expm1 },
	{ O_tan, O_atan }, { O_asinh, O_sinh }, { O_sinh, O_asinh }, { O_atanh, O_tanh },
	{ O_neg, O_neg } };

Id lowerstep(Maker *m, int op, unsigned nargs, Id a, Id b)
{
	Id y;

	if (m->ends &&
		(op == O_asin || op == O_acos || op == O_acosh || op == O_atanh || op == O_log1p))
		return ended(m, op, a);
	for (size_t k = 0; nargs == 1 && k < sizeof inverse / sizeof *inverse; k++)
		if (op == inverse[k][0] && m->code->s[a].op == inverse[k][1])
			return m->code->s[a].x[0];
	if (m->ends && nargs == 2 && withoutshift(m, op, a, b, &y)) return y;
	if (op == O_hypot) {
		y = one(m, O_sqr, b);
		return one(m, O_sqrt, two(m, O_add, one(m, O_sqr, a), y));
	}
	if (op == O_fmod)
		return two(m, O_sub, a, two(m, O_mul, b, one(m, O_trunc, two(m, O_div, a, b))));
	if (op == O_mul && a == b)
		return lowerstep(m, O_sqr, 1, a, 0);
	if (op == O_add && a == b)
		return two(m, O_mul, constant(m, 2), a);
	if ((op == O_max || op == O_min) && a == b)
		return a;
	if (nargs == 1 ? squared(m, op, a, &y)
		       : bothofthem(m, op, a, b, &y) || powered(m, op, a, b, &y))
		return y;
	if (op == O_tan && m->code->s[a].op == O_asin)
		return two(m, O_div, m->code->s[a].x[0], unitcircle(m, m->code->s[a].x[0]));
	if (op == O_tan && m->code->s[a].op == O_acos)
		return two(m, O_div, unitcircle(m, m->code->s[a].x[0]), m->code->s[a].x[0]);
	if (op == O_sub && complement(m, a, b, -1, &y))
		return y;
	if (op == O_add && (complement(m, a, b, 1, &y) || complement(m, b, a, 1, &y)))
		return y;
	if ((op == O_add || op == O_mul) && b < a)
		return two(m, op, b, a);
	return nargs == 1 ? one(m, op, a) : two(m, op, a, b);
}
