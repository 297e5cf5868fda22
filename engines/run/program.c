/* program.c -- y = f(x) in one number type, for engines that only evaluate. */
#include "engines/run/program.h"

bool openprogram(Program *p, const Fn *f, const Num *T, Keep *keep, char why[WHY])
{
	const Prim *missing;

	*p = (Program){ .fn = *f, .num = T, .nx = inputsof(f), .list = trace(f, NULL, NULL, why) };
	if (!p->list)
		return true;
	p->ny = ny(p->list);
	if ((missing = unrunnable(p->list, T))) {
		snprintf(why, WHY, "there is no %s in %s", missing->name, T->name);
		closeprogram(p);
		return false;
	}
	p->said = expand(p->list, keep, T);
	p->run = newrun(p->said, T);
	return true;
}

void *newprogram(size_t size, const Fn *f, const Num *T, char why[WHY])
{
	Program *p = alloc(1, size);

	if (openprogram(p, f, T, runs, why))
		return p;
	release(p);
	return NULL;
}

void *newruled(size_t size, const Fn *f, const Num *T, char why[WHY])
{
	Program *p = newprogram(size, f, T, why);

	if (!p || !p->list || !unruled(p->list, why))
		return p;
	closeprogram(p);
	release(p);
	return NULL;
}

void evaluate(Program *p, const void *x, void *y)
{
	char why[WHY];
	List *l;

	p->calls++;
	if (p->run) {
		for (size_t k = 0; k < p->said->nin; k++) x = put(p->run, k, x);
		run(p->run);
		for (size_t k = 0; y && k < p->said->nout; k++) y = get(p->run, k, y);
		return;
	}
	l = trace(&p->fn, p->num, x, why);
	if (!l)
		bad("%s: %s", p->fn.name, why);
	p->ny = ny(l);
	for (size_t k = 0; y && k < l->nout; k++) {
		V v = instruction(l, l->out[k]);
		size_t n = count(shapeat(l, v.id));

		p->num->copy(n, y, 1, value(v), 1);
		y = elem(p->num, y, n);
	}
	freelist(l);
}

List *listat(Program *p, const void *x)
{
	char why[WHY];
	List *l, *copy;

	if (p->list)
		return copylist(p->list);
	l = trace(&p->fn, p->num, x, why);
	if (!l)
		bad("%s: %s", p->fn.name, why);
	copy = copylist(l);
	p->ny = ny(copy);
	freelist(l);
	return copy;
}

void closeprogram(Program *p)
{
	freerun(p->run);
	freelist(p->said);
	freelist(p->list);
	*p = (Program){ 0 };
}
