/* truths.c -- what each number of an answer should be, by the reference: without a derivative rule
 * where a function has at most four inputs; of more, MPFR's reverse mode, whose rules one direction
 * that is proved without any confirms (assess.h). */
#include "checks/gradbench/certify.h"
#include "checks/measure/assess.h"

enum { WANT = 80 }; /* bits of a truth */

/* ---- the numbers of an answer, in order ---------------------------------------------- */

typedef struct {
	double *x;
	size_t n, room;
	char *why;
} Leaves;

static void leaf(Leaves *l, double x)
{
	l->x = grow(l->x, &l->room, l->n + 1, sizeof *l->x);
	l->x[l->n++] = x;
}

static void wrongat(Leaves *l, const char *path, const char *what)
{
	if (!l->why[0]) snprintf(l->why, WHY, "its output%.120s: %s", path, what);
}

/* keys in the order in which the shape has them: an object has none */
static void within(Leaves *l, const json_t *shape, const json_t *j, const char *path)
{
	char *below;

	if (json_is_number(shape)) {
		if (json_is_number(j))
			leaf(l, json_number_value(j));
		else
			wrongat(l, path, "expected a number");
	} else if (json_is_array(shape)) {
		if (!json_is_array(j) || json_array_size(j) != json_array_size(shape))
			wrongat(l, path, "expected an array of another length");
		for (size_t k = 0; !l->why[0] && k < json_array_size(shape); k++) {
			below = text("%s[%zu]", path, k);
			within(l, json_array_get(shape, k), json_array_get(j, k), below);
			release(below);
		}
	} else {
		const char *key;
		json_t *v;

		if (!json_is_object(j) || json_object_size(j) != json_object_size(shape))
			wrongat(l, path, "expected an object of other keys");
		json_object_foreach((json_t *)shape, key, v)
		{
			below = text("%s.%s", path, key);
			if (!l->why[0] && !json_object_get(j, key)) wrongat(l, below, "is missing");
			if (!l->why[0]) within(l, v, json_object_get(j, key), below);
			release(below);
		}
	}
}

double *leaves(const json_t *shape, const json_t *answer, size_t *n, char why[WHY])
{
	Leaves l = { .why = why };

	why[0] = 0;
	within(&l, shape, answer, "");
	*n = l.n;
	if (!why[0]) return l.x;
	release(l.x);
	return NULL;
}

/* ---- what is right --------------------------------------------------------------------- */

void freerights(Rights *r)
{
	for (size_t k = 0; k < r->n; k++) mpfr_clear(r->right[k].truth);
	release(r->right);
	json_decref(r->shape);
	*r = (Rights){ 0 };
}

static void settled(Right *r, const Truth *t)
{
	if (known(t))
		mpfr_set(r->truth, t->d, MPFR_RNDN);
	else
		snprintf(r->why, WHY, "%s %s", classname[t->class], t->why);
}

static void byfacts(const Module *m, const Question *q, const Problem *p, Rights *r)
{
	Facts f = facts(&p->fn, p->x, WANT);
	bool value = q->asked == VALUES;
	Entries *e = value ? m->values : m->derivatives;

	for (size_t k = 0; k < r->n; k++) {
		Origin at = e   ? e(p, k)
			: value ? (Origin){ k, 0, false }
				: (Origin){ f.ny - 1, k, false };
		Right *is = r->right + k;

		is->kind = at.counted ? COUNTED : value ? NUMBER : DERIVED;
		if (at.counted) continue;
		if (!value)
			settled(is, &f.t[at.output * f.nx + at.input]);
		else if (!mpfr_nan_p(f.y[at.output]))
			mpfr_set(is->truth, f.y[at.output], MPFR_RNDN);
		else
			snprintf(is->why, WHY, "the reference knows no value");
	}
	freefacts(&f);
}

/* g/H */
static void byquotients(const Problem *p, Rights *r)
{
	Facts g = facts(&p->fn, p->x, WANT), h = secondfacts(&p->fn, p->x, WANT, true);

	for (size_t k = 0; k < r->n; k++) {
		const Truth *second = &h.t[k * h.nx + k];
		Right *is = r->right + k;

		is->kind = DERIVED;
		settled(is, &g.t[k]);
		if (!known(second))
			snprintf(is->why, WHY, "%s %s", classname[second->class], second->why);
		else
			mpfr_div(is->truth, is->truth, second->d, MPFR_RNDN);
	}
	freefacts(&g);
	freefacts(&h);
}

static void bydescents(const Problem *p, Rights *r)
{
	mpfr_t found[4];

	for (size_t k = 0; k < r->n; k++) mpfr_init2(found[k], WANT);
	if (r->n == 1)
		particletruth(*p->x, found);
	else
		saddletruth(p->x, found);
	for (size_t k = 0; k < r->n; k++) {
		r->right[k].kind = DERIVED;
		mpfr_set(r->right[k].truth, found[k], MPFR_RNDN);
		mpfr_clear(found[k]);
	}
}

static json_t *solved(const Engine *e, const Question *q, Problem *p, char why[WHY])
{
	void *work = q->method->open(p, e, q->variant, why);
	json_t *a =
		work && q->method->solve(work, why) ? q->answer(p, q->method->result(work)) : NULL;

	if (work) q->method->close(work);
	return a;
}

json_t *answerby(const Engine *e, const Module *m, const Question *q, const json_t *input,
	char why[WHY])
{
	Problem p;
	json_t *a = NULL;

	if (readproblem(&p, m, input))
		a = solved(e, q, &p, why);
	else
		snprintf(why, WHY, "%s", p.in.why);
	dismiss(&p.in);
	return a;
}

bool rightsof(const Module *m, const Question *q, const json_t *input, Rights *r, char why[WHY])
{
	Problem p;
	double *own = NULL;

	*r = (Rights){ 0 };
	if (!readproblem(&p, m, input))
		snprintf(why, WHY, "%s", p.in.why);
	else if ((r->shape = solved(&static_engine, q, &p, why)))
		own = leaves(r->shape, r->shape, &r->n, why);
	if (own) {
		r->right = alloc(r->n, sizeof *r->right);
		for (size_t k = 0; k < r->n; k++) mpfr_init2(r->right[k].truth, WANT);
		if (q->asked == DESCENT)
			bydescents(&p, r);
		else if (q->asked == QUOTIENTS)
			byquotients(&p, r);
		else
			byfacts(m, q, &p, r);
		for (size_t k = 0; k < r->n; k++)
			if (r->right[k].kind == COUNTED)
				mpfr_set_d(r->right[k].truth, own[k], MPFR_RNDN);
	}
	release(own);
	dismiss(&p.in);
	return own != NULL;
}
