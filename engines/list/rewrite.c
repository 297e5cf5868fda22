/* rewrite.c -- f as another list: its instructions recorded again, all, some or others in their
 * place.
 *
 * Every pass is written in these terms: it requires a list that verify accepts, and leaves one.
 */
#include "engines/list/rewrite.h"
#include <stdlib.h>
#include <string.h>

/* ---- one instruction, one input ------------------------------------------------- */

V *mapped(const List *f, size_t i, const V *map, V *few)
{
	const Ins *in = &f->ins[i];
	const Id *a = args(f, in);
	V *x = in->nargs > FEWARGS ? alloc(in->nargs, sizeof *x) : few;

	for (size_t k = 0; k < in->nargs; k++)
		x[k] = map ? map[a[k]] : instruction((List *)f, a[k]);
	return x;
}

void unmapped(V *x, const V *few) { if (x != few) release(x); }

V recordlike(List *to, const List *f, size_t i, const V *x)
{
	const Ins *in = &f->ins[i];

	return record(to, in->prim, in->nargs, x, attr(f, in), shapeat(f, i));
}

V rerecord(List *to, const List *f, size_t i, const V *map)
{
	V few[FEWARGS], *x = mapped(f, i, map, few), y = recordlike(to, f, i, x);

	unmapped(x, few);
	return y;
}

V inputlike(List *to, const List *f, size_t k)
{
	return Input(to, f->name[k], *shapeat(f, f->in[k]));
}

void copyinputs(List *to, const List *f, V *map)
{
	for (size_t k = 0; k < f->nin; k++) map[f->in[k]] = inputlike(to, f, k);
}

void copyoutputs(const List *f, const V *map)
{
	for (size_t o = 0; o < f->nout; o++) Output(map[f->out[o]]);
}

/* ---- a list --------------------------------------------------------------------- */

static void instructions(List *to, const List *f, V *map, Rule *rule, void *with)
{
	for (size_t i = 0; i < f->n; i++)
		if (!isinput(&f->ins[i])) map[i] = rule(to, f, i, map, with);
	copyoutputs(f, map);
}

List *rewrite(const List *f, Rule *rule, void *with)
{
	List *l = newlist();
	V *map = alloc(f->n, sizeof *map);

	copyinputs(l, f, map);
	instructions(l, f, map, rule, with);
	release(map);
	return l;
}

static V alike(List *to, const List *f, size_t i, const V *map, void *with)
{
	return rerecord(to, f, i, map);
}

List *copylist(const List *f) { return rewrite(f, alike, NULL); }

void splice(List *to, const List *f, const V *x)
{
	V *map = alloc(f->n, sizeof *map);

	for (size_t k = 0; k < f->nin; k++) map[f->in[k]] = x[k];
	instructions(to, f, map, alike, NULL);
	release(map);
}

List *subset(const List *f, const char *in, const char *on, const char *out)
{
	List *l = newlist();
	V *map = alloc(f->n, sizeof *map);

	for (size_t k = 0; k < f->nin; k++)
		if (!in || in[k]) map[f->in[k]] = inputlike(l, f, k);
	for (size_t i = 0; i < f->n; i++)
		if ((!on || on[i]) && !isinput(&f->ins[i])) map[i] = rerecord(l, f, i, map);
	for (size_t o = 0; o < f->nout; o++)
		if (!out || out[o]) Output(map[f->out[o]]);
	release(map);
	return l;
}

/* the instructions that are on move up; their words stay where they are */
static void closeup(List *f, const char *on)
{
	Id *now = alloc(f->n, sizeof *now);
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		Ins *in = &f->ins[n];
		Id *a;

		if (!on[i] && !isinput(&f->ins[i]))
			continue;
		*in = f->ins[i];
		a = in->nargs > 3 ? f->more + in->arg[0] : in->arg;
		for (size_t k = 0; k < in->nargs; k++) a[k] = now[a[k]];
		now[i] = (Id)n++;
	}
	for (size_t k = 0; k < f->nin; k++) f->in[k] = now[f->in[k]];
	for (size_t o = 0; o < f->nout; o++) f->out[o] = now[f->out[o]];
	f->n = n;
	release(now);
}

List *dead(List *f)
{
	char *on = live(f, NULL);
	size_t n = 0, higherorder = 0;
	List *l = f;

	for (size_t i = 0; i < f->n; i++) {
		bool stays = on[i] || isinput(&f->ins[i]);

		n += stays;
		higherorder += !stays && f->ins[i].prim->higherorder;
	}
	if (n < f->n && !higherorder && !f->tape && !f->nreplacements)
		closeup(f, on);
	else if (n < f->n) {
		l = subset(f, NULL, on, NULL);
		freelist(f);
	}
	release(on);
	return verified("dead", l);
}

/* ---- order ---------------------------------------------------------------------- */

typedef struct { size_t level, at; } Level;

static int deeper(const void *a, const void *b)
{
	const Level *p = a, *q = b;

	return p->level != q->level ? (p->level > q->level) - (p->level < q->level)
				    : (p->at > q->at) - (p->at < q->at);
}

static Level *levels(const List *f)
{
	Level *level = alloc(f->n, sizeof *level);

	for (size_t i = 0; i < f->n; i++) {
		level[i].at = i;
		for (size_t k = 0; k < f->ins[i].nargs; k++) {
			size_t a = level[args(f, &f->ins[i])[k]].level;

			if (a >= level[i].level) level[i].level = a + 1;
		}
	}
	qsort(level, f->n, sizeof *level, deeper);
	return level;
}

List *bylevel(List *f)
{
	Level *level = levels(f);
	List *l = newlist();
	V *map = alloc(f->n, sizeof *map);

	copyinputs(l, f, map);
	for (size_t j = 0; j < f->n; j++)
		if (!isinput(&f->ins[level[j].at]))
			map[level[j].at] = rerecord(l, f, level[j].at, map);
	copyoutputs(f, map);
	release(map);
	release(level);
	freelist(f);
	return verified("bylevel", l);
}

/* ---- what depends on what ------------------------------------------------------- */

void reach(const List *f, char *on, const char *stop)
{
	for (size_t i = f->n; i-- > 0; )
		for (size_t k = 0; on[i] && !(stop && stop[i]) && k < f->ins[i].nargs; k++)
			on[args(f, &f->ins[i])[k]] = 1;
}

char *live(const List *f, const char *out)
{
	char *on = alloc(f->n, 1);

	for (size_t o = 0; o < f->nout; o++) on[f->out[o]] |= !out || out[o];
	reach(f, on, NULL);
	return on;
}

void dependents(const List *f, char *on)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->ins[i].nargs; k++) on[i] |= on[args(f, &f->ins[i])[k]];
}

size_t marks(size_t n, const char *on)
{
	size_t m = 0;

	for (size_t k = 0; k < n; k++) m += on[k] != 0;
	return m;
}

bool anybodied(const List *f, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (f->ins[i].prim->higherorder) return true;
	return false;
}

/* ---- after a pass --------------------------------------------------------------- */

bool verifying;

List *verified(const char *pass, List *l)
{
	size_t at = 0;
	const char *why = verifying ? fault(l, &at) : NULL;

	if (why)
		die("after %s: v%zu (%s) %s", pass, at, l->n ? l->ins[at].prim->name : "none", why);
	return l;
}
