/* explore.c -- the cases that the plan lacks: thresholds, ties, sizes, arguments that are 0. */
#include "checks/vjp/cover.h"
#include "checks/vjp/limits.h"
#include "checks/vjp/literals.h"
#include "checks/vjp/values.h"
#include <math.h>
#include <string.h>

Case *copycase(const Case *c)
{
	Case *d = alloc(1, sizeof *d);

	*d = *c;
	for (int a = 0; a < c->kernel->nargs; a++) {
		d->x[a] = alloc(c->nx[a] + 1, sizeof(Quad));
		memcpy(d->x[a], c->x[a], c->nx[a] * sizeof(Quad));
	}
	d->hard = true;
	return d;
}

bool allowed(const Case *c, int a, Quad v)
{
	const Array *k = &c->kernel->arg[a];
	double d = toreal(v);

	/* rows that sum to 1, and what is in order, stay as they were drawn */
	return isfinite(d) && !k->rows && !k->sorted && !k->strictly &&
		inside(d, lowest(k, c->kernel, c->size), k->openlo, highest(k, c->kernel, c->size),
			k->openhi);
}

bool append(Bench *b, Case *c, size_t most)
{
	if (b->nadded >= most) {
		freecase(c);
		return false;
	}
	b->added = grow(b->added, &b->addedroom, b->nadded + 1, sizeof *b->added);
	b->added[b->nadded++] = c;
	return true;
}

/* ---- without a look inside -------------------------------------------------------------- */

/* of a copy: every element of argument a */
static void filledwith(Bench *b, const Case *c, int a, Quad v)
{
	Case *d;

	if (c->kernel->arg[a].base == WHOLE || !allowed(c, a, v))
		return;
	d = copycase(c);
	for (size_t e = 0; e < c->nx[a]; e++) d->x[a][e] = v;
	append(b, d, ADDED);
}

static bool alike(const Case *c, int a, int o)
{
	return a != o && c->kernel->arg[a].base != WHOLE && c->kernel->arg[o].base != WHOLE &&
		c->nx[a] == c->nx[o];
}

void wholes(Bench *b)
{
	Case *c = newcase(b->k, 0, b->asked->seed, 0);

	for (int a = 0; c && a < b->k->nargs; a++) {
		if (b->k->nargs > 1) filledwith(b, c, a, 0);
		if (b->k->nargs > 1 && !b->k->plain) filledwith(b, c, a, c->x[a][0]);
		for (int o = 0; o < a; o++) {
			Case *d;

			if (!alike(c, a, o)) continue;
			d = copycase(c);
			for (size_t e = 0; e < c->nx[a]; e++)
				if (allowed(c, a, d->x[o][e])) d->x[a][e] = d->x[o][e];
			append(b, d, ADDED);
		}
	}
	freecase(c);
}

/* ---- by what the kernel compares -------------------------------------------------------- */

static size_t elements(const Case *c)
{
	size_t n = 0;

	for (int a = 0; a < c->kernel->nargs; a++) n += c->nx[a];
	return n;
}

/* of the plan: all of it is run, some of it is aimed from */
static void planof(Cover *v)
{
	const Kernel *k = v->b->k;
	int aimed = 0;

	for (long run = 0; run < planned(k); run++) {
		Case *c = islarge(k, run) ? NULL : newcase(k, run, v->b->asked->seed, 0);

		if (!c) continue;
		saw(v, c, false, NULL, NULL);
		if (elements(c) <= AIMSMALL && aimed < AIMCASES && (!k->plain || run % 23 == 5)) {
			aimed++;
			aim(v, c, false), aim(v, c, true);
		}
		freecase(c);
	}
}

static void again(Cover *v)
{
	for (int turn = 0; turn < AGAIN; turn++)
		for (size_t k = 0, n = v->b->nadded; k < n && v->b->nadded < ADDED; k++) {
			Case *c = v->b->added[k];

			if (!c->large && c->kernel == v->b->k && elements(c) <= AIMSMALL)
				aim(v, c, false), aim(v, c, true);
		}
}

void explore(Bench *b)
{
	Cover v = { .b = b };
	const Kernel *all = b->k;
	Case *first;

	v.decimal = decimals(b->k->file, &v.ndecimals);
	planof(&v);
	if (!b->one) someties(b, v.compared);
	/* each element for itself: the thresholds of one are all's */
	if (b->one) {
		b->k = b->one;
		planof(&v);
		again(&v);
	} else
		again(&v);
	first = newcase(b->k, b->k->plain ? 5 : 0, b->asked->seed, 0);
	if (first) bands(&v, first);
	freecase(first);
	b->k = all;
	if (!b->k->plain) sizesof(&v);
	equalities(&v);
	unseen(&v);
	release(v.site), release(v.met), release(v.tie), release(v.decimal);
}
