/* colour -- columns that never meet share a colour: as few directions as a greedy choice finds.
 *
 * Jacobian: no two columns of a colour have an entry in one row (Curtis, Powell, Reid: On the
 * estimation of sparse Jacobian matrices, J. Inst. Maths Applics 13, 1974). Hessian: neighbours
 * differ and every path of four has three colours, a star colouring (Gebremedhin, Manne, Pothen:
 * What color is your Jacobian?, SIAM Review 47, 2005); each entry or its mirror image then stands
 * alone.
 */
#include "engines/sparse/colour.h"
#include <string.h>

/* ---- patterns ------------------------------------------------------------------ */

Pattern transposed(const Pattern *p)
{
	size_t nnz = p->start[p->ny], *at = alloc(p->nx + 1, sizeof *at);
	Pattern t = { .ny = p->nx,
		.nx = p->ny,
		.start = alloc(p->nx + 1, sizeof *t.start),
		.col = alloc(nnz, sizeof *t.col) };

	for (size_t k = 0; k < nnz; k++) t.start[p->col[k] + 1]++;
	for (size_t j = 0; j < p->nx; j++) t.start[j + 1] += t.start[j];
	memcpy(at, t.start, p->nx * sizeof *at);
	for (size_t i = 0; i < p->ny; i++)
		for (size_t k = p->start[i]; k < p->start[i + 1]; k++)
			t.col[at[p->col[k]]++] = (uint32_t)i;
	release(at);
	return t;
}

Pattern symmetric(const Pattern *p)
{
	Pattern t = transposed(p),
		s = { .ny = p->ny,
			.nx = p->nx,
			.start = alloc(p->ny + 1, sizeof *s.start),
			.col = alloc(2 * p->start[p->ny], sizeof *s.col) };
	size_t n = 0;

	for (size_t i = 0; i < p->ny; i++) {
		size_t a = p->start[i], b = t.start[i], ae = p->start[i + 1], be = t.start[i + 1];

		while (a < ae || b < be) {
			uint32_t v =
				b == be || (a < ae && p->col[a] < t.col[b]) ? p->col[a] : t.col[b];

			a += a < ae && p->col[a] == v;
			b += b < be && t.col[b] == v;
			s.col[n++] = v;
		}
		s.start[i + 1] = n;
	}
	freepattern(&t);
	return s;
}

void freepattern(Pattern *p)
{
	release(p->start);
	release(p->col);
	*p = (Pattern){ 0 };
}

/* ---- colours: 1, 2, ... while they are given; the smallest that is not forbidden --------- */

static uint32_t smallest(const uint32_t *forbidden, uint32_t by)
{
	uint32_t c = 1;

	while (forbidden[c] == by) c++;
	return c;
}

static uint32_t *counted(uint32_t *colour, size_t nx, size_t *n)
{
	*n = 0;
	for (size_t j = 0; j < nx; j++) {
		if (colour[j] > *n) *n = colour[j];
		colour[j]--;
	}
	return colour;
}

uint32_t *columncolours(const Pattern *p, size_t *n)
{
	Pattern t = transposed(p);
	uint32_t *colour = alloc(p->nx, sizeof *colour),
		 *forbidden = alloc(p->nx + 2, sizeof *forbidden);

	for (size_t j = 0; j < p->nx; j++) {
		for (size_t r = t.start[j]; r < t.start[j + 1]; r++)
			for (size_t i = t.col[r], k = p->start[i]; k < p->start[i + 1]; k++)
				forbidden[colour[p->col[k]]] = (uint32_t)j + 1;
		colour[j] = smallest(forbidden, (uint32_t)j + 1);
	}
	release(forbidden);
	freepattern(&t);
	return counted(colour, p->nx, n);
}

/* x, of v - w - x, has another neighbour coloured like w */
static bool path(const Pattern *p, const uint32_t *colour, size_t w, size_t x)
{
	for (size_t k = p->start[x]; k < p->start[x + 1]; k++)
		if (p->col[k] != w && p->col[k] != x && colour[p->col[k]] == colour[w])
			return true;
	return false;
}

/* used: colours so far */
typedef struct { const Pattern *p; uint32_t *colour, *forbidden, used; } Star;

static uint32_t forbid(Star *s, uint32_t colour, uint32_t by)
{
	if (!colour || s->forbidden[colour] == by)
		return 0;
	s->forbidden[colour] = by;
	return 1;
}

/* what v may not be for the sake of paths v - w - x */
static uint32_t forbidpaths(Star *s, size_t v, size_t w)
{
	const Pattern *p = s->p;
	uint32_t by = (uint32_t)v + 1, n = 0;

	for (size_t k = p->start[w]; k < p->start[w + 1]; k++) {
		size_t x = p->col[k];

		if (x != v && x != w && s->colour[x] && s->forbidden[s->colour[x]] != by &&
			(!s->colour[w] || path(p, s->colour, w, x)))
			n += forbid(s, s->colour[x], by);
	}
	return n;
}

/* neighbours first: in a dense row they forbid all there is, and no path need be followed */
static void star(Star *s, size_t v)
{
	const uint32_t *w = s->p->col + s->p->start[v], *end = s->p->col + s->p->start[v + 1];
	uint32_t by = (uint32_t)v + 1, n = 0;

	for (const uint32_t *k = w; k < end; k++)
		if (*k != v) n += forbid(s, s->colour[*k], by);
	for (const uint32_t *k = w; k < end && n < s->used; k++)
		if (*k != v) n += forbidpaths(s, v, *k);
	s->colour[v] = smallest(s->forbidden, by);
	if (s->colour[v] > s->used) s->used = s->colour[v];
}

uint32_t *starcolours(const Pattern *p, size_t *n)
{
	Star s = { p, alloc(p->nx, sizeof *s.colour), alloc(p->nx + 2, sizeof *s.forbidden), 0 };

	for (size_t v = 0; v < p->nx; v++) star(&s, v);
	release(s.forbidden);
	return counted(s.colour, p->nx, n);
}
