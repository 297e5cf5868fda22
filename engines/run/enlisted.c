/* enlisted.c -- the engines there are: those of engines.def, which engines.c hands down, and those
 * that plug-ins add. */
#include "engines/wengert.h"
#include <string.h>

const Engine *const *engines;

void enlist(const Engine *e)
{
	static const Engine **all;
	static size_t room;
	size_t n = 0;

	while (engines[n]) n++;
	if (engines != all) {
		all = grow(NULL, &room, n + 2, sizeof *all);
		memcpy(all, engines, n * sizeof *all);
	} else
		all = grow(all, &room, n + 2, sizeof *all);
	all[n] = e;
	all[n + 1] = NULL;
	engines = all;
}

void *engage(const Engine *e, const Fn *f, const Num *T, char why[WHY])
{
	return e->enter ? e->enter(e, f, T, why) : e->open(f, T, why);
}
