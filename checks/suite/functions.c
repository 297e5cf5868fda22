/* functions.c -- the roster of functions under test, and one of them as an Fn. */
#include "checks/suite/functions.h"
#include <string.h>

const Function *const functions[] = {
#define F(name) &name##_function,
#include "checks/suite/functions.def"
	NULL
};

const Function *functionnamed(const char *name)
{
	for (const Function *const *f = functions; *f; f++)
		if (!strcmp((*f)->name, name))
			return *f;
	return NULL;
}

static void rows(List *l, const Fn *fn)
{
	const Function *f = fn->what;

	f->trace(l, fn->depth, fn->width);
}

Fn fnof(const Function *f, int depth, int width)
{
	return (Fn){
		.name = f->name, .record = rows, .what = f,
		.depth = depth ? depth : f->depth, .width = width ? width : f->width
	};
}
