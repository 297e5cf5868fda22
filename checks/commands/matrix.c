/* matrix.c -- what `wengert jacobian` and `wengert hessian` share: a whole matrix by every engine.
 */
#include "checks/commands/matrix.h"
#include <ctype.h>
#include <string.h>

/* the name that a formula ends with, as in "u = x*y; u"; NULL: it ends with something else, or with
 * an input's.  Yours to release */
static char *ownname(const Point *p, const char *formula)
{
	const char *from = formula, *end = formula + strlen(formula), *s;

	while (end > formula && (isspace((unsigned char)end[-1]) || end[-1] == ';')) end--;
	for (s = formula; s < end; s++)
		if (*s == ';' || *s == '\n') from = s + 1;
	while (from < end && isspace((unsigned char)*from)) from++;
	for (s = from; s < end && (isalnum((unsigned char)*s) || *s == '_'); s++)
		;
	if (s < end || s == from || isdigit((unsigned char)*from))
		return NULL;
	for (size_t k = 0; k < p->n + p->nfixed; k++)
		if (strlen(p->name[k]) == (size_t)(end - from)
		    && !strncmp(p->name[k], from, strlen(p->name[k])))
			return NULL;
	return copytext(from, (size_t)(end - from));
}

/* no input is called so, nor so with a number behind */
static bool unused(const Point *p, const char *base)
{
	size_t n = strlen(base);

	for (size_t k = 0; k < p->n + p->nfixed; k++)
		if (!strncmp(p->name[k], base, n)
		    && !p->name[k][n + strspn(p->name[k] + n, "0123456789")])
			return false;
	return true;
}

/* a name for each result: its own, or y, or y0, y1 ... where there are several formulas */
static void named(Matrix *m)
{
	static const char *const bases[] = { "y", "f", "z", "r", "result" };
	size_t n = m->list->nout, b = 0;
	char **name = alloc(n, sizeof *name);
	Shape *s = alloc(n, sizeof *s);

	while (b + 1 < sizeof bases / sizeof *bases && !unused(&m->p, bases[b])) b++;
	for (size_t k = 0; k < n; k++) {
		name[k] = ownname(&m->p, m->o.operand[k]);
		for (size_t j = 0; name[k] && j < k; j++)
			if (!strcmp(name[j], name[k])) release(name[k]), name[k] = NULL;
		if (!name[k]) name[k] = n > 1 ? text("%s%zu", bases[b], k) : text("%s", bases[b]);
		s[k] = *shapeat(m->list, m->list->out[k]);
	}
	m->results = pointof(n, name, s, NULL, "");
	for (size_t k = 0; k < n; k++) release(name[k]);
	release(name);
	release(s);
}

Matrix matrixat(const Options *o, bool hessian)
{
	Matrix new = { .o = *o, .hessian = hessian }, *m = &new;

	m->sparse = m->o.sparse;
	m->num = m->o.num;
	m->p = newpoint(&m->o);
	m->list = formulas(&m->o, &m->p);
	setpoint(&m->p, &m->o);
	for (size_t i = 0; i < m->p.total; i++) m->p.x[i] = m->num->round(m->p.x[i]);
	named(m);
	return new;
}

Answer *add(Matrix *m, char *name, Answer a)
{
	m->a = grow(m->a, &m->room, m->na + 1, sizeof *m->a);
	m->name = grow(m->name, &m->nameroom, m->na + 1, sizeof *m->name);
	m->skew = grow(m->skew, &m->skewroom, m->na + 1, sizeof *m->skew);
	m->name[m->na] = name;
	m->a[m->na] = a;
	return &m->a[m->na++];
}

/* every entry, where no pattern says less */
static void whole(Matrix *m)
{
	if (m->cell)
		return;
	m->ncells = m->f.ny * m->f.nx;
	m->cell = alloc(m->ncells, sizeof *m->cell);
	for (size_t k = 0; k < m->ncells; k++) m->cell[k] = k;
}

/* an engine's sparse matrix filled up with zeros, so that the reference sees those too */
Answer filled(Matrix *m, const Engine *e, const Fn *f)
{
	Sparse s = m->hessian ? sparsehessian(e, f, m->num, m->p.x)
			      : sparsejacobian(e, f, m->num, m->p.x);
	Jacobian j = { .status = s.status,
		.nx = m->f.nx,
		.ny = m->f.ny,
		.passes = s.passes,
		.num = m->num };

	memcpy(j.why, s.why, sizeof j.why);
	m->colours = grow(m->colours, &m->colourroom, m->na + 1, sizeof *m->colours);
	m->colours[m->na] = s.colours;
	if (s.status != UNABLE && s.status != CRASHED) {
		j.y = array(m->num, s.ny);
		j.J = array(m->num, s.ny * s.nx);
		m->num->copy(s.ny, j.y, 1, s.y, 1);
		release(m->cell);
		m->ncells = s.nnz;
		m->cell = alloc(s.nnz, sizeof *m->cell);
		for (size_t k = 0; k < s.nnz; k++) {
			m->cell[k] = s.row[k] * s.nx + s.col[k];
			m->num->copy(1, elem(m->num, j.J, m->cell[k]), 1, elem(m->num, s.value, k),
				1);
		}
	}
	if (s.status != UNABLE)
		freesparse(&s);
	return assessed(e, j, &m->f, m->num);
}

int end(Matrix *m, json_t *points)
{
	bool crashed = false;

	whole(m);
	showmatrix(m, points);
	for (size_t k = 0; k < m->na; k++) {
		crashed |= m->a[k].j.status == CRASHED;
		freeanswer(&m->a[k]);
		release(m->name[k]);
	}
	release(m->a);
	release(m->name);
	release(m->skew);
	release(m->colours);
	release(m->cell);
	release(m->v);
	release(m->u);
	freefacts(&m->f);
	freelist(m->list);
	freepoint(&m->p);
	freepoint(&m->results);
	return crashed;
}
