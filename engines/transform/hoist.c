/* hoist.c -- loop-invariant code motion: what is the same at every step of a scan or a while is
 * computed before it.
 *
 * Requires: the fixed words, bodies and arguments of one instruction, which the caller owns.
 * Leaves: the same values; what was computed from constants of the loop alone is a constant of it,
 * and no body computes it.  The instructions that are moved are recorded by the caller, so that
 * simplify finds those that are there already.
 */
#include "engines/transform/dce.h"

/* 1: constants of the loop; 2: computed from nothing else */
static char *invariants(const List *f, size_t changing, bool always)
{
	char *s = alloc(f->n, 1);

	for (size_t k = changing; k < f->nin; k++) s[f->in[k]] = 1;
	for (size_t i = 0; i < f->n; i++) {
		const Ins *in = &f->ins[i];
		bool all = in->nargs && (always || !in->prim->higherorder);

		for (size_t k = 0; k < in->nargs; k++) all &= s[args(f, in)[k]] != 0;
		if (all) s[i] = 2;
		if (!in->nargs && !isinput(in)) s[i] = 1;
	}
	return s;
}

/* invariant instructions that others read */
static char *frontier(const List *f, const char *invariant)
{
	char *read = alloc(f->n, 1);

	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->ins[i].nargs && !invariant[i]; k++) {
			Id a = args(f, &f->ins[i])[k];

			read[a] |= invariant[a] == 2;
		}
	for (size_t o = 0; o < f->nout; o++) read[f->out[o]] |= invariant[f->out[o]] == 2;
	return read;
}

/* f's invariant instructions, recorded before the loop; constant: the loop's; y: of each
 * instruction */
static void outside(const List *f, const char *invariant, size_t nchanging, const V *constant, V *y,
		    Again *copied, void *with)
{
	for (size_t k = nchanging; k < f->nin; k++) y[f->in[k]] = constant[k - nchanging];
	for (size_t i = 0; i < f->n; i++) {
		V few[FEWARGS], *x = mapped(f, i, y, few);

		if (invariant[i] == 2 || (invariant[i] && !isinput(&f->ins[i])))
			y[i] = copied(with, f, i, x);
		unmapped(x, few);
	}
}

/* f with n more constants; the instructions marked in read come from them */
static List *relieved(const List *f, const char *read, const V *y, size_t first, const V *x,
		      size_t was, size_t n, const List *shapes)
{
	List *l = newlist();
	V *map = alloc(f->n, sizeof *map), *in = alloc(n, sizeof *in);

	copyinputs(l, f, map);
	for (size_t k = 0; k < n; k++)
		in[k] = k < was ? map[f->in[f->nin - was + k]]
				: Input(l, NULL, *shapeat(shapes, x[first + k].id));
	for (size_t i = 0; i < f->n; i++) {
		if (read[i])
			for (size_t k = 0; k < n; k++)
				if (x[first + k].id == y[i].id) map[i] = in[k];
		if (!map[i].list) map[i] = rerecord(l, f, i, map);
	}
	copyoutputs(f, map);
	release(map);
	release(in);
	return dead(l);
}

bool hoisted(const Prim *p, Word *fixed, size_t nbodies, List **body, V **x, size_t *n,
	     Again *copied, void *with)
{
	size_t q = p->flow == SCANS ? *n - (size_t)(fixed[2].i + fixed[3].i) : (size_t)fixed[0].i,
	       first = *n - q, now = q, room = *n;
	char **read = alloc(nbodies, sizeof *read);
	V **y = alloc(nbodies, sizeof *y);

	for (size_t j = 0; j < nbodies; j++) {
		const List *f = body[j];
		char *s = invariants(f, f->nin - q, p->flow == SCANS);

		y[j] = alloc(f->n, sizeof *y[j]);
		read[j] = frontier(f, s);
		if (marks(f->n, read[j]))
			outside(f, s, f->nin - q, *x + first, y[j], copied, with);
		for (size_t i = 0; i < f->n; i++) {
			size_t k = 0;

			if (!read[j][i])
				continue;
			while (k < now && (*x)[first + k].id != y[j][i].id) k++;
			if (k < now)
				continue;
			*x = grow(*x, &room, first + now + 1, sizeof **x);
			(*x)[first + now++] = y[j][i];
		}
		release(s);
	}
	for (size_t j = 0; j < nbodies; j++) {
		bool any = marks(body[j]->n, read[j]) || now > q;
		List *l = any ? relieved(body[j], read[j], y[j], first, *x, q, now, (*x)[0].list)
			      : NULL;

		release(read[j]), release(y[j]);
		if (!l)
			continue;
		freelist(body[j]);
		body[j] = l;
	}
	release(read), release(y);
	*n = first + now;
	if (p->flow == UNTIL) fixed[0].i = (int64_t)now;
	return now > q;
}
