/* cauchy.c -- derivatives of an analytic germ, enclosed without any derivative rule.
 *
 * The germ is evaluated over the disc |s| <= R in complex balls: finite and off every cut, so
 *analytic there, with |g - c| <= M for some constant c, so that |g^(k)(0)/k!| <= M/R^k; and at s =
 *(n - 2k) h in real balls:
 *
 *	D = sum_k (-1)^k C(n,k) g((n - 2k) h) / (2h)^n
 *	|D - g^(n)(0)| <= M (n/R)^n q/(1 - q),   q = (n h/R)^2
 *
 * for in D only the powers s^n, s^(n+2), ... of g are left, and |n - 2k| <= n.  The mixed
 *derivative of g(s, t) on a bidisc is a quotient of four points (+-h, +-h) with an error of at most
 *3 M (h/R)^2/R^2.  D with that much more radius encloses the derivative, rounding included.  It is
 *exactly 0 only where g is a polynomial of a degree for which D has no error and is evaluated
 *without any.
 */
#include "engines/reference/germ.h"
#include <math.h>

/* bits that a disc's bound may lie above the value: no use */
enum { TRIES = 14, BEYOND = 20000 };
/* below 2^-MINUTE exponents are no longer told apart in doubles */
static const double MINUTE = 0x1p30;

/* R = 2^-these of the scale of what moves */
static const short ladder[] = { 2, 6, 12, 24, 48, 96, 192, 384, 768, 1536, 3072 };
/* and, far out, of these sizes: what repeats does so at 1 */
static const short around1[] = { -2, -4, -8, -16 };
enum {
	RUNGS = sizeof ladder / sizeof *ladder,
	ONES = sizeof around1 / sizeof *around1,
	FAROUT = 12
};

/* the exponents of all discs to be tried, the largest first */
static size_t discs(slong s, slong *e)
{
	size_t n = 0, k = 0;

	for (size_t j = 0; j < RUNGS; j++) {
		while (s > FAROUT && k < ONES && around1[k] > s - ladder[j]) e[n++] = around1[k++];
		e[n++] = s - ladder[j];
	}
	return n;
}

typedef struct { Id a, b; bool two; } What;        /* instruction a, or a - b */

static bool known(const Germ *g, int place, What u)
{
	return stateat(g, place, u.a) == KNOWN && (!u.two || stateat(g, place, u.b) == KNOWN);
}

static void difference(acb_t y, const Germ *g, int place, What u, slong p)
{
	acb_set(y, valueat(g, place, u.a));
	if (u.two) acb_sub(y, y, valueat(g, place, u.b), p);
}

/* ---- the disc ------------------------------------------------------------------------ */

/* M of the disc 2^e about c, which may be NULL; false: not analytic there, as far as can be told */
static bool bound(Germ *g, What u, slong e, slong p, mag_t M, arf_ptr c)
{
	acb_t y;
	bool ok;

	/* wrong: of a smaller disc */
	rungerm(g, DISC, u.two && u.b > u.a ? u.b : u.a, FAULT(2, e, e - 1), p);
	if (!(ok = known(g, DISC, u)))
		return false;
	acb_init(y);
	difference(y, g, DISC, u, p);
	if (c) arf_set(c, arb_midref(RE(y)));
	arf_zero(arb_midref(RE(y)));           /* any constant may be taken off */
	acb_get_mag(M, y);
	acb_clear(y);
	return ok && !mag_is_inf(M);
}

static slong fine(const Germ *g, slong below)
{
	slong p = 64 + 2 * below;

	return p < g->lastp ? g->lastp : p > MOSTDISC ? MOSTDISC : p;
}

/* R = 2^-these where no disc of the ladder will do: sinh(x^x) has a direction only where x^x is
 * less than 1 away from a real number.  What saturates there is below 2^-tiny without a quotient,
 * and nothing else is asked of so small a disc */
static const slong minute[] = { 1L << 14, 1L << 20, 1L << 30, 1L << 42, 1L << 58 };

static bool saturated(Germ *g, What u, slong *e, mag_t M)
{
	for (size_t k = 0; k < sizeof minute / sizeof *minute && affordable(g, g->lastp); k++) {
		*e = -minute[k];
		if (bound(g, u, *e, g->lastp, M, NULL) &&
			log2of(M) < -2 * (MOSTORDER + 1) * (double)minute[k])
			return true;
	}
	return false;
}

/* something that moves is beyond balls, or far beyond what precision tells */
static bool reachesfar(const Germ *g, What u)
{
	for (size_t k = 0; k < g->nmoved; k++) {
		Id i = g->moved[k];

		if (i <= u.a && (g->state[HERE][i] == FAR ||
					log2mag(RE(g->val[HERE] + i)) > MOSTPREC))
			return true;
	}
	return false;
}

