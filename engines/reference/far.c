/* far.c -- values no ball can hold: finite, and |u| >= 2^L with L beyond the exponents a ball has
 * at any precision here.
 *
 * exp(exp(1e6)) is such a number and 1/exp(exp(1e6)) is less than 2^-L, which is all that is asked
 * of it.  Of a FAR value the imaginary part of the ball is L, the real one its sign, with a radius
 * that bounds how far it is turned from the real axis over a disc; 0: in no known direction.
 */
#include "engines/reference/far.h"
#include <math.h>

enum { DEPTH = 8 };                        /* of what a sign is looked for in */
/* of L: to become FAR; what is more counts as the most */
static const double FIRST = 0x1p62, MOST = 0x1p99;
/* over a disc, where the ball of exp holds 0: what is larger than this is FAR */
static const double WIDE = 2048;

int headof(const Germ *g, int place, Id a)
{
	return (int)arf_sgn(arb_midref(RE(valueat(g, place, a))));
}

double turnof(const Germ *g, int place, Id a)
{
	return mag_get_d(arb_radref(RE(valueat(g, place, a))));
}

double boundof(const Germ *g, int place, Id a)
{
	return arf_get_d(arb_midref(IM(valueat(g, place, a))), ARF_RND_DOWN);
}

State beyondballs(acb_t y, int sign, double turn, double L)
{
	if (!(L >= LEAST))
		return VAGUE;
	acb_zero(y);
	if (turn <= STRAIGHT) {
		arb_set_si(RE(y), sign);
		mag_set_d(arb_radref(RE(y)), turn);
	}
	arb_set_d(IM(y), L < MOST ? floor(L) : MOST);
	return FAR;
}

/* c +- 2^-L */
State almost(acb_t y, int place, int c, double L)
{
	fmpz_t e;

	acb_set_si(y, c);
	fmpz_init(e);
	fmpz_set_d(e, -(L < MOST ? floor(L) : MOST));
	mag_one(arb_radref(RE(y)));
	mag_mul_2exp_fmpz(arb_radref(RE(y)), arb_radref(RE(y)), e);
	if (place == DISC) mag_set(arb_radref(IM(y)), arb_radref(RE(y)));
	fmpz_clear(e);
	return KNOWN;
}

/* the least of the real part, or of its size; 0: none is known */
double leastreal(const acb_t z, bool size)
{
	arf_t t;
	arb_t a;
	double d;

	arf_init(t), arb_init(a);
	arb_set(a, RE(z));
	if (size) arb_abs(a, a);
	arb_get_lbound_arf(t, a, 64);
	d = arf_get_d(t, ARF_RND_DOWN);
	arf_clear(t), arb_clear(a);
	return isnan(d) ? 0 : fmin(d, MOST);
}

/* the most |z| is, as a power of two, and at most 2^1000 */
static double most(const arb_t z) { return exp2(fmin(log2mag(z), 1000)); }

static double first(int place) { return place == DISC ? WIDE : 4 * FIRST; }

/* the exponent that exp, or exp2, has of a known argument, whose imaginary part turns it */
static State grown(acb_t y, int place, const acb_t a)
{
	double least = leastreal(a, false);

	return least > first(place)
		? beyondballs(y, 1, most(IM(a)) + 0x1p-40 * (place == DISC), least)
		: VAGUE;
}

static State hyperbolic(acb_t y, int place, int op, const acb_t a)
{
	double least = leastreal(a, true);

	return least > first(place)
		? beyondballs(y, op == O_cosh || arb_is_positive(RE(a)) ? 1 : -1,
			  most(IM(a)) + 0x1p-40 * (place == DISC), least - 2)
		: VAGUE;
}

/* |gamma(x + iy)| >= gamma(x) exp(-pi |y|/2) >= exp(x), x >= 100 and |y| <= x; turned by |y| times
 * what digamma is at most, log|z| + 1 */
static State factorial(acb_t y, int place, const acb_t a)
{
	double least = leastreal(a, false);
	mag_t x, farvalue;
	bool ok;

	mag_init(x), mag_init(farvalue);
	arb_get_mag_lower(x, RE(a));
	arb_get_mag(farvalue, IM(a));
	ok = mag_cmp(farvalue, x) <= 0 && least > first(place);
	mag_clear(x), mag_clear(farvalue);
	return ok ? beyondballs(y, 1, most(IM(a)) * (log2mag(RE(a)) + 2), least) : VAGUE;
}

static State powerful(acb_t y, int place, const acb_t a, const acb_t b, slong p)
{
	acb_t t;
	State s;

	acb_init(t);
	acb_log_analytic(t, a, place == DISC, p);
	acb_mul(t, t, b, p);
	s = acb_is_finite(t) ? grown(y, place, t) : VAGUE;
	acb_clear(t);
	return s;
}

