/* distant.c -- functions of one value beyond every ball (far.c). */
#include "engines/reference/far.h"
#include <math.h>
#include <stdlib.h>

/* at a point, of |u| >= 2^L: functions that oscillate are within their bounds, whatever u is */
State oscillating(acb_t y, int op, int sign, double L)
{
	switch (op) {
	case O_sin: case O_cos: case O_sinpi: case O_cospi: return almost(y, POINT, 0, 0);
	case O_sinc:  return almost(y, POINT, 0, L);
	case O_dsinc: return almost(y, POINT, 0, L - 1);
	/* less than sqrt(2/(pi |u|)) (1 + 1/|u|) */
	case O_j0: case O_j1: case O_dj1: return almost(y, POINT, 0, L / 2 - 1);
	case O_y0: case O_y1: return sign > 0 ? almost(y, POINT, 0, L / 2 - 1) : VAGUE;
	default:   return VAGUE;
	}
}

/* half a turn less what is small */
static State quarterturn(acb_t y, int place, int sign, double L, slong p)
{
	acb_t t;

	almost(y, place, 0, L);
	acb_init(t);
	acb_const_pi(t, p);
	acb_mul_2exp_si(t, t, -1);
	if (sign > 0) acb_add(y, y, t, p);
	else          acb_sub(y, y, t, p);
	acb_clear(t);
	return KNOWN;
}

/* 2^E is less than |u|, and so is 2 Re u of what is turned no more than STRAIGHT */
typedef struct { int place, sign; double turn, L, E; slong p; } Distant;

/* to the right; left of 0: outside the domain, which a disc does not say */
static State onright(const Distant *u, State y)
{
	return u->sign > 0 ? y : u->place == DISC ? VAGUE : OUTSIDE;
}

/* in a known direction */
static State towards(acb_t y, int op, const Distant *u)
{
	double E = u->E, around = u->place == DISC ? INFINITY : 0, L = u->L;
	int sign = u->sign;

	switch (op) {
	case O_sqrt:  return onright(u, beyondballs(y, 1, u->turn / 2, L / 2));
	case O_cbrt:  return beyondballs(y, sign, u->turn / 3, L / 3);
	case O_exp:
	case O_exp2:
		return sign > 0 ? beyondballs(y, 1, around, E) : almost(y, u->place, 0, E);
	case O_expm1:
		return sign > 0 ? beyondballs(y, 1, around, E - 1) : almost(y, u->place, -1, E);
	case O_cosh:  return beyondballs(y, 1, around, E);
	case O_sinh:  return beyondballs(y, sign, around, E);
	case O_gamma: return sign > 0 ? beyondballs(y, 1, around, E) : VAGUE;
	case O_log:
	case O_log1p:
	case O_log2:
	case O_log10:
	case O_acosh:
		return onright(u, beyondballs(y, 1, around > 0 ? 4 / L : 0, log2(L) - 2));
	case O_lgamma:   return sign > 0 ? beyondballs(y, 1, around, L) : VAGUE;
	case O_digamma:
		return sign > 0 ? beyondballs(y, 1, around > 0 ? 4 / L : 0, log2(L) - 2) : VAGUE;
	case O_trigamma: return sign > 0 ? almost(y, u->place, 0, L - 2) : VAGUE;
	case O_asinh: return beyondballs(y, sign, around > 0 ? 4 / L : 0, log2(L) - 1);
	case O_tanh: case O_erf: return almost(y, u->place, FAULT(11, sign, 0), E);
	case O_erfc:  return almost(y, u->place, sign > 0 ? 0 : 2, E);
	case O_atan:  return quarterturn(y, u->place, sign, L - 1, u->p);
	case O_asin: case O_acos: case O_atanh: return u->place == DISC ? VAGUE : OUTSIDE;
	default:      return u->place == DISC ? VAGUE : oscillating(y, op, sign, L);
	}
}

/* log(exp(u)) = u, log(1 + exp(u)) = u + r, |r| <= 2 exp(-Re u), u known */
static State itself(Germ *g, size_t i, int place)
{
	const Step *s = &g->code->s[i], *in = &g->code->s[s->x[0]];
	acb_srcptr u = valueat(g, place, in->x[0]);
	acb_ptr y = g->val[place] + i;
	double least = leastreal(u, false);

	if ((s->op != O_log && s->op != O_log1p) || (in->op != O_exp && in->op != O_expm1) ||
		least < LEAST)
		return VAGUE;
	almost(y, place, 0, least);
	acb_add(y, y, u, MOSTPREC);
	return KNOWN;
}

/* log(exp(u)) and what is as close to u, u FAR to the right: an identity of germs, whatever way
 * exp(u) goes over a disc */
static State undone(Germ *g, size_t i, int place)
{
	const Step *s = &g->code->s[i], *in = &g->code->s[s->x[0]];
	int sign;

	switch (s->op) {
	case O_log: case O_log1p: case O_log2: case O_log10: case O_asinh: case O_acosh: break;
	default: return VAGUE;
	}
	if (in->op != O_exp && in->op != O_exp2 && in->op != O_expm1 && in->op != O_cosh)
		return VAGUE;
	if (stateat(g, place, in->x[0]) == KNOWN)
		return itself(g, i, place);
	if (stateat(g, place, in->x[0]) != FAR)
		return VAGUE;
	sign = headof(g, place, in->x[0]);
	if (!sign || (sign < 0 && in->op != O_cosh))
		return VAGUE;
	return beyondballs(g->val[place] + i, 1,
		turnof(g, place, in->x[0]) + 0x1p-24 * (place == DISC),
		boundof(g, place, in->x[0]) - 2);
}

State ofone(Germ *g, size_t i, int place, slong p)
{
	const Step *s = &g->code->s[i];
	acb_ptr y = g->val[place] + i;
	Distant u = { .place = place,
		.sign = headof(g, place, s->x[0]),
		.turn = turnof(g, place, s->x[0]),
		.L = boundof(g, place, s->x[0]),
		.p = p };
	int br = g->fact[i].br;
	State known;

	switch (s->op) {
	case O_neg:   return beyondballs(y, -u.sign, u.turn, u.L);
	case O_abs:   return beyondballs(y, u.sign * br, u.turn, u.L);
	case O_sqr:   return beyondballs(y, abs(u.sign), 2 * u.turn, 2 * u.L);
	case O_recip: return almost(y, place, 0, u.L);
	case O_sign:
		return place == DISC && !br ? VAGUE : (acb_set_si(y, br), KNOWN);
	}
	if ((known = undone(g, i, place)) != VAGUE)
		return known;
	u.E = u.L < 98 ? exp2(u.L - (place == DISC)) : INFINITY;
	return u.sign ? towards(y, s->op, &u) : VAGUE;
}
