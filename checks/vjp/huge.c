/* huge.c -- arrays of more elements than 16 bits count: one direction, and in binary64,
 *
 *	(sum g y(x + h v) - sum g y(x - h v)) / 2h = sum v gx
 *
 * with three steps h: an element that crosses a jump within one does not within the others.  What
 * misses all of them is judged in binary128.
 */
#include "checks/vjp/cover.h"
#include "checks/vjp/limits.h"
#include <math.h>
#include <stdlib.h>

static Quad coarse(Dice *d) { return (Quad)floor(64 * ordinary(d)) / 64; }

/* sum g y; terms: of |g y| */
static Quad weighed(const Huge *h, double step, Quad *terms)
{
	const Kernel *k = h->b->k;
	Quad sum = 0;

	*terms = 0;
	for (int a = 0; a < k->nargs; a++)
		for (size_t e = 0; e < h->c->nx[a]; e++)
			h->x[a][e] = (double)h->c->x[a][e] + step * (double)h->v[a][e];
	h->b->s->forward(h->b->s, F64, h->c, h->x, h->y);
	for (int r = 0; r < k->nres; r++)
		for (size_t e = 0; k->res[r].wanted && e < h->c->ny[r]; e++)
			sum += h->g[r][e] * h->y[r][e], *terms += absq(h->g[r][e] * h->y[r][e]);
	return sum;
}

Huge newhuge(Bench *b, Case *c)
{
	Huge h = { b, c, tolerance(c, true), tolerance(c, false), tolerance(c, false),
		tolerance(c, true), tolerance(c, false) };
	Quad unused;

	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; b->k->res[r].wanted && e < c->ny[r]; e++)
			h.g[r][e] = coarse(&b->d);
	for (int a = 0; a < b->k->nargs; a++)
		for (size_t e = 0; b->k->arg[a].wanted && e < c->nx[a]; e++)
			h.v[a][e] = coarse(&b->d);
	weighed(&h, 0, &unused);
	return h;
}

bool hugerule(Huge *h)
{
	h->b->s->backward(h->b->s, F64, h->c, h->c->x, h->y, h->g, h->gx);
	return true;
}

static bool missed(Huge *h, double step, Quad is, Quad of)
{
	Quad terms, up = weighed(h, step, &terms), down = weighed(h, -step, &terms),
		slope = (up - down) / (2 * (Quad)step);

	return finiteq(slope) && absq(slope - is) > (Quad)HUGEMISS * of +
		(Quad)0x1p-50 / (Quad)step * terms;
}

bool misses(Huge *h)
{
	Quad is = 0, of = 0;

	for (int a = 0; a < h->b->k->nargs; a++)
		for (size_t e = 0; h->b->k->arg[a].wanted && e < h->c->nx[a]; e++) {
			Quad t = h->v[a][e] * h->gx[a][e];

			is += t, of += absq(t);
		}
	return !finiteq(is) || (missed(h, HUGESTEP, is, of) && missed(h, HUGESTEP / 8, is, of) &&
				       missed(h, HUGESTEP / 128, is, of));
}
