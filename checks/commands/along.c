/* along.c -- the list of u'f, whose gradient is u'J. */
#include "checks/commands/along.h"
#include "engines/prims/recorders.h"

double *vectorof(const char *list, const char *option, size_t n, const char *of, const Num *T)
{
	double *x = numbersof(list, option, n, of);

	for (size_t i = 0; i < n; i++) x[i] = T->round(x[i]);
	return x;
}

List *weightedby(List *l, const double *u)
{
	V sum = { NULL, 0 };

	for (size_t k = 0; k < l->nout; k++) {
		V y = instruction(l, l->out[k]), c;
		Shape s = shapeof(y);

		c = Mul(s.rank ? Data(l, s, u) : Number(l, *u), y);
		for (int a = s.rank; a > 0; a--) c = Sum(c, a - 1);
		sum = sum.list ? Add(sum, c) : c;
		u += count(&s);
	}
	l->nout = 0;
	Output(sum);
	return dead(l);
}

void onlyone(const Options *o, bool other, const char *says)
{
	if ((o->tangent != NULL) + (o->cotangent != NULL) + other > 1)
		bad("%s: %s: only one of them", o->command, says);
}
