/* assemble.c -- disjoint scatter-adds as one concatenation
 *
 * An array used slice by slice gets back, in a reverse sweep, an adjoint from each slice, put into
 * zeros; their sum is a pass over the whole array for each.  Where no two slices meet, the sum is
 * the slices one after the other: the same numbers, except that a -0 stays -0.
 *
 * Requires: a sum whose terms are read nowhere else.  Leaves: one concatenation of the slices with
 * zeros between them.
 */
#include "engines/transform/assemble.h"
#include <stdlib.h>
#include <string.h>

extern const Prim add_prim, unslice_prim;

typedef struct { int64_t start[RANK], step[RANK]; } Put;       /* attributes of unslice */

Id *usersof(const List *f, const char *on)
{
	char *many;
	Id *user;
	size_t i = 0;

	while (i < f->n && !(on[i] && f->ins[i].prim == &unslice_prim)) i++;
	if (i == f->n)
		return NULL;
	many = alloc(f->n, 1);
	user = alloc(f->n, sizeof *user);
	for (size_t o = 0; o < f->nout; o++) many[f->out[o]] = 1;
	for (i = 0; i < f->n; i++)
		for (size_t k = 0; on[i] && k < f->ins[i].nargs; k++) {
			Id a = args(f, &f->ins[i])[k];

			many[a] |= user[a] != 0;
			user[a] = (Id)i + 1;
		}
	for (i = 0; i < f->n; i++) if (many[i]) user[i] = 0;
	release(many);
	return user;
}

/* a sum that is only a term of another one of the same shape */
static bool term(const List *f, const Id *user, size_t i)
{
	const Ins *in = &f->ins[i];

	return in->prim == &add_prim && user[i] && f->ins[user[i] - 1].prim == &add_prim &&
		same(shapeat(f, i), shapeat(f, user[i] - 1));
}

/* the axis that instruction i lies along, a piece of something; -1: another kind of instruction */
static int along(const List *f, size_t i, Piece *p)
{
	const Ins *in = &f->ins[i];
	const Shape *wide, *few;
	const Put *a;
	int axis = -1;

	if (in->prim != &unslice_prim)
		return -1;
	wide = shapeat(f, i), few = shapeat(f, in->arg[0]);
	a = (const void *)attr(f, in);
	for (int k = 0; k < wide->rank; k++) {
		if (few->dim[k] == wide->dim[k])
			continue;
		if (axis >= 0 || (a->step[k] != 1 && few->dim[k] > 1))
			return -1;
		axis = k;
	}
	if (axis >= 0) *p = (Piece){ (size_t)a->start[axis], few->dim[axis], in->arg[0] };
	return axis;
}

static int byplace(const void *a, const void *b)
{
	size_t x = ((const Piece *)a)->from, y = ((const Piece *)b)->from;

	return (x > y) - (x < y);
}

/* one term: a piece, a sum of terms, or the rest, of which there is one at most */
static bool taken(const List *f, const Id *user, size_t i, size_t root, Assembly *t)
{
	Piece p;
	int axis;

	/* chains lean to the left */
	while (term(f, user, i) && same(shapeat(f, i), shapeat(f, root))) {
		if (!taken(f, user, args(f, &f->ins[i])[1], root, t))
			return false;
		i = args(f, &f->ins[i])[0];
	}
	axis = same(shapeat(f, i), shapeat(f, root)) ? along(f, i, &p) : -1;
	if (axis < 0) {
		if (t->more) return false;
		t->more = true, t->rest = (Id)i;
		return true;
	}
	if (t->n && axis != t->axis)
		return false;
	t->axis = axis;
	t->piece = grow(t->piece, &t->room, t->n + 1, sizeof *t->piece);
	t->piece[t->n++] = p;
	return true;
}

bool assembles(const List *f, const Id *user, size_t i, Assembly *t)
{
	const Ins *in = &f->ins[i];

	t->n = 0, t->more = false;
	if (in->prim != &add_prim || term(f, user, i) || !taken(f, user, args(f, in)[1], i, t) ||
		!taken(f, user, args(f, in)[0], i, t) || t->n < 2)
		return false;
	qsort(t->piece, t->n, sizeof *t->piece, byplace);
	for (size_t k = 1; k < t->n; k++)
		if (t->piece[k].from < t->piece[k - 1].from + t->piece[k - 1].len) return false;
	return true;
}

V Assembled(List *to, const Shape *wide, const Assembly *t, const Id *map)
{
	V *x = alloc(2 * t->n + 1, sizeof *x), y;
	Shape gap = *wide;
	size_t m = 0, at = 0;

	for (size_t k = 0; k <= t->n; k++) {
		size_t from = k < t->n ? t->piece[k].from : wide->dim[t->axis];

		gap.dim[t->axis] = from - at;
		if (from > at) x[m++] = Zeros(to, gap);
		if (k < t->n)
			x[m++] = instruction(to, map[t->piece[k].x]), at = from + t->piece[k].len;
	}
	y = m > 1 ? Concat(m, x, t->axis) : x[0];
	release(x);
	return y;
}
