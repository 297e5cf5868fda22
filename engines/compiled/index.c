/* index -- affine indices, and what becomes of them in reshapes, slices and transposes. */
#include "engines/compiled/index.h"
#include <stdlib.h>

Nest flatnest(size_t n) { return (Nest){ 1, { 0 }, { (long)n } }; }

Nest axesnest(const Shape *s)
{
	Nest n = { .n = s->rank };

	for (int k = 0; k < s->rank; k++) n.hi[k] = (long)s->dim[k];
	return n;
}

Index everyelement(const Nest *n, const Shape *s)
{
	Index x[RANK] = { { 0 } };

	if (n->n < 2) return (Index){ 0, { n->n } };
	for (int k = 0; k < s->rank; k++) x[k].k[k] = 1;
	return flattened(x, s);
}

Index plusindex(Index a, Index b, long m)
{
	a.c += m * b.c;
	for (int v = 0; v < VARS; v++) a.k[v] += m * b.k[v];
	return a;
}

bool sameindex(Index a, Index b)
{
	for (int v = 0; v < VARS; v++)
		if (a.k[v] != b.k[v]) return false;
	return a.c == b.c;
}

void extremes(const Nest *n, Index a, long *least, long *most)
{
	*least = *most = a.c;
	for (int v = 0; v < n->n; v++) {
		long first = a.k[v] * n->lo[v], last = a.k[v] * (n->hi[v] - 1);

		*least += first < last ? first : last;
		*most += first < last ? last : first;
	}
}

bool divided(const Nest *n, Index a, long d, Index *q, Index *r)
{
	long least, most, s;

	*q = *r = (Index){ 0 };
	for (int v = 0; v < VARS; v++)
		if (a.k[v] % d == 0)
			q->k[v] = a.k[v] / d;
		else
			r->k[v] = a.k[v];
	r->c = a.c;
	extremes(n, *r, &least, &most);
	s = least >= 0 ? least / d : -((-least + d - 1) / d);
	q->c = s;
	r->c -= s * d;
	return most - s * d < d;
}

bool alongaxes(const Nest *n, Index a, const Shape *s, Index *x)
{
	for (int k = s->rank - 1; k > 0; k--) {
		Index q;

		if (!divided(n, a, (long)s->dim[k], &q, &x[k])) return false;
		a = q;
	}
	if (s->rank) x[0] = a;
	return true;
}

Index flattened(const Index *x, const Shape *s)
{
	Index a = { 0 };
	long m = 1;

	for (int k = s->rank - 1; k >= 0; m *= (long)s->dim[k--]) a = plusindex(a, x[k], m);
	return a;
}

int steppedby(const Nest *n, Index a)
{
	int only = -1;

	for (int v = 0; v < n->n; v++) {
		if (!a.k[v]) continue;
		if (only >= 0 || a.k[v] != 1) return -1;
		only = v;
	}
	return only;
}

const char *loopvariable(int v)
{
	static const char *const name[VARS] = { "i", "j", "k", "l", "m", "n", "o", "p" };

	return name[v];
}

void putindex(FILE *f, const Nest *n, Index a)
{
	bool any = false;

	for (int v = 0; v < n->n; v++) {
		if (!a.k[v]) continue;
		if (any)
			fputs(a.k[v] < 0 ? " - " : " + ", f);
		else if (a.k[v] < 0)
			fputc('-', f);
		if (labs(a.k[v]) != 1) fprintf(f, "%ld*", labs(a.k[v]));
		fputs(loopvariable(v), f);
		any = true;
	}
	if (a.c && any)
		fprintf(f, " %c %ld", a.c < 0 ? '-' : '+', labs(a.c));
	else if (!any)
		fprintf(f, "%ld", a.c);
}
