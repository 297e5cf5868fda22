/* lse -- y = log sum e^x[i] */
#include "checks/gradbench/gradbench.h"
#include "engines/prims/recorders.h"

static void rows(List *l, const Fn *f)
{
	Output(Shifted(Input(l, "x", vector(*(const size_t *)f->what)), ALL));
}

static void read(Problem *p)
{
	p->x = numbersin(&p->in, "x", &p->nx);
	p->fn.record = rows;
	p->what = &p->nx;
}

const Module lse_module = { "lse", read, NULL, NULL, NULL,
	{ { "primal", VALUES, &byvalue, onenumber, 0 },
		{ "gradient", DERIVATIVES, &bygradient, allinputs, 0 } } };
