/* columns.c -- a JVP as a rule for gradients: one column of the Jacobian after another.
 *
 *	gx[e] = g' J e_e,   with tangents of 1, -2 and 1/2 in turn, for a JVP is linear in them
 */
#include "checks/vjp/csource.h"
#include "checks/vjp/compare.h"
#include "checks/vjp/limits.h"

static const double cycle[] = { 1, -2, 0.5 };
static double unittangent(size_t e) { return cycle[e % 3]; }

/* of each element in turn; v: all at once */
static Quad weighed(const Case *c, Quad *const *g, Quad *const *dy)
{
	Quad s = 0;

	for (int r = 0; r < c->kernel->nres; r++)
		for (size_t o = 0; c->kernel->res[r].wanted && o < c->ny[r]; o++)
			if (g[r][o] != 0) s += g[r][o] * dy[r][o];
	return s;
}

/* all tangents at once must give the sum of what each gives; rounding is far below 2^-40 of it,
 * where nothing over- or underflowed */
static void additive(Subject *s, const Case *c, Quad *const *g, Quad **v, Quad **dy, Quad **gx)
{
	Quad sum = 0, size = 0, all;
	bool range = s->range;

	for (int a = 0; a < c->kernel->nargs; a++)
		for (size_t e = 0; c->kernel->arg[a].wanted && e < c->nx[a]; e++) {
			v[a][e] = (e & 1 ? -1 : 1) * (1 + (Quad)(e % 8) / 8);
			sum += v[a][e] * gx[a][e], size += absq(v[a][e] * gx[a][e]);
		}
	s->tangent(s, F128, c, v, dy);
	all = weighed(c, g, dy);
	if (finiteq(size) && !range && !s->range && !(absq(all - sum) <= (Quad)TANGENTSUM * size))
		s->nonlinear = true;
}

/* where it decides: one call tells */
static void covering(Subject *s, Precision p, const Case *c, Quad **v, Quad **dy)
{
	for (int a = 0; a < c->kernel->nargs; a++)
		for (size_t e = 0; e < c->nx[a]; e++) v[a][e] = 1;
	s->tangent(s, p, c, v, dy);
}

void columnwise(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	Quad **v = tolerance(c, false), **dy = tolerance(c, true);
	bool range = false;

	s->point(s, p, c, x, y);
	if (s->covering) {
		covering(s, p, c, v, dy);
		freeroom(v, c, false), freeroom(dy, c, true);
		return;
	}
	for (int a = 0; a < c->kernel->nargs; a++)
		for (size_t e = 0; c->kernel->arg[a].wanted && e < c->nx[a]; e++) {
			v[a][e] = (Quad)unittangent(e);
			s->tangent(s, p, c, v, dy);
			gx[a][e] = weighed(c, g, dy) / v[a][e];
			v[a][e] = 0;
			range |= s->range;
		}
	if (p == F128 && s->rounding == 0) additive(s, c, g, v, dy, gx);
	s->range |= range;
	s->settle(s, c);
	freeroom(v, c, false), freeroom(dy, c, true);
}

/* u'(J v) and (J'u)'v of the JVP and the VJP that one forward has, element by element: also where
 * there is no derivative, so that both choose alike */
void dotproduct(Bench *b, Quad *const *g, Quad *const *gx)
{
	Subject *vjp = b->s->partner;
	Case c = *b->c;
	Quad **other = tolerance(b->c, false), peak = 0;

	c.kernel = vjp->kernel;
	if (vjp->has[b->wide])
		vjp->backward(vjp, b->wide, &c, c.x, b->y[b->wide], g, other), b->v->together++;
	for (int a = 0; a < b->k->nargs; a++)
		for (size_t e = 0; b->k->arg[a].wanted && e < c.nx[a]; e++)
			if (absq(gx[a][e]) > peak) peak = absq(gx[a][e]);
	for (int a = 0; vjp->has[b->wide] && a < b->k->nargs; a++)
		for (size_t e = 0; b->k->arg[a].wanted && vjp->kernel->arg[a].wanted && e < c.nx[a];
			e++) {
			Quad off = absq(gx[a][e] - other[a][e]),
			     size = absq(gx[a][e]) + absq(other[a][e]);

			if (!(off > (Quad)0x1p-20 * size + (Quad)0x1p-30 * peak +
					    (Quad)0x1p-70 * top(b, g, a) + leastof(native(b->k))) ||
				!finiteq(off) || b->s->range || *b->v->note)
				continue;
			snprintf(b->v->note, sizeof b->v->note,
				"u'J v is not the same by %s and by %s: for u = %s the derivative "
				"along %s is "
				"%s and the gradient is %s, with %s",
				b->k->backward.name, vjp->kernel->backward.name,
				quadtext(g[0][0], 4),
				elementname(b->k->arg[a].name, &c.xs[a], e, NULL, 0),
				quadtext(gx[a][e], 6), quadtext(other[a][e], 6), sizestext(b->c));
		}
	freeroom(other, b->c, false);
}
