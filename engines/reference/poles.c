/* poles.c -- gamma, its logarithm and digamma so close to a pole that balls do not tell the
 * argument from it: expm1(-1e6) is -1 + 2^-1442695.
 */
#include "engines/reference/germ.h"
#include <math.h>

static const double MOSTPOLE = 0x1p20;     /* of a pole that is asked about, left of 0 */

/* u = e - k: gamma(u) gamma(1 - u) = pi/sin(pi u), sin(pi u) = (-1)^k sin(pi e), and the
 * logarithm of that and its derivatives */
static bool reflected(acb_t y, int op, int br, const acb_t e, double k, const acb_t u, slong p)
{
	acb_t s, t, pi;
	bool ok = true;

	acb_init(s), acb_init(t), acb_init(pi);
	acb_const_pi(pi, p);
	acb_sub_ui(t, u, 1, p);
	acb_neg(t, t);
	if (op == O_digamma) acb_cot_pi(s, e, p);
	else                 acb_sin_pi(s, e, p);
	if (op == O_gamma) {
		acb_gamma(t, t, p);
		acb_mul(t, t, s, p);
		acb_div(y, pi, t, p);
		if (fmod(k, 2) != 0) acb_neg(y, y);
	} else if (op == O_digamma) {
		acb_digamma(t, t, p);
		acb_mul(s, s, pi, p);
		acb_sub(y, t, s, p);
	} else {                               /* lgamma */
		if ((br < 0) != (fmod(k, 2) != 0)) acb_neg(s, s);
		acb_log_analytic(s, s, 1, p);
		acb_log(pi, pi, p);
		acb_sub(s, pi, s, p);
		acb_lgamma(t, t, p);
		acb_sub(y, s, t, p);
		ok = br != UNKNOWN;
	}
	acb_clear(s), acb_clear(t), acb_clear(pi);
	return ok && acb_is_finite(y);
}

bool polar(acb_t y, const Germ *g, size_t i, int place, slong p)
{
	const Step *s = &g->code->s[i];
	Id a = s->x[0];
	double k = rint(arf_get_d(arb_midref(RE(valueat(g, HERE, a))), ARF_RND_NEAR));
	bool ok = false;
	acb_t e;

	if (s->op != O_gamma && s->op != O_lgamma && s->op != O_digamma)
		return false;
	if (!(fabs(k) < MOSTPOLE) || k > 0)
		return false;
	acb_init(e);
	if (nearby(e, g, place, a, 0, false, k, p) && !acb_contains_zero(e))
		ok = reflected(y, s->op, g->fact[i].br, e, k, valueat(g, place, a), p);
	if (ok && place != DISC) arb_zero(IM(y));
	acb_clear(e);
	return ok;
}
