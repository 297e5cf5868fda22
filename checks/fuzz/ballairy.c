/* ballairy.c -- first-order series in balls of exponential integrals, erfi and Airy functions:
 * Arb's own series.
 */
#include "checks/fuzz/ballops.h"

static void exponential(arb_poly_t y, const arb_poly_t x, slong n, slong p)
{
	arb_hypgeom_ei_series(y, x, n, p);
}

static void imaginary(arb_poly_t y, const arb_poly_t x, slong n, slong p)
{
	arb_hypgeom_erfi_series(y, x, n, p);
}

static void ai(arb_poly_t y, const arb_poly_t x, slong n, slong p)
{
	arb_hypgeom_airy_series(y, NULL, NULL, NULL, x, n, p);
}

static void aip(arb_poly_t y, const arb_poly_t x, slong n, slong p)
{
	arb_hypgeom_airy_series(NULL, y, NULL, NULL, x, n, p);
}

static void bi(arb_poly_t y, const arb_poly_t x, slong n, slong p)
{
	arb_hypgeom_airy_series(NULL, NULL, y, NULL, x, n, p);
}

static void bip(arb_poly_t y, const arb_poly_t x, slong n, slong p)
{
	arb_hypgeom_airy_series(NULL, NULL, NULL, y, x, n, p);
}

BYSERIES(ei, exponential)
BYSERIES(erfi, imaginary)
BYSERIES(airyai, ai)
BYSERIES(airyaip, aip)
BYSERIES(airybi, bi)
BYSERIES(airybip, bip)

/* -Ei(-x) */
bool b_e1(Ball *y, const Ball *a, const Ball *b, slong p)
{
	Ball t;

	if (!arb_is_positive(a->v)) return false;
	arb_init(t.v), arb_init(t.d);
	arb_neg(t.v, a->v), arb_neg(t.d, a->d);
	series(y, &t, exponential, p);
	arb_neg(y->v, y->v), arb_neg(y->d, y->d);
	arb_clear(t.v), arb_clear(t.d);
	return true;
}
