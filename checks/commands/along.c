/* along.c -- the list of u'f, whose gradient is u'J; the inputs that --order names. */
#include "checks/commands/along.h"
#include "engines/prims/recorders.h"
#include <stdlib.h>
#include <string.h>

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

/* ---- --order ----------------------------------------------------------------------- */

static size_t elementnamed(const Point *p, const char *s, size_t n, const char *order)
{
	for (size_t e = 0; e < p->total; e++)
		if (strlen(p->label[e]) == n && !strncmp(p->label[e], s, n))
			return e;
	bad("--order: \"%s\": there is no input \"%.*s\"; expected a number, or inputs as in x,x,y "
	    "or "
	    "v[0],v[1]",
		order, (int)n, s);
}

/* how many characters of s stand before the next comma outside brackets */
static size_t upto(const char *s)
{
	size_t n = 0;

	for (int deep = 0; s[n] && (deep || s[n] != ','); n++)
		deep += (s[n] == '[') - (s[n] == ']');
	return n;
}

static int listed(const char *order, const Point *p, size_t by[HIGHEST])
{
	int n = 0;

	for (const char *s = order; s; n++) {
		size_t length = upto(s);

		if (n == HIGHEST)
			bad("--order: \"%s\": at most %d inputs", order, HIGHEST);
		by[n] = elementnamed(p, s, length, order);
		s = s[length] ? s + length + 1 : NULL;
	}
	return n;
}

static int numbered(const char *order, long n, const Point *p, size_t by[HIGHEST])
{
	if (n < 1 || n > HIGHEST)
		bad("--order: \"%s\": expected a whole number from 1 to %d, or inputs as in x,x,y",
			order, HIGHEST);
	if (p->total != 1)
		bad("--order: %s is for a formula of one input, not of %zu: name the inputs, as in "
		    "%s,%s "
		    "or %s,%s, or leave one with --vars",
			order, p->total, p->label[0], p->label[0], p->label[0], p->label[1]);
	for (long k = 0; k < n; k++) by[k] = 0;
	return (int)n;
}

int ordersof(const char *order, const Point *p, size_t by[HIGHEST], Powers *w)
{
	char *end;
	long number = strtol(order, &end, 10);
	int n = end > order && !*end ? numbered(order, number, p, by) : listed(order, p, by);

	*w = (Powers){ .n = 0 };
	for (int k = 0; k < n; k++) {
		size_t j = 0;

		while (j < w->n && w->input[j] != by[k]) j++;
		if (j == w->n) w->input[w->n++] = by[k];
		w->times[j]++;
	}
	return n;
}

static const char *const raised[] = { "", "", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸" };

char *ordername(const Point *p, int n, const size_t *by)
{
	char *s = text("∂%sf/", raised[n]), *more;

	for (int k = 0, m; k < n; k += m) {
		for (m = 1; k + m < n && by[k + m] == by[k]; m++)
			;
		more = text("%s∂%s%s", s, p->label[by[k]], raised[m]);
		release(s);
		s = more;
	}
	return s;
}