/* of the ladder, the disc that asks for the fewest bits */
bool disc(Germ *g, Id a, Id b, bool two, slong *e, mag_t M)
{
	What u = { a, b, two };
	slong s = scaleof(g), rung[RUNGS + ONES];
	size_t n = discs(s, rung);
	double least = INFINITY,
	       base = acb_is_zero(g->val[HERE] + a) ? -INFINITY : log2mag(RE(g->val[HERE] + a));
	mag_t now;

	if (base < 0) base = 0;                /* a small value says nothing of what is beside it */
	mag_init(now);
	listmoved(g, two && b > a ? b : a);
	for (size_t k = 0; k < n && affordable(g, FIRSTPREC); k++) {
		double cost;

		if (!bound(g, u, rung[k], fine(g, s - rung[k]), now, NULL) ||
			(log2of(now) - base > BEYOND && log2of(now) > -MINUTE))
			continue;
		cost = log2of(now) - base - 3 * (double)rung[k];
		if (cost >= least) break;
		least = cost;
		mag_set(M, now);
		*e = rung[k];
		if (log2of(now) < -MINUTE) break;      /* whatever is asked of it is 0 */
	}
	mag_clear(now);
	return least < INFINITY || (reachesfar(g, u) && saturated(g, u, e, M));
}

/* ---- the quotient ---------------------------------------------------------------------- */

/* D += c g(at) */
static bool added(Germ *g, What u, int s, int t, const fmpz_t c, slong e, slong p, arb_t D)
{
	acb_t y;
	bool ok;
	int place = s || t ? POINT : HERE;

	g->at[0] = s, g->at[1] = t;
	if (place == POINT) rungerm(g, POINT, u.two && u.b > u.a ? u.b : u.a, e, p);
	if (!(ok = known(g, place, u)))
		return false;
	acb_init(y);
	difference(y, g, place, u, p);
	arb_addmul_fmpz(D, RE(y), c, p);
	acb_clear(y);
	return true;
}

static bool quotient(Germ *g, What u, int n, slong h, slong p, arb_t D)
{
	fmpz_t c;
	bool ok = true;

	fmpz_init(c);
	arb_zero(D);
	for (int k = 0; n && k <= n && ok; k++) {
		fmpz_bin_uiui(c, (ulong)n, (ulong)k);
		if (k % 2) fmpz_neg(c, c);
		ok = added(g, u, n - 2 * k, 0, c, h, p, D);
	}
	for (int k = 0; !n && k < 4 && ok; k++) {
		int s = k & 1 ? -1 : 1, t = k & 2 ? -1 : 1;

		fmpz_set_si(c, FAULT(8, s * t, s));
		ok = added(g, u, s, t, c, h, p, D);
	}
	arb_mul_2exp_si(D, D, -(n ? n : 2) * (h + 1));
	fmpz_clear(c);
	return ok;
}

/* |D - derivative|, h = 2^(e - m) in the disc 2^e; 1/(1 - q) <= 2 */
static void rest(mag_t r, const mag_t M, int n, slong e, slong m)
{
	mag_mul_ui(r, M, n ? 2 : 3);
	if (n) {
		mag_t b;

		mag_init(b);
		mag_set_ui(b, (ulong)n);
		mag_pow_ui(b, b, (ulong)n + 2);
		mag_mul(r, r, b);
		mag_clear(b);
	}
	/* wrong: half of the estimate, twice of which is taken */
	mag_mul_2exp_si(r, r, -2 * m - (n ? n : 2) * e - FAULT(1, 0, 2));
}

static int degree(const Germ *g, What u)
{
	int a = g->fact[u.a].deg, b = u.two ? g->fact[u.b].deg : 0;

	return a > b ? a : b;
}

/* rounding: of the last try */
typedef struct { long want, tiny; slong e, m, p; int n; bool exact; double rounding; } Effort;

static bool enough(const Effort *f, const arb_t D)
{
	if (!arb_contains_zero(D))
		return arb_rel_accuracy_bits(D) >= f->want;
	return arb_is_zero(D) || log2mag(D) < (double)-f->tiny;
}

