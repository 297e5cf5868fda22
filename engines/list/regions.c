/* regions.c -- instructions with bodies: their results, and how one is recorded. */
#include "engines/list/regions.h"
#include <string.h>

/* ---- results ---------------------------------------------------------------------- */

size_t sizes(size_t n, const Shape *s)
{
	size_t all = 0;

	for (size_t k = 0; k < n; k++) all += count(&s[k]);
	return all;
}

Shape packedshape(const Prim *p, const void *attr)
{
	size_t n = p->results(attr, NULL);
	Shape *s = alloc(n, sizeof *s), all;

	p->results(attr, s);
	all = vector(sizes(n, s));
	release(s);
	return all;
}

size_t resultsof(V y, Shape *s) { return at(y)->prim->results(attr(y.list, at(y)), s); }

bool takesresult(const List *l, Id segment, size_t *k)
{
	const Ins *in = &l->ins[segment];
	V from = instruction((List *)l, args(l, in)[0]);
	size_t n = resultsof(from, NULL), at = 0, start = (size_t)*(const int64_t *)attr(l, in);
	Shape *s = alloc(n, sizeof *s);
	bool takes;

	resultsof(from, s);
	for (*k = 0; *k < n && at < start; at += count(&s[(*k)++])) ;
	takes = *k < n && at == start && same(&s[*k], shapeat(l, segment));
	release(s);
	return takes;
}

void *attrof(V y)
{
	size_t n = attrwords(at(y)->prim, attr(y.list, at(y)), shapeat(y.list, y.id));
	Word *w = alloc(n, sizeof *w);

	memcpy(w, attr(y.list, at(y)), n * sizeof *w);
	return w;
}

/* ---- recording -------------------------------------------------------------------- */

/* made for this instruction alone */
static bool fresh(size_t n, List *const *body)
{
	for (size_t k = 0; k < n; k++)
		for (size_t j = 0; j <= k; j++)
			if (body[k]->users || body[k]->inner || (j < k && body[j] == body[k]))
				return false;
	return true;
}

V higherorder(List *l, const Prim *p, const Word *fixed, size_t nbodies, List **body, size_t nargs,
	const V *x)
{
	Word w[2 + 2 * PASSES + 4];
	List *was = l->inner;
	size_t n = 0;
	V v;

	for (const Field *f = p->fields; f && f->name; f++) n += (size_t)f->n;
	if (n) memcpy(w, fixed, n * sizeof *w);
	w[n].i = (int64_t)nbodies;
	for (size_t k = 0; k < nbodies; k++) w[n + 1 + k].body = body[k];
	if (fresh(nbodies, body))                  /* a refusal frees them with l */
		for (size_t k = 0; k < nbodies; k++) body[k]->inner = l->inner, l->inner = body[k];
	v = record(l, p, nargs, x, w, NULL);
	if (l->inner != was)
		for (size_t k = 0; k < nbodies; k++) body[k]->inner = NULL;
	l->inner = was;
	for (size_t k = 0; k < nbodies; k++) freelist(body[k]);
	return v;
}

void fits(List *l, const char *who, size_t k, const Shape *is, const Shape *wants)
{
	if (!same(is, wants))
		refuse(l, "%s: value %zu has shape \"%s\", its body wants \"%s\"", who, k + 1,
			shapetext(is), shapetext(wants));
}