/* what is known of arguments, and beyond every ball itself */
State overflowed(Germ *g, size_t i, int place, slong p)
{
	const Step *s = &g->code->s[i];
	acb_ptr y = g->val[place] + i;
	acb_srcptr a = valueat(g, place, s->x[0]);
	double least = leastlog2(a);

	switch (s->op) {
	case O_exp: case O_exp2: case O_expm1: return grown(y, place, a);
	case O_cosh: case O_sinh: return hyperbolic(y, place, s->op, a);
	case O_gamma: return factorial(y, place, a);
	case O_pow:  return powerful(y, place, a, valueat(g, place, s->x[1]), p);
	default:
		return place == DISC || least < LEAST
			? VAGUE
			: oscillating(y, s->op, arb_is_positive(RE(a)) ? 1 : -1, least - 1);
	}
}

/* ---- signs by structure ------------------------------------------------------------------- */

/* of instruction a at t = 0: exp(-exp(1e9)) is more than 0, and its ball does not say so */
static int abovezero(const Germ *g, Id a, int depth)
{
	const Step *s = &g->code->s[a];
	arb_srcptr r = RE(valueat(g, HERE, a));
	int first, second;

	if (stateat(g, HERE, a) == FAR)    return headof(g, HERE, a);
	if (stateat(g, HERE, a) != KNOWN)  return UNKNOWN;
	if (!arb_contains_zero(r))         return arb_is_positive(r) ? POS : NEG;
	if (!s->nargs || arb_is_zero(r) || !depth) return UNKNOWN;
	switch (s->op) {
	case O_exp: case O_exp2: case O_erfc: return POS;
	case O_max:
	case O_min:
	case O_where:
		return g->fact[a].br ? abovezero(g, chosen(g, a), depth - 1) : UNKNOWN;
	case O_neg: return -abovezero(g, s->x[0], depth - 1);
	case O_abs: case O_sqr: return abovezero(g, s->x[0], depth - 1) ? POS : UNKNOWN;
	case O_recip:
	case O_sinh:
	case O_tanh:
	case O_asinh:
	case O_atan:
	case O_erf:
	case O_expm1:
	case O_log1p:
	case O_cbrt:
	case O_sqrt:
		return abovezero(g, s->x[0], depth - 1);
	case O_add: case O_sub: case O_mul: case O_div: case O_strongmul: case O_strongdiv: break;
	default: return UNKNOWN;
	}
	first = abovezero(g, s->x[0], depth - 1), second = abovezero(g, s->x[1], depth - 1);
	if (s->op == O_sub) second = -second;
	if (s->op == O_add || s->op == O_sub) return first == second ? first : UNKNOWN;
	return first * second;
}

int positive(const Germ *g, Id a) { return abovezero(g, a, DEPTH); }

/* sqrt of a constant that is no less than 0 and may be 0, as far as its ball says */
State rootofsmall(Germ *g, size_t i)
{
	Id a = g->code->s[i].x[0];
	acb_ptr y = g->val[HERE] + i;
	mag_t m;

	if (g->code->s[i].op != O_sqrt || g->fact[a].deg || positive(g, a) != POS)
		return VAGUE;
	mag_init(m);
	acb_get_mag(m, valueat(g, HERE, a));
	mag_sqrt(m, m);
	acb_zero(y);
	mag_set(arb_radref(RE(y)), m);
	mag_clear(m);
	return KNOWN;
}

/* ---- two arguments, at least one of them FAR ----------------------------------------------- */

/* the most |z| is, as a power of two */
static double mostlog(const acb_t z)
{
	mag_t m;
	double e;

	mag_init(m);
	acb_get_mag(m, z);
	e = log2of(m) + 1;
	mag_clear(m);
	return e;
}

/* its sign, and how far it is turned from the axis; 0: in no known direction */
static int heading(const Germ *g, int place, Id a, double *turn)
{
	acb_srcptr z = valueat(g, place, a);
	arb_t t;
	int sign;

	if (stateat(g, place, a) == FAR) {
		*turn = turnof(g, place, a);
		return headof(g, place, a);
	}
	sign = arb_is_positive(RE(z)) ? 1 : arb_is_negative(RE(z)) ? -1 : 0;
	*turn = 0;
	if (arb_is_zero(IM(z)) || !sign)
		return sign;
	arb_init(t);
	arb_div(t, IM(z), RE(z), FIRSTPREC);
	*turn = most(t);
	arb_clear(t);
	return *turn <= STRAIGHT ? sign : 0;
}

static int signat(const Germ *g, int place, Id a)
{
	double turn;

	return heading(g, place, a, &turn);
}

static double leastof(const Germ *g, int place, Id a)
{
	return stateat(g, place, a) == FAR ? boundof(g, place, a)
					   : leastlog2(valueat(g, place, a)) - 1;
}

