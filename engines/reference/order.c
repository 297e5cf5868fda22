/* order.c -- derivatives of any order along inputs, enclosed without any derivative rule.
 *
 * Along one direction d^n/dt^n f(x + t v) is a coefficient of the germ (cauchy.c).  A mixed
 * derivative is a combination of those, for the n-th derivative is a symmetric form of n directions
 * (polarization): with input j taken m_j times, n the sum of the m_j,
 *
 *	n! d^n f/prod_j dx_j^m_j =
 *		sum_c (-1)^(n - |c|) prod_j C(m_j, c_j) d^n/dt^n f(x + t sum_j c_j e_j)
 *
 * over all 0 <= c_j <= m_j but 0.  Where the sum cancels it is taken again with more bits.
 */
#include "engines/reference/sides.h"
#include <string.h>

/* bits that the sum may lose without being taken again; that it is added up with beyond those of
 * its terms */
enum { SPAREBITS = 64, BEYONDSUM = 64 };

/* along v; false: at the end of a domain, where other code would tell more */
static bool straight(const Code *c, const double *x, const double *v, int n, long want, Proof *r)
{
	Germ *g = newgerm(c, x, v, NULL, NULL, 0, 1);
	Id out = c->out[0];
	bool ends;

	blank(r, SMOOTH);
	branches(g, out);
	if (g->state[HERE][out] == OUTSIDE) blank(r, NOWHERE);
	else if (g->state[HERE][out] != KNOWN) openly(r, g);
	else if (g->ties) {
		blank(r, UNDECIDED);
		snprintf(r->why, sizeof r->why, "a branch of the function lies on its "
			"border at this point");
	} else if (g->fact[out].deg < n) {
		arb_zero(r->d);
		r->structural = true;
	} else if (!enclose(g, out, 0, false, n, want, TINY, r->d, NULL))
		openly(r, g);
	r->bits = g->herep;
	ends = g->ends;
	freegerm(g);
	return !ends || r->class != UNDECIDED;
}

static void nth(Prover *p, size_t o, const double *x, const double *v, int n, long want, Proof *r)
{
	for (int k = 0; k < 2; k++) {
		Code *c = cone(k ? ended(p) : p->code[0], o);
		bool done = straight(c, x, v, n, want, r);

		freecode(c);
		if (answered(p, done, r)) return;
	}
}

/* the next c, each from 0 to m; false: that was the last */
static bool next(size_t k, const int *m, int *c)
{
	for (size_t j = 0; j < k; j++) {
		if (++c[j] <= m[j])
			return true;
		c[j] = 0;
	}
	return false;
}

/* the sum's term of c */
static void term(Prover *p, size_t o, const double *x, const Powers *w, const int *c, long want,
	Proof *r)
{
	double *v = alloc(p->code[0]->nin, sizeof *v);
	int n = 0, taken = 0;
	fmpz_t b;

	for (size_t j = 0; j < w->n; j++) {
		v[w->input[j]] = c[j];
		n += w->times[j], taken += c[j];
	}
	nth(p, o, x, v, n, want, r);
	fmpz_init(b);
	for (size_t j = 0; j < w->n; j++) {
		fmpz_bin_uiui(b, (ulong)w->times[j], (ulong)c[j]);
		arb_mul_fmpz(r->d, r->d, b, ARF_PREC_EXACT);
	}
	if ((n - taken) % 2) arb_neg(r->d, r->d);
	fmpz_clear(b);
	release(v);
}

/* all of them; r is undecided, or outside the domain, where one is */
static void summed(Prover *p, size_t o, const double *x, const Powers *w, long want, Proof *r)
{
	int *c = alloc(w->n, sizeof *c), n = 0;
	bool structural = true;
	slong bits = 0;
	arb_t sum, f;
	Proof one;

	arb_init(sum), arb_init(f);
	initproof(&one);
	blank(r, SMOOTH);
	while (r->class == SMOOTH && next(w->n, w->times, c)) {
		term(p, o, x, w, c, want, &one);
		if (one.bits > bits) bits = one.bits;
		structural &= one.structural;
		arb_add(sum, sum, one.d, want + BEYONDSUM);
		if (one.class != SMOOTH) blank(r, one.class);
	}
	for (size_t j = 0; j < w->n; j++) n += w->times[j];
	arb_fac_ui(f, (ulong)n, ARF_PREC_EXACT);
	if (r->class == SMOOTH) arb_div(r->d, sum, f, want + BEYONDSUM);
	r->structural = r->class == SMOOTH && structural;
	r->bits = bits;
	if (r->class == UNDECIDED) memcpy(r->why, one.why, sizeof r->why);
	clearproof(&one);
	arb_clear(sum), arb_clear(f);
	release(c);
}

/* one input: its own direction, with nothing to add up */
static void alone(Prover *p, size_t o, const double *x, const Powers *w, long want, Proof *r)
{
	double *v = alloc(p->code[0]->nin, sizeof *v);

	v[w->input[0]] = 1;
	nth(p, o, x, v, w->times[0], want, r);
	release(v);
}

static bool enough(const Proof *r, long want)
{
	return arb_contains_zero(r->d) ? arb_is_zero(r->d) || log2mag(r->d) < -TINY
				       : arb_rel_accuracy_bits(r->d) >= want;
}

void provepowers(Prover *p, size_t o, const double *x, const Powers *w, long want, Proof *r)
{
	if (w->n == 1)
		alone(p, o, x, w, want, r);
	else {
		summed(p, o, x, w, want + SPAREBITS, r);
		if (r->class == SMOOTH && !enough(r, want)) summed(p, o, x, w, want + 2 * TINY, r);
		if (r->class == SMOOTH && !enough(r, want)) {
			slong bits = r->bits;

			blank(r, UNDECIDED);
			r->bits = bits;
			snprintf(r->why, sizeof r->why, "the terms of the mixed derivative "
				"cancel beyond %d bits", 2 * TINY);
		}
	}
	if (r->class == SMOOTH && arb_contains_zero(r->d)) r->class = ZERO;
}
