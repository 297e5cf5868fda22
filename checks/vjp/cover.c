/* cover.c -- the kernel in its own type, built so that each comparison reports its operands and the
 * block that ran next: which outcomes were seen. */
#include "checks/vjp/cover.h"
#include <math.h>
#include <string.h>

static Site *siteat(Cover *v, const Event *e, bool back)
{
	for (size_t k = 0; k < v->nsites; k++) if (v->site[k].at == e->at) return &v->site[k];
	v->site = grow(v->site, &v->room, v->nsites + 1, sizeof *v->site);
	v->site[v->nsites] = (Site){ .at = e->at,
		.back = back,
		.real = e->real,
		.itself = true,
		.a = e->a,
		.b = e->b };
	return &v->site[v->nsites++];
}

/* an outcome that this place never had? */
static bool counted(Site *s, const Event *e)
{
	bool news = false;
	int k = 0;

	s->itself &= e->a == e->b || e->a != e->a || e->b != e->b;
	s->varies |= e->a != s->a || e->b != s->b;
	if (e->a < e->b)       news = !s->less++;
	else if (e->a > e->b)  news = !s->more++;
	else if (e->a == e->b) news = !s->equal++;
	if (e->next) s->after[e->a > e->b ? 2 : e->a == e->b] = e->next;
	while (k < 2 && s->next[k] && s->next[k] != e->next) k++;
	if (k < 2 && e->next && !s->next[k]) s->next[k] = e->next, news = true;
	return news;
}

bool bothways(const Site *s)
{
	return (s->less && s->more) || s->next[1] || (s->equal && (s->less || s->more));
}

static bool reported(Cover *v, bool back, Event **kept, size_t *n)
{
	Event *e;
	size_t blocks;
	uint64_t reports;
	bool news = false;

	*n = v->b->s->hooks->stop(&e, &blocks, &reports);
	for (size_t k = 0; k < *n; k++) news |= counted(siteat(v, &e[k], back), &e[k]);
	news |= blocks > v->blocks;
	v->blocks = blocks, v->reports += reports;
	if (kept) {
		*kept = alloc(*n + 1, sizeof **kept);
		if (*n) memcpy(*kept, e, *n * sizeof **kept);
	}
	return news;
}

bool saw(Cover *v, const Case *c, bool back, Event **kept, size_t *n)
{
	/* by what a cotangent may be cut: what it is, its sign, its size */
	static const double scale[] = { 1, -1, 0x1p12, 0x1p-30 };
	Subject *s = v->b->s;
	Precision p = native(c->kernel);
	Quad **y = tolerance(c, true), **g = tolerance(c, true), **gx = tolerance(c, false);
	size_t ignored;
	bool news;

	if (watched()) snprintf(watched()->sizes, sizeof watched()->sizes, "%s", sizestext(c));
	s->covering = true, v->reports = 0;
	s->hooks->start();
	s->forward(s, p, c, c->x, y);
	news = reported(v, false, back ? NULL : kept, back || !n ? &ignored : n);
	for (int k = 0; k < (kept || back ? 1 : 4) && (back || !kept); k++) {
		for (int r = 0; r < c->kernel->nres; r++)
			for (size_t o = 0; o < c->ny[r]; o++)
				g[r][o] = (Quad)scale[k] * (1 + (Quad)(o % 8) / 8);
		for (int a = 0; a < c->kernel->nargs; a++)
			memset(gx[a], 0, c->nx[a] * sizeof(Quad));
		s->hooks->start();
		s->backward(s, p, c, c->x, y, g, gx);
		news |= reported(v, true, kept, n ? n : &ignored);
	}
	s->covering = false;
	freeroom(y, c, true), freeroom(g, c, true), freeroom(gx, c, false);
	return news;
}