static State added(Germ *g, size_t i, int place, int sign)
{
	const Step *s = &g->code->s[i];
	bool far[2] = { stateat(g, place, s->x[0]) == FAR, stateat(g, place, s->x[1]) == FAR };
	double turn[2], L;
	int k = !far[0], of[2] = { heading(g, place, s->x[0], turn),
			     sign * heading(g, place, s->x[1], turn + 1) };

	L = boundof(g, place, s->x[k]);
	if (far[0] && far[1]) {                /* less than half a turn between them */
		if (!of[0] || of[0] != of[1]) return VAGUE;
		L = fmin(L, boundof(g, place, s->x[1]));
		turn[k] = fmax(turn[0], turn[1]);
	} else {
		double less = mostlog(valueat(g, place, s->x[!k])) - L;

		if (!(less < -2)) return VAGUE;
		if (place == DISC) turn[k] += exp2(less + 1);
	}
	return beyondballs(g->val[place] + i, of[k], turn[k], L - 1);
}

static State multiplied(Germ *g, size_t i, int place)
{
	const Step *s = &g->code->s[i];
	double turn[2];
	int sign = heading(g, place, s->x[0], turn) * heading(g, place, s->x[1], turn + 1);

	return beyondballs(g->val[place] + i, sign, turn[0] + turn[1],
		leastof(g, place, s->x[0]) + leastof(g, place, s->x[1]));
}

static State divided(Germ *g, size_t i, int place)
{
	const Step *s = &g->code->s[i];
	double L, turn[2];
	int sign;

	if (stateat(g, place, s->x[1]) == FAR) {
		if (stateat(g, place, s->x[0]) == FAR) return VAGUE;
		L = boundof(g, place, s->x[1]) - mostlog(valueat(g, place, s->x[0]));
		return L >= LEAST ? almost(g->val[place] + i, place, 0, L) : VAGUE;
	}
	if (acb_contains_zero(valueat(g, place, s->x[1])))
		return VAGUE;
	sign = heading(g, place, s->x[0], turn) * heading(g, place, s->x[1], turn + 1);
	L = boundof(g, place, s->x[0]) - mostlog(valueat(g, place, s->x[1]));
	return beyondballs(g->val[place] + i, sign, turn[0] + turn[1], L);
}

/* a FAR value is on its own side of every known one that is not so large */
static int farsign(const Germ *g, Id a, Id b, bool two)
{
	bool far[2] = { stateat(g, HERE, a) == FAR, two && stateat(g, HERE, b) == FAR };
	int of[2] = { signat(g, HERE, a), two ? -signat(g, HERE, b) : 0 };

	if (far[0] && far[1]) return of[0] == of[1] ? of[0] : UNKNOWN;
	if (!two) return of[0];
	return mostlog(valueat(g, HERE, far[0] ? b : a)) < boundof(g, HERE, far[0] ? a : b) - 2
		? of[!far[0]]
		: UNKNOWN;
}

/* of an argument beyond every ball no more than its sign is known */
int farchoice(const Germ *g, size_t i)
{
	const Step *s = &g->code->s[i];

	switch (kinds[s->op]->choice) {
	case SIGN:  return farsign(g, s->x[0], 0, false);
	case ORDER: return s->x[0] == s->x[1] ? NIL : farsign(g, s->x[0], s->x[1], true);
	case SURE: case RATIO: case ROOT: return POS;
	default:    return UNKNOWN;
	}
}

static State ofchoice(Germ *g, size_t i, int place)
{
	Id from = chosen(g, i);

	if (!g->fact[i].br)
		return VAGUE;
	acb_set(g->val[place] + i, valueat(g, place, from));
	return stateat(g, place, from);
}

/* of arguments one or both of which are FAR, and the other known */
State faraway(Germ *g, size_t i, int place, slong p)
{
	const Step *s = &g->code->s[i];
	Cell c = { .br = g->fact[i].br, .wide = place == DISC, .p = FIRSTPREC };

	switch (s->op) {
	case O_add: return added(g, i, place, 1);
	case O_sub: return added(g, i, place, -1);
	case O_mul: case O_strongmul:
		for (int k = 0; k < 2; k++)
			if (!g->fact[s->x[k]].deg && stateat(g, place, s->x[k]) == KNOWN &&
				acb_is_zero(valueat(g, place, s->x[k]))) {
				acb_zero(g->val[place] + i);
				return KNOWN;
			}
		return multiplied(g, i, place);
	case O_div: case O_strongdiv: return divided(g, i, place);
	case O_max: case O_min:   return ofchoice(g, i, place);
	case O_lt: case O_le: case O_gt: case O_ge: case O_eq:
		return c.br && ballof(g->val[place] + i, s->op, &c) ? KNOWN : VAGUE;
	default:    return s->nargs == 1 ? ofone(g, i, place, p) : VAGUE;
	}
}