/* more bits, or a smaller step, by what either lacks; false: it will not do */
static bool harder(Effort *f, const arb_t D, double truncation, double rounding, bool again)
{
	double goal = log2mag(D) - (double)f->want - 8;

	if (arb_contains_zero(D) && (again || goal < (double)-f->tiny - 8))
		goal = (double)-f->tiny - 8;
	if (!(truncation - goal < MOSTPREC) || !(rounding - goal < MOSTPREC))
		return false;
	if (truncation > goal) {
		slong more = (slong)((truncation - goal) / 2) + 2;

		f->m += more;
		f->p += (f->n ? f->n : 2) * more;
	}
	/* 1 - 2^-1560 is 1 to all fewer bits */
	if (again && rounding > goal && rounding > f->rounding - 1) f->p *= 2;
	f->p += rounding > goal ? (slong)(rounding - goal) + 8 : 8;
	f->rounding = rounding;
	return f->p <= MOSTPREC;
}

static bool tried(Germ *g, What u, Effort *f, const mag_t M, arb_t D)
{
	size_t upto = u.two && u.b > u.a ? u.b : u.a;
	mag_t r;
	bool ok = false;

	mag_init(r);
	for (int k = 0; k < TRIES && affordable(g, f->p); k++) {
		double truncation, rounding;

		if (f->p > g->herep) {
			rungerm(g, HERE, upto, 0, f->p);
			if (upto >= g->top) g->herep = f->p;
		}
		listmoved(g, upto);
		/* rounding hides the step beside something large */
		if (!quotient(g, u, f->n, f->e - f->m, f->p, D)) {
			if ((f->p *= 2) > MOSTPREC) break;
			continue;
		}
		rest(r, M, f->n, f->e, f->m);
		if (f->exact) mag_zero(r);
		truncation = log2of(r), rounding = log2of(arb_radref(D));
		arb_add_error_mag(D, r);
		if ((ok = enough(f, D)) || !harder(f, D, truncation, rounding, k > 0))
			break;
	}
	mag_clear(r);
	return ok;
}

/* |g^(n)(0)| <= n! M/R^n alone shows that it is small */
static bool negligible(const Effort *f, int n, const mag_t M, arb_t D)
{
	if (log2of(M) >= -MINUTE)
		return false;
	mag_fac_ui(arb_radref(D), (ulong)n);
	mag_mul(arb_radref(D), arb_radref(D), M);
	mag_mul_2exp_si(arb_radref(D), arb_radref(D), -n * f->e);
	arf_zero(arb_midref(D));
	return log2mag(D) < (double)-f->tiny;
}

/* what another can check; the disc is run once more, for its centre */
static void evidence(Germ *g, What u, const Effort *f, bool small, const mag_t M, Evidence *why)
{
	why->by = f->exact ? BYDEGREE : small ? BYESTIMATE : BYDISC;
	why->e = f->e, why->m = f->m, why->p = f->p;
	mag_set(why->M, M);
	if (f->exact)
		return;
	listmoved(g, u.two && u.b > u.a ? u.b : u.a);
	bound(g, u, f->e, fine(g, scaleof(g) - f->e), why->M, why->c);
	rest(why->r, why->M, f->n, f->e, f->m);
}

bool enclose(Germ *g, Id a, Id b, bool two, int n, long want, long tiny, arb_t D, Evidence *why)
{
	What u = { a, b, two };
	int k = n ? n : 2, deg = degree(g, u);
	Effort f = { .want = want, .tiny = tiny, .n = n, .exact = deg <= k + FAULT(6, 1, 2) };
	bool was = g->settling, ok, small;
	mag_t M;

	mag_init(M);
	g->settling = false;
	f.e = scaleof(g) - 4;
	ok = f.exact || disc(g, a, b, two, &f.e, M);
	small = ok && !f.exact && negligible(&f, k, M, D);
	f.m = f.exact ? 8 : want / 2 + 8;
	f.p = want + k * f.m + 64;
	if (f.p < g->lastp) f.p = g->lastp;
	ok = small || (ok && f.p <= MOSTPREC && tried(g, u, &f, M, D));
	if (why && ok) evidence(g, u, &f, small, M, why);
	g->settling = was;
	mag_clear(M);
	return ok;
}

int leading(Germ *g, Id a, Id b, bool two, long want, int *n, arb_t D)
{
	What u = { a, b, two };
	int deg = degree(g, u), first = g->fact[a].ord;

	if (two && g->fact[b].ord < first) first = g->fact[b].ord;
	*n = MANY;
	if (!deg)
		return NIL;
	for (*n = first; *n <= MOSTORDER; ++*n) {
		if (*n > deg) {
			*n = MANY;
			if (!two) g->fact[a].deg = 0, g->fact[a].touch = 0, g->fact[a].ord = MANY;
			return NIL;
		}
		if (!enclose(g, a, b, two, *n, want, 1100, D, NULL) ||
			(arb_contains_zero(D) && !arb_is_zero(D)))
			return UNKNOWN;
		if (!arb_is_zero(D))
			return arb_is_positive(D) ? POS : NEG;
	}
	return UNKNOWN;
}
